/// One family of edges: how somebody becomes somebody else.
protocol EdgeFinder: Sendable {
  /// The rows of the edge catalogue that it finds.
  static var rows: [String] { get }

  /// Adds the edges, in an order that depends on the estate only.
  static func addEdges(to draft: inout GraphDraft)
}

/// Every finder, in the order in which they run.
enum EdgeFinders {
  static let all: [any EdgeFinder.Type] = [
    PrincipalTrustFinder.self, AccountTrustFinder.self, AnyoneTrustFinder.self,
    ServiceTrustFinder.self, FederationFinder.self, ServiceAccountFinder.self,
    PodIdentityFinder.self, ClusterLoginFinder.self, ClusterBindingFinder.self,
    ClusterPlaneFinder.self, WorkloadFinder.self, LatentAccountFinder.self,
    ClusterPowerFinder.self, MachineFinder.self,
    DeploymentFinder.self,
  ]
}
