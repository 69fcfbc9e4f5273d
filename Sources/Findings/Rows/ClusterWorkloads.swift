import Kubernetes
import Logic
import TrustGraph

/// The service accounts whose tokens a trust for a cluster's issuer accepts.
struct ClusterWorkloads {
  /// `namespace/name`, sorted, each once.
  let names: [String]
  /// Whether any cluster tells its issuer.
  let areClustersKnown: Bool
  /// Whether service accounts of the cluster are among the inputs.
  let areAccountsKnown: Bool
  /// Whether the cluster is among the inputs; unknown when no cluster tells its issuer.
  let isClusterKnown: Truth
  /// Whether every account that is named exists; unknown where one may be among what is not shown.
  let subjectExists: Truth
  /// The named accounts that the inputs do not show, as `namespace:name`, sorted.
  let missing: [String]

  /// Accounts of the clusters with the issuer.
  let clusterAccounts: Set<String>

  /// Longest list that is written out.
  private static let limit = 100

  /// The one account that is named, as `namespace/name`; nil where several are.
  let single: String?

  init(_ token: TokenScope, issuers: ClusterIssuers) {
    guard let issuer = token.issuer.literal, !issuers.isEmpty else {
      names = []
      areClustersKnown = false
      areAccountsKnown = false
      isClusterKnown = .unknown
      subjectExists = .unknown
      missing = []
      clusterAccounts = []
      single = nil
      return
    }
    let patterns: [SubjectPattern?]
    switch token.subjects {
    case .any, .other: patterns = [nil]
    case .these(let values, let isExact):
      patterns = values.map { value in
        SubjectPattern(value.literal ?? "*", isGlob: value.literal == nil || !isExact)
      }
    }
    let found = patterns.map { issuers.subjects(of: issuer, matching: $0) }
    isClusterKnown = Truth(found.contains(where: \.isIssuerKnown))
    names = Set(found.flatMap(\.existing).map { "\($0.namespace)/\($0.name)" }).sorted()
    let only = patterns.count == 1 ? patterns[0]?.account : nil
    single = only.map { "\($0.namespace)/\($0.name)" }
    areClustersKnown = true
    let asked = issuers[issuer]
    areAccountsKnown = asked?.hasServiceAccounts ?? false
    let hasHoles = Self.hasHoles(token)
    missing = zip(patterns, found).compactMap { pattern, found in
      found.existing.isEmpty ? pattern?.account.map { "\($0.namespace):\($0.name)" } : nil
    }.sorted()
    if missing.isEmpty {
      subjectExists = hasHoles ? .unknown : .yes
    } else {
      subjectExists = asked?.areServiceAccountsComplete == true ? .no : .unknown
    }
    clusterAccounts = asked?.accounts ?? []
  }

  private static func hasHoles(_ token: TokenScope) -> Bool {
    guard case .these(let values, _) = token.subjects else { return false }
    return values.contains { $0.literal == nil }
  }

  /// The names with commas.
  var list: String {
    let more = names.count - Self.limit
    return names.prefix(Self.limit).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
