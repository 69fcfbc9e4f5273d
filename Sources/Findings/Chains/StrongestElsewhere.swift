import TrustGraph

/// For every role and set of the graph, the strongest role that it reaches outside a given account:
/// one search for all of them.
///
/// Each node keeps its best candidate and the best of another account than that one's, which is
/// enough to answer for any account. What a node knows after a round is what it reaches in as many
/// steps, so a candidate that is stronger but farther never hides a nearer one from those who can
/// reach no farther.
///
/// - Complexity: linear in roles, sets and their edges, times the steps.
struct StrongestElsewhere {
  /// A role that is reached.
  private struct Candidate {
    let level: ReachLevel
    let steps: Int8
    let node: NodeIndex
    let account: Int32

    /// Stronger, then nearer, then first in the order of nodes.
    func isBetter(than other: Candidate?) -> Bool {
      guard let other else { return true }
      return (other.level, steps, node) < (level, other.steps, other.node)
    }
  }

  /// The best of all accounts, and the best of all others than that one's.
  private struct Best {
    var first: Candidate?
    var second: Candidate?

    /// Whether the candidate changed anything.
    mutating func take(_ candidate: Candidate) -> Bool {
      if candidate.isBetter(than: first) {
        if let first, first.account != candidate.account { second = first }
        first = candidate
        return true
      }
      guard candidate.account != first?.account, candidate.isBetter(than: second) else {
        return false
      }
      second = candidate
      return true
    }
  }

  /// Longest way that is looked for, in steps and memberships.
  private static let maxSteps = 10

  private var best: [Best]
  /// A number for each account; no account has one too.
  private var accounts: [String?: Int32] = [:]

  init(_ graph: Graph, level: (NodeIndex) -> ReachLevel) {
    best = Array(repeating: Best(), count: graph.nodes.count)
    var changed: [NodeIndex] = []
    for (index, node) in graph.nodes.enumerated() where node.kind == .role {
      let account = accounts[node.account] ?? Int32(accounts.count)
      accounts[node.account] = account
      let own = Candidate(
        level: level(NodeIndex(index)), steps: 0, node: NodeIndex(index), account: account)
      best[index].first = own
      changed.append(NodeIndex(index))
    }
    for _ in 0..<Self.maxSteps where !changed.isEmpty { changed = spread(changed, in: graph) }
  }

  /// Tells those one step before the changed nodes what these know; returns who learnt something.
  private mutating func spread(_ changed: [NodeIndex], in graph: Graph) -> [NodeIndex] {
    // As it stands before the round: a way grows by one step in each.
    let known = changed.map { best[Int($0)] }
    var learnt: [NodeIndex] = []
    for (node, known) in zip(changed, known) {
      for index in graph.incoming[node] {
        let source = graph.edges[Int(index)].source
        let kind = graph.nodes[Int(source)].kind
        guard kind == .role || kind == .hub, graph.edges[Int(index)].status != .guarded else {
          continue
        }
        var isNew = false
        for case let candidate? in [known.first, known.second] {
          let next = Candidate(
            level: candidate.level, steps: candidate.steps + 1, node: candidate.node,
            account: candidate.account)
          if best[Int(source)].take(next) { isNew = true }
        }
        if isNew { learnt.append(source) }
      }
    }
    return Set(learnt).sorted()
  }

  /// The strongest role that a role reaches outside an account, itself included; the nearest of
  /// equals.
  func role(from role: NodeIndex, besides account: String?) -> NodeIndex? {
    let known = best[Int(role)]
    guard let home = accounts[account], known.first?.account == home else {
      return known.first?.node
    }
    return known.second?.node
  }
}
