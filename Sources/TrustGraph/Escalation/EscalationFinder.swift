/// One family of edges by which permissions, rather than trust, make somebody somebody else.
protocol EscalationFinder: Sendable {
  /// The rows of the edge catalogue that it finds.
  static var rows: [String] { get }

  /// Adds the edges, in an order that depends on the estate only.
  static func addEdges(to draft: inout EscalationDraft)
}

/// Every finder, in the order in which they run.
enum EscalationFinders {
  static let all: [any EscalationFinder.Type] = [
    CredentialFinder.self, RoleChangeFinder.self, UserChangeFinder.self, GroupChangeFinder.self,
    PolicyVersionFinder.self, SelfChangeFinder.self, BoundaryChangeFinder.self,
    NewIdentityFinder.self, ProviderChangeFinder.self, PassRoleFinder.self,
    ExistingResourceFinder.self, OrganizationFinder.self, NewNameFinder.self,
    OutboundTokenFinder.self, DelegationFinder.self, StoredSecretFinder.self,
    ResourcePolicyFinder.self, RepositoryFinder.self, SelfTaggingFinder.self,
    AdministratorFinder.self, SubjectFinder.self, MissingPolicyFinder.self,
    OutsiderFinder.self,
  ]
}
