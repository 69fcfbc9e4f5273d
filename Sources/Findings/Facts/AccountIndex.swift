import Estate
import Kubernetes
import Logic
import TrustGraph

/// The service accounts of all clusters, so that many trusts can be held against them.
struct AccountIndex: Sendable {
  private let clusters: [Cluster]
  private let issuers: ClusterIssuers
  /// What annotations and associations intend, as `namespace/name role`.
  private let intended: Set<String>
  /// Who may create service accounts, by cluster: the subject, and where; nil for everywhere.
  private let creators: [[(name: String, namespaces: [String]?)]]

  init(_ evidence: [ClusterEvidence]) {
    clusters = evidence.map(\.cluster)
    issuers = ClusterIssuers(clusters)
    creators = evidence.map(Self.creators)
    var intended: Set<String> = []
    for cluster in clusters {
      for account in cluster.serviceAccounts {
        guard let role = account.roleARN else { continue }
        intended.insert("\(account.namespace)/\(account.name) \(role.display)")
      }
      for association in cluster.podIdentityAssociations {
        guard let role = association.roleARN else { continue }
        intended.insert(
          "\(association.namespace)/\(association.serviceAccount) \(role.display)")
      }
    }
    self.intended = intended
  }

  /// The service accounts whose tokens a trust accepts.
  func workloads(of token: TokenScope) -> ClusterWorkloads {
    ClusterWorkloads(token, issuers: issuers)
  }

  /// Whether an annotation or an association names the role for the account.
  func intends(_ role: String, for account: String) -> Bool {
    intended.contains("\(account) \(role)")
  }

  /// Subjects of bindings that may create service accounts in a namespace of the issuer's clusters.
  func creators(in namespace: String, issuer: String) -> String {
    var names: Set<String> = []
    for (cluster, creators) in zip(clusters, creators)
    where cluster.issuer.map({ Issuer($0) == Issuer(issuer) }) ?? false {
      for creator in creators where creator.namespaces?.contains(namespace) ?? true {
        names.insert(creator.name)
      }
    }
    return names.sorted().prefix(5).joined(separator: ", ")
  }

  private static func creators(
    of evidence: ClusterEvidence
  ) -> [(name: String, namespaces: [String]?)] {
    zip(evidence.cluster.bindings, evidence.authorization.grants).flatMap {
      binding, grant -> [(String, [String]?)] in
      let request = AccessRequest(
        "create", "serviceaccounts", namespace: binding.namespace ?? "default")
      guard grant.allows(request) else { return [] }
      return binding.subjects.filter { $0.name != "system:masters" }.map {
        ("\($0.kind) \($0.name)", grant.namespaces)
      }
    }
  }
}
