import Logic
import Text
import TrustGraph

/// A row of the table `path`.
struct PathRow: Sendable {
  let id: Int
  let chain: Chain
  let source: String
  let target: String
  let targetAccount: String
  let entryRole: Int
  let targetReach: ReachLevel
  let walk: String
  let crossesAccounts: Truth
}

extension PathRow {
  var kind: StaticString { chain.kind.word }
  var hops: Int { chain.path.hops.count }
  var exposure: Int { Int(chain.exposure.rawValue) }
  var severity: FindingSeverity? { SeverityMatrix.severity(chain.exposure, targetReach) }
  var isOpen: Truth { chain.holds }
  var asksMFA: Bool { chain.asksMFA }
  var isExact: Truth { chain.isExact }
  var weakStep: String { chain.weakest?.words ?? "" }
  var range: SourceRange? {
    chain.weakest?.range ?? chain.path.hops.first?.evidence.first?.range
  }
}

extension Facts {
  var paths: [PathRow] {
    let graph = trust.graph
    return chains.enumerated().map { index, chain in
      let target = graph[node: chain.path.target]
      let nodes = chain.path.nodes.map { graph[node: $0] }
      let accounts = Set(nodes.compactMap(\.account))
      return PathRow(
        id: index + 1, chain: chain, source: graph[node: chain.path.source].id, target: target.id,
        targetAccount: target.account ?? "",
        entryRole: chain.path.nodes.lazy.compactMap { principal(of: $0) }.first.map { $0 + 1 } ?? 0,
        targetReach: trust.reach[Int(chain.path.target)].own,
        walk: nodes.map(\.label).joined(separator: " → "),
        crossesAccounts: Truth(accounts.count > 1))
    }
  }

  /// The path with a number of the table `path`, or of `path_change`, which counts on.
  func path(_ number: Int) -> Path? {
    if chains.indices.contains(number - 1) { return chains[number - 1].path }
    let change = number - 1 - chains.count
    return changes.indices.contains(change) ? changes[change].path : nil
  }
}
