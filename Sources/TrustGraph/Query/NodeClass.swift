import Estate
import IAM
import Logic

/// Words that stand for many nodes in a question.
public enum NodeClass {
  /// Words that stand for every node of a kind.
  public static let kinds: [String: Node.Kind] = [
    "users": .user, "roles": .role, "service-accounts": .serviceAccountToken, "ci": .oidcSubject,
  ]
  private static let others = ["administrators", "outside", "privileged"]

  /// Whether a text stands for whoever there is of a kind, so that nobody is an answer, not a
  /// mistake.
  public static func mayBeEmpty(_ word: String) -> Bool {
    kinds[word] != nil || others.contains(word) || word == Node.anyone.id
  }

  /// The nodes of a class; nil when the text is no such word.
  static func nodes(_ word: String, in trust: TrustGraph, of estate: Estate) -> [NodeIndex]? {
    func all(_ isIncluded: (Node) -> Bool) -> [NodeIndex] {
      trust.graph.nodes.indices.filter { isIncluded(trust.graph.nodes[$0]) }.map(NodeIndex.init)
    }
    if let kind = kinds[word] { return all { $0.kind == kind } }
    switch word {
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

  /// The words that stand for what only the inputs tell, with their nodes: what a scan keeps.
  static func kept(_ trust: TrustGraph, of estate: Estate) -> [(word: String, nodes: [NodeIndex])] {
    var result = others.map { ($0, nodes($0, in: trust, of: estate) ?? []) }
    var tags: [String: [NodeIndex]] = [:]
    for (index, principal) in estate.principals.enumerated() {
      guard let node = trust.nodeOfPrincipal[index] else { continue }
      for tag in principal.tags {
        guard let key = tag.key.literal, let value = tag.value.literal else { continue }
        tags["tag:\(key.lowercased())=\(value)", default: []].append(node)
      }
    }
    for word in tags.keys.sorted() { result.append((word, tags[word] ?? [])) }
    return result
  }

  /// The word as it is kept: keys of tags in lower case.
  public static func normal(_ word: String) -> String {
    guard word.hasPrefix("tag:"), let end = word.firstIndex(of: "=") else { return word }
    return word[..<end].lowercased() + word[end...]
  }
}

extension GraphQuery {
  /// Words that stand for nodes which only the inputs tell, with those nodes.
  public var classes: [(word: String, nodes: [NodeIndex])] { NodeClass.kept(trust, of: estate) }
}
