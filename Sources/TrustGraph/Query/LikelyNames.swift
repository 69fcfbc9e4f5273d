import Estate
import Text

extension GraphQuery {
  /// Identifiers that somebody probably meant by a name that nothing has, a few at most, sorted.
  ///
  /// Those that are the name, or end with it, in any case; otherwise the nearest by spelling.
  ///
  /// - Complexity: linear in the nodes.
  public func names(like name: String) -> [String] {
    let nodes = trust.graph.nodes.filter { $0.kind != .hub }
    let wanted = name.lowercased()
    let ends = nodes.map(\.id).filter { id in
      let id = id.lowercased()
      return id == wanted || id.hasSuffix("/" + wanted) || id.hasSuffix(":" + wanted)
    }
    if !ends.isEmpty { return Array(ends.sorted().prefix(3)) }
    if let near = Suggestion.nearest(to: name, among: nodes.map(\.id)) { return [near] }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    guard last.count > 3, let label = Suggestion.nearest(to: last, among: nodes.map(\.label)) else {
      return []
    }
    return Array(nodes.filter { $0.label == label }.map(\.id).sorted().prefix(3))
  }

  /// Whether the organization lists an account.
  public func isMember(_ account: String) -> Bool {
    estate.organization?.accounts.keys.contains(account) ?? false
  }
}
