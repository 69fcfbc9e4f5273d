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
  public var truncatedExports: [TruncatedExport] = []
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
  /// Places in templates whose value was given for a parameter.
  public var givenPlaces: Set<SourceRange> = []
  /// What somebody wrote down as intended; nil when nobody did.
  public var intents: [TrustIntent]?
  /// Which kinds of evidence were supplied.
  public var coverage = Coverage()
  /// Every secret value seen, so that nothing prints it.
  public var secrets: [Secret] = []

  /// Makes an empty estate.
  public init() {}

  /// What mappings of clusters need to know about principals: when those were created that access
  /// entries name (an entry that is older than its principal belonged to a deleted one), and unique
  /// ids where a mapping goes by them.
  public var knownPrincipals: KnownPrincipals {
    var known = KnownPrincipals()
    let named = Set(clusters.flatMap(\.accessEntries).map(\.principalARN.display))
    let goesByIDs = clusters.contains { cluster in
      cluster.awsAuth?.mappings.contains { $0.userID != nil } ?? false
    }
    guard !named.isEmpty || goesByIDs else { return known }
    for principal in principals {
      let id = principal.id
      if named.contains(id), known.created[id] == nil { known.created[id] = principal.created }
      if goesByIDs, principal.kind != .group, let unique = principal.uniqueID {
        known.add(id: unique, ofARN: id)
      }
    }
    return known
  }
}

/// One AWS account.
public struct Account: Hashable, Sendable {
  /// 12 digits, or the symbol that a template writes (`${AWS::AccountId}`).
  public var id: String
  /// Its alias or its name in the organisation, if known.
  public var name: String?
  /// Kinds of principals of which an export lists any, so that one that is not listed does not exist.
  ///
  /// An empty list shows nothing: `--filter` leaves the lists of all other kinds empty.
  public var exportedKinds: Set<Principal.Kind>
  /// Whether its principals were exported (so that "no principal allows this" is knowledge).
  public var isExported: Bool { !exportedKinds.isEmpty }

  /// Makes an account.
  public init(id: String, name: String? = nil, exportedKinds: Set<Principal.Kind>) {
    self.id = id
    self.name = name
    self.exportedKinds = exportedKinds
  }
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
  /// Whether the values of parameters are put in already, as in a change set.
  public var isResolved: Bool

  /// Makes a template source.
  public init(
    file: FileID, stackName: String? = nil, openParameters: [String] = [],
    defaultedParameters: [String] = [], opaqueReasons: [String] = [], isResolved: Bool = false
  ) {
    self.file = file
    self.stackName = stackName
    self.openParameters = openParameters
    self.defaultedParameters = defaultedParameters
    self.opaqueReasons = opaqueReasons
    self.isResolved = isResolved
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
  /// Fewest bytes of a part of a value that is hidden wherever it occurs.
  public static let shortestPart = SecretMatcher.shortest

  /// Whether a part of a value says anything: separators and wildcards do not.
  public static func tells(_ part: String) -> Bool {
    part.contains { $0.isLetter || $0.isNumber }
  }

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
  /// Whether the value is hidden wherever it occurs; if not, only where it is written, as `***`: it
  /// may be a word of a sentence.
  public var isSearched: Bool

  /// Makes a secret.
  public init(kind: Kind, value: String, range: SourceRange?, isSearched: Bool = true) {
    self.kind = kind
    self.value = value
    self.range = range
    self.isSearched = isSearched
  }
}
