/// Why a mapping can never match a caller, or a login can never succeed.
public enum DeadReason: String, Hashable, Sendable, CaseIterable {
  /// A role ARN with a path: the cluster compares it with an ARN without one.
  case path
  /// A role of IAM Identity Center with its path.
  case ssoPath = "sso-path"
  /// `*` or `?`: compared literally.
  case wildcard
  /// An `assumed-role` ARN: the cluster compares with the role's ARN.
  case stsARN = "sts-arn"
  /// An instance profile, group or policy, which nobody can be.
  case notAPrincipal = "not-a-principal"
  /// Space or line feed around the ARN.
  case whitespace
  /// A partition that the authenticator does not know.
  case partition
  /// A text that someone has to replace, such as `YOUR_ACCOUNT_ID`.
  case placeholder
  /// Not an ARN of an IAM principal.
  case malformed
  /// An `sso:` block, which the cluster ignores.
  case ssoMatcher = "sso-matcher"
  /// A later entry for the same ARN replaces it.
  case duplicate
  /// An access entry for the same principal takes precedence.
  case accessEntry = "access-entry"
  /// The access entry is older than the principal of its name: it belonged to a deleted one.
  case recreated
  /// The cluster's authentication mode does not read it.
  case authenticationMode = "authentication-mode"
  /// The ConfigMap is not `kube-system/aws-auth`.
  case wrongObject = "wrong-object"
  /// `{{EC2PrivateDNSName}}` for a session that is not named after an instance.
  case template
  /// A user name with a prefix that the authenticator is told to refuse.
  case reservedPrefix = "reserved-prefix"
  /// A backend that the authenticator asks before maps the same principal.
  case earlierBackend = "earlier-backend"
  /// A backend that the authenticator asks before maps the principal's whole account.
  case accountMapped = "account-mapped"
  /// The principal of this ARN has another unique id than the entry.
  case userID = "user-id"
  /// The authenticator refuses the whole file that the entry is in.
  case refusedFile = "refused-file"
  /// A group or user name that EKS refuses in an access entry.
  case reservedName = "reserved-name"

  /// What people read: lower-case start, no full stop.
  public var explanation: String {
    switch self {
    case .path: "a role ARN with a path never matches; the path has to be left out"
    case .ssoPath: "the path of an IAM Identity Center role has to be left out"
    case .wildcard: "`*` is compared literally; the cluster has no wildcards here"
    case .stsARN: "an assumed-role ARN never matches; the role's ARN is needed"
    case .notAPrincipal: "the ARN is not that of a user, role, root or federated user"
    case .whitespace: "the ARN has white space around it and is compared with it"
    case .partition: "the ARN's partition does not exist"
    case .placeholder: "the ARN holds a placeholder that was never replaced"
    case .malformed: "the text is not an ARN of an IAM principal"
    case .ssoMatcher: "the `sso` block is behind a feature gate that is off"
    case .duplicate: "a later entry for the same ARN replaces this one, groups included"
    case .accessEntry: "an access entry for the same principal takes precedence"
    case .recreated: "the principal is younger than the entry, which stays with the deleted one"
    case .authenticationMode: "the cluster's authentication mode does not read it"
    case .wrongObject: "the cluster reads only the ConfigMap `aws-auth` in `kube-system`"
    case .template: "the session is not named after an EC2 instance"
    case .reservedPrefix: "the authenticator is configured to refuse user names with this prefix"
    case .earlierBackend: "a backend that is asked before maps the same principal"
    case .accountMapped: "a backend that is asked before maps the whole account, without groups"
    case .userID: "the principal of this ARN has another user id, and both are compared"
    case .refusedFile: "the authenticator refuses the whole file"
    case .reservedName: "EKS refuses reserved names in access entries"
    }
  }
}
