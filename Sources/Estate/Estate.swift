public import IAM
public import Kubernetes
public import Logic
public import Text

/// Everything that the inputs say about accounts, principals, providers and clusters, merged.
///
/// Immutable once built; arrays are sorted by id so that results do not depend on the order of inputs.
public struct Estate: Sendable {
  /// Accounts whose principals were exported, or that a template declares resources in.
  public var accounts: [Account] = []
  /// Users, roles and groups.
  public var principals: [Principal] = []
  /// Managed policies whose documents are known.
  public var managedPolicies: [ManagedPolicy] = []
  /// Policy documents in files of their own, attached to nobody.
  public var loosePolicies: [NamedPolicy] = []
  /// Exports that say that they are only one page of several.
  public var truncatedExports: [SourceRange] = []
  /// Accounts whose OIDC providers were listed: another one does not exist.
  public var accountsWithProviderList: Set<String> = []
  /// Accounts whose SAML providers were listed: another one does not exist.
  public var accountsWithSAMLProviderList: Set<String> = []
  /// IAM OIDC identity providers.
  public var oidcProviders: [OIDCProvider] = []
  /// IAM SAML identity providers.
  public var samlProviders: [SAMLProvider] = []
  /// Kubernetes clusters with their logins, RBAC objects and service accounts.
  public var clusters: [Cluster] = []
  /// AWS CLI profile files.
  public var profileFiles: [ProfileFile] = []
  /// The organisation, if one was exported.
  public var organization: Organization?
  /// Templates that were read (their IAM resources are among the principals).
  public var templates: [TemplateSource] = []
  /// Policies of resources that templates declare.
  public var resourcePolicies: [ResourcePolicy] = []
  /// Roles that resources of templates hand to AWS services.
  public var roleUses: [RoleUse] = []
  /// Steps that the deployment of templates takes itself.
  public var deploymentSteps: [DeploymentStep] = []
  /// Where values of templates came from (a parameter's default, a mapping cell, a condition), by
  /// the place that uses them.
  public var valueNotes: [SourceRange: [Diagnostic.Note]] = [:]
  /// What somebody wrote down as intended; nil when nobody did.
  public var intents: [TrustIntent]?
  /// Which kinds of evidence were supplied.
  public var coverage = Coverage()
  /// Every secret value seen, so that nothing prints it.
  public var secrets: [Secret] = []

  /// Makes an empty estate.
  public init() {}

  /// When principals were created, by their identifiers; an access entry that is older than its
  /// principal belonged to a deleted one.
  public var creationDates: [String: String] {
    Dictionary(
      principals.compactMap { principal in principal.created.map { (principal.id, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}

/// One AWS account.
public struct Account: Hashable, Sendable {
  /// 12 digits, or the symbol that a template writes (`${AWS::AccountId}`).
  public var id: String
  /// Its alias or its name in the organisation, if known.
  public var name: String?
  /// Whether its principals were exported (so that "no principal allows this" is knowledge).
  public var isExported: Bool

  /// Makes an account.
  public init(id: String, name: String? = nil, isExported: Bool) {
    self.id = id
    self.name = name
    self.isExported = isExported
  }
}

/// An IAM user, role or group.
public struct Principal: Sendable {
  /// What it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// An IAM role.
    case role
    /// An IAM user.
    case user
    /// An IAM group; never an actor itself.
    case group
  }

  /// Where the principal was declared.
  public enum Origin: Hashable, Sendable {
    /// An account export: it exists.
    case export
    /// A template: it would exist. The index is into `Estate.templates`, with the logical id.
    case template(Int, logicalID: String)
  }

  /// User, role or group.
  public var kind: Kind
  /// The ARN, path included; has holes when a template leaves parts open.
  public var arn: SymbolicString
  /// The account part of the ARN.
  public var account: SymbolicString
  /// The name without path.
  public var name: SymbolicString
  /// `/` or `/path/`.
  public var path: SymbolicString
  /// `AROA…`, `AIDA…`, `AGPA…`; nil in templates.
  public var uniqueID: String?
  /// The trust policy of a role; nil for users and groups, and for roles whose policy is missing.
  public var trust: PolicyDocument?
  /// Inline policies, in the order of the source.
  public var inlinePolicies: [NamedPolicy]
  /// ARNs of attached managed policies.
  public var attachedPolicies: [PolicyText]
  /// ARN of the permissions boundary.
  public var boundary: PolicyText?
  /// Names of the groups that a user is in.
  public var groups: [String]
  /// Tags; keys compare ignoring case.
  public var tags: [Tag]
  /// Names of instance profiles that contain the role.
  public var instanceProfiles: [String]
  /// When a role was last used (ISO 8601 as exported); nil when never or unknown.
  public var lastUsed: String?
  /// When it was created (ISO 8601 as exported).
  public var created: String?
  /// Longest session in seconds; nil when not exported.
  public var maxSessionDuration: Int?
  /// Template conditions under which it exists; all must hold.
  public var guards: [Hole]
  /// Export or template.
  public var origin: Origin
  /// The object in the source.
  public var range: SourceRange?

  /// A tag of a principal.
  public struct Tag: Hashable, Sendable {
    /// The key as written.
    public var key: SymbolicString
    /// The value as written.
    public var value: SymbolicString
    /// Makes a tag.
    public init(key: SymbolicString, value: SymbolicString) {
      self.key = key
      self.value = value
    }
  }

  /// Makes a principal with nothing attached.
  public init(
    kind: Kind, arn: SymbolicString, account: SymbolicString, name: SymbolicString,
    path: SymbolicString = "/", origin: Origin, range: SourceRange?
  ) {
    self.kind = kind
    self.arn = arn
    self.account = account
    self.name = name
    self.path = path
    uniqueID = nil
    trust = nil
    inlinePolicies = []
    attachedPolicies = []
    boundary = nil
    groups = []
    tags = []
    instanceProfiles = []
    lastUsed = nil
    created = nil
    maxSessionDuration = nil
    guards = []
    self.origin = origin
    self.range = range
  }

  /// The stable identifier used in every output: the ARN as displayed.
  public var id: String { arn.display }
}

/// An inline policy with its name.
public struct NamedPolicy: Sendable {
  /// `PolicyName`.
  public var name: String
  /// Its document.
  public var document: PolicyDocument
  /// Makes an inline policy.
  public init(name: String, document: PolicyDocument) {
    self.name = name
    self.document = document
  }
}

/// A managed policy with all exported versions.
public struct ManagedPolicy: Sendable {
  /// The policy's ARN.
  public var arn: SymbolicString
  /// The default version's document.
  public var document: PolicyDocument
  /// Other versions, newest first.
  public var otherVersions: [Version]
  /// The object in the source; nil for documents that trustpath carries itself.
  public var range: SourceRange?

  /// A version that is not the default.
  public struct Version: Sendable {
    /// `v1`, `v2`, ….
    public var id: String
    /// Its document.
    public var document: PolicyDocument
    /// Makes a version.
    public init(id: String, document: PolicyDocument) {
      self.id = id
      self.document = document
    }
  }

  /// Makes a managed policy.
  public init(
    arn: SymbolicString, document: PolicyDocument, otherVersions: [Version] = [],
    range: SourceRange?
  ) {
    self.arn = arn
    self.document = document
    self.otherVersions = otherVersions
    self.range = range
  }
}

/// An IAM OIDC identity provider.
public struct OIDCProvider: Sendable {
  /// Its ARN, from the export or derived from URL and account.
  public var arn: SymbolicString
  /// The account it lives in.
  public var account: SymbolicString
  /// Issuer host and path without scheme and trailing slash.
  public var issuer: SymbolicString
  /// Audiences that STS accepts; nil when the export does not list them.
  public var clientIDs: [SymbolicString]?
  /// Export or template.
  public var origin: Principal.Origin
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a provider.
  public init(
    arn: SymbolicString, account: SymbolicString, issuer: SymbolicString,
    clientIDs: [SymbolicString]?, origin: Principal.Origin, range: SourceRange?
  ) {
    self.arn = arn
    self.account = account
    self.issuer = issuer
    self.clientIDs = clientIDs
    self.origin = origin
    self.range = range
  }
}

/// An IAM SAML identity provider.
public struct SAMLProvider: Sendable {
  /// Its ARN.
  public var arn: SymbolicString
  /// The object in the source.
  public var range: SourceRange?
  /// Makes a provider.
  public init(arn: SymbolicString, range: SourceRange?) {
    self.arn = arn
    self.range = range
  }
}

/// A role that the deployment of a template assumes.
public struct DeploymentStep: Hashable, Sendable {
  /// ARN of who assumes: the stack's role, or the account that deploys where no export tells it.
  public var source: SymbolicString
  /// ARN of the role.
  public var target: SymbolicString
  /// Row of the edge catalogue.
  public var via: String
  /// Where the template names the role.
  public var range: SourceRange

  /// Makes a step.
  public init(source: SymbolicString, target: SymbolicString, via: String, range: SourceRange) {
    self.source = source
    self.target = target
    self.via = via
    self.range = range
  }
}

/// A template among the inputs: of CloudFormation, or a plan or state of Terraform.
public struct TemplateSource: Sendable {
  /// The file.
  public var file: FileID
  /// `--stack-name`, the live stack's name, or nil.
  public var stackName: String?
  /// Parameters that were neither given nor defaulted.
  public var openParameters: [String]
  /// Parameters whose `Default` was used, as an assumption.
  public var defaultedParameters: [String]
  /// Macros and constructs that make "no risk" impossible to claim.
  public var opaqueReasons: [String]

  /// Makes a template source.
  public init(
    file: FileID, stackName: String? = nil, openParameters: [String] = [],
    defaultedParameters: [String] = [], opaqueReasons: [String] = []
  ) {
    self.file = file
    self.stackName = stackName
    self.openParameters = openParameters
    self.defaultedParameters = defaultedParameters
    self.opaqueReasons = opaqueReasons
  }
}

/// Which kinds of evidence the inputs hold; what is false limits what can be concluded.
public struct Coverage: Hashable, Sendable {
  /// Service control policies.
  public var scp = false
  /// Resource control policies.
  public var rcp = false
  /// Documents of all permissions boundaries that principals name.
  public var boundaries = false
  /// Documents of all managed policies that principals name.
  public var managedPolicies = false
  /// IAM OIDC providers with their client ids.
  public var oidcProviders = false
  /// IAM SAML providers.
  public var samlProviders = false
  /// Kubernetes roles and bindings.
  public var rbac = false
  /// EKS access entries.
  public var accessEntries = false
  /// Kubernetes workloads.
  public var workloads = false

  /// Nothing was supplied.
  public init() {}
}

/// A value that must never be printed, with the place where it is written.
public struct Secret: Hashable, Sendable {
  /// What kind of secret.
  public enum Kind: Hashable, Sendable {
    /// A value of `sts:ExternalId`; prints as `ExternalId#n`.
    case externalID
    /// A NoEcho parameter's value; prints as `${Name}`.
    case noEcho(String)
    /// A credential in a profile file; prints as `***`.
    case credential
  }

  /// The kind.
  public var kind: Kind
  /// The value; compared, never printed.
  public var value: String
  /// The scalar in the source; quotes included where the source has them.
  public var range: SourceRange?

  /// Makes a secret.
  public init(kind: Kind, value: String, range: SourceRange?) {
    self.kind = kind
    self.value = value
    self.range = range
  }
}
