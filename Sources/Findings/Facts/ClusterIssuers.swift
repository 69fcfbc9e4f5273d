import Kubernetes

/// The issuers of a scan's clusters: every trust for a web identity asks for one of them.
struct ClusterIssuers: Sendable {
  /// What the clusters with one issuer say together.
  struct Entry: Sendable {
    var hasServiceAccounts = false
    /// Whether all of them are among the inputs, in every cluster with the issuer.
    var areServiceAccountsComplete = true
    /// The accounts that the clusters are in.
    var accounts: Set<String> = []
  }

  private var entries: [Issuer: Entry] = [:]
  private let index: ServiceAccountIndex

  init(_ clusters: [Cluster]) {
    index = ServiceAccountIndex(clusters)
    for cluster in clusters {
      guard let issuer = cluster.issuer else { continue }
      var entry = entries[Issuer(issuer)] ?? Entry()
      if !cluster.serviceAccounts.isEmpty { entry.hasServiceAccounts = true }
      if !cluster.areServiceAccountsComplete { entry.areServiceAccountsComplete = false }
      if let account = cluster.account { entry.accounts.insert(account) }
      entries[Issuer(issuer)] = entry
    }
  }

  /// Whether no cluster tells its issuer.
  var isEmpty: Bool { entries.isEmpty }

  subscript(_ issuer: String) -> Entry? { entries[Issuer(issuer)] }

  /// The service accounts whose subject a condition accepts; nil accepts every subject.
  func subjects(of issuer: String, matching pattern: SubjectPattern?) -> ServiceAccountSubjects {
    index.subjects(issuer: issuer, matching: pattern)
  }
}
