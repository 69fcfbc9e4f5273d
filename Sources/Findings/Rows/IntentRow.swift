import Estate
import Logic
import Text
import TrustGraph

/// A row of the table `intent`.
struct IntentRow: Sendable {
  let id: Int
  let source: String
  let target: String
  /// How many live trusts it covers.
  let uses: Int
  let range: SourceRange?
}

extension Facts {
  var intents: [IntentRow] {
    (estate.intents ?? []).enumerated().map { index, intent in
      IntentRow(
        id: index + 1, source: intent.source, target: intent.target,
        uses: grants.count { $0.dead == nil && intent.covers($0, trust.graph) },
        range: intent.range)
    }
  }

  /// Whether somebody intends a trust; unknown when nobody wrote down what is intended.
  func isIntended(_ grant: TrustGrant) -> Truth {
    guard let intents = estate.intents else { return .unknown }
    return Truth(intents.contains { $0.covers(grant, trust.graph) })
  }
}

extension TrustIntent {
  /// Whether it speaks of a trust: of everybody whom the trust lets in.
  fileprivate func covers(_ grant: TrustGrant, _ graph: Graph) -> Bool {
    guard Glob.matchesStars(target, graph[node: grant.role].id) else { return false }
    let names = grant.sources.map { graph[node: $0].id }
    let meant = names.isEmpty ? [grant.party.text.display] : names
    return meant.allSatisfy { Glob.matchesStars(source, $0) }
  }
}
