public import Logic

/// How a type of resource is named and referred to.
struct IdentityKind: Sendable {
  /// What `Ref` gives.
  enum Reference {
    /// The name.
    case name
    /// The ARN.
    case arn
    /// A text that nothing else uses.
    case opaque
  }

  /// What `Ref` gives.
  let reference: Reference
  /// The property that sets the name, with a dot before a member of it; nil when the name cannot be chosen.
  let nameProperty: String?
  /// The path of the ARN.
  let path: Path
  /// The service and the part of the ARN before the name, such as `iam` and `role`.
  let service: String
  let resourceType: String
  /// Attributes that give the ARN.
  let arnAttributes: Set<String>

  /// Where the path of the ARN comes from.
  enum Path {
    /// The property `Path`.
    case property
    /// The service of a service-linked role.
    case serviceLinked
    /// There is none.
    case none
  }

  private init(
    _ reference: Reference, _ nameProperty: String?, _ resourceType: String,
    path: Path = .property, service: String = "iam", arnAttributes: Set<String> = ["Arn"]
  ) {
    self.reference = reference
    self.nameProperty = nameProperty
    self.path = path
    self.service = service
    self.resourceType = resourceType
    self.arnAttributes = arnAttributes
  }

  /// Whether resources of a type are EKS clusters.
  static func isCluster(_ type: String) -> Bool { all[type]?.service == "eks" }

  /// The types whose identity matters to trust.
  static let all: [String: IdentityKind] = [
    "AWS::IAM::Role": IdentityKind(.name, "RoleName", "role"),
    "AWS::IAM::User": IdentityKind(.name, "UserName", "user"),
    "AWS::IAM::Group": IdentityKind(.name, "GroupName", "group"),
    "AWS::IAM::InstanceProfile": IdentityKind(
      .name, "InstanceProfileName", "instance-profile"),
    "AWS::IAM::ManagedPolicy": IdentityKind(
      .arn, "ManagedPolicyName", "policy", arnAttributes: ["PolicyArn", "Arn"]),
    "AWS::IAM::OIDCProvider": IdentityKind(.arn, "Url", "oidc-provider", path: .none),
    "AWS::IAM::SAMLProvider": IdentityKind(.arn, "Name", "saml-provider", path: .none),
    "AWS::EKS::Cluster": IdentityKind(
      .name, "Name", "cluster", path: .none, service: "eks"),
    // Custom resources of the AWS CDK that make what a type of CloudFormation makes as well.
    "Custom::AWSCDKOpenIdConnectProvider": IdentityKind(
      .arn, "Url", "oidc-provider", path: .none, arnAttributes: []),
    "Custom::AWSCDK-EKS-Cluster": IdentityKind(
      .name, "Config.name", "cluster", path: .none, service: "eks"),
    "AWSQS::EKS::Cluster": IdentityKind(
      .name, "Name", "cluster", path: .none, service: "eks"),
    "AWS::IAM::ServiceLinkedRole": IdentityKind(
      .name, nil, "role", path: .serviceLinked, arnAttributes: []),
    "AWS::RolesAnywhere::TrustAnchor": IdentityKind(
      .opaque, nil, "trust-anchor", path: .none, service: "rolesanywhere",
      arnAttributes: ["TrustAnchorArn"]),
    "AWS::RolesAnywhere::Profile": IdentityKind(
      .opaque, nil, "profile", path: .none, service: "rolesanywhere",
      arnAttributes: ["ProfileArn"]),
  ]

  /// The ARN of a resource of this kind.
  func arn(name: SymbolicString, path: SymbolicString, in context: StackContext) -> SymbolicString {
    let name = resourceType == "oidc-provider" ? name.withoutScheme : name
    // An unknown partition is written as the ordinary one, as in the ARNs that people compare with.
    let start = SymbolicString("arn:\(context.partition ?? "aws"):\(service):")
    let region = service == "iam" ? "" : PseudoParameter.region(in: context)
    return start + region + ":" + PseudoParameter.account(in: context)
      + SymbolicString(":\(resourceType)") + path + name
  }
}

extension SymbolicString {
  /// A URL without `https://` or `http://`, and without a slash at its end.
  public var withoutScheme: SymbolicString {
    var segments = segments
    if case .literal(let first)? = segments.first {
      for scheme in ["https://", "http://"] where first.lowercased().hasPrefix(scheme) {
        segments[0] = .literal(String(first.dropFirst(scheme.count)))
        break
      }
    }
    if case .literal(let last)? = segments.last, last.hasSuffix("/") {
      segments[segments.count - 1] = .literal(String(last.dropLast()))
    }
    return SymbolicString(segments)
  }
}
