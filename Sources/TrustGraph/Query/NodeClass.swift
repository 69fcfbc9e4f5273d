import Estate
import Logic

/// Words that stand for many nodes in a question.
enum NodeClass {
  /// The nodes of a class; nil when the text is no such word.
  static func nodes(_ word: String, in trust: TrustGraph, of estate: Estate) -> [NodeIndex]? {
    func all(_ isIncluded: (Node) -> Bool) -> [NodeIndex] {
      trust.graph.nodes.indices.filter { isIncluded(trust.graph.nodes[$0]) }.map(NodeIndex.init)
    }
    switch word {
    case "users": return all { $0.kind == .user }
    case "roles": return all { $0.kind == .role }
    case "service-accounts": return all { $0.kind == .serviceAccountToken }
    case "ci": return all { $0.kind == .oidcSubject }
    case "outside":
      let own = Set(estate.accounts.map(\.id)).union(estate.organization?.accounts.keys ?? [:].keys)
      return all { node in
        switch node.kind {
        case .anyone, .oidcSubject, .samlProvider, .organization: true
        case .account, .externalPrincipal: node.account.map { !own.contains($0) } ?? true
        default: false
        }
      }
    case "administrators":
      return trust.graph.nodes.indices.filter { index in
        trust.graph.nodes[index].kind == .administrator
          || trust.reach[index].own == .administrator
      }.map(NodeIndex.init)
    case "privileged":
      return trust.reach.indices.filter { trust.reach[$0].own >= .sensitive }.map(NodeIndex.init)
    default: return tagged(word, in: trust, of: estate)
    }
  }

  /// `tag:KEY=VALUE`, keys compared ignoring case.
  private static func tagged(
    _ word: String, in trust: TrustGraph, of estate: Estate
  ) -> [NodeIndex]? {
    guard word.hasPrefix("tag:") else { return nil }
    let parts = word.dropFirst(4).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    return estate.principals.indices.compactMap { index in
      let has = estate.principals[index].tags.contains {
        $0.key.literal?.lowercased() == parts[0].lowercased()
          && $0.value.literal == String(parts[1])
      }
      return has ? trust.nodeOfPrincipal[index] : nil
    }
  }
}
