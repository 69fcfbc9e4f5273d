import IAM
import Logic

extension AuthorityIndex {
  /// ARNs that the patterns of some actions may cover, one for each pattern and pair of patterns;
  /// each begins with `prefix` and may have to match one more pattern.
  func newNames(
    _ principal: Int, _ actions: [KnownAction], prefix: String, also more: String? = nil
  ) -> [String] {
    var patterns: Set<String> = []
    let known = ActionSet(actions)
    for index in entries[principal].documents {
      for statement in documents[index].policy.document.statements
      where statement.knownActions.intersects(known) && statement.effect != .deny {
        guard case .these(let texts) = statement.resources else {
          patterns.insert("*")
          continue
        }
        for text in texts {
          guard let literal = text.text.literal else { continue }
          patterns.insert(ARN(literal).map { Self.name(in: $0.resource) } ?? "*")
        }
      }
    }
    var sorted = Array(patterns.sorted().prefix(8))
    if let more { sorted.append(more) }
    var names: Set<String> = []
    for first in sorted {
      for second in sorted { names.insert(prefix + Self.sample(first, second)) }
    }
    return names.sorted()
  }

  /// What follows the type in the resource part of an ARN.
  static func name(in resource: String) -> String {
    resource.firstIndex(of: "/").map { String(resource[resource.index(after: $0)...]) } ?? resource
  }

  /// A text that starts as one pattern does and ends as another does.
  static func sample(_ first: String, _ second: String) -> String {
    let head = first.prefix { $0 != "*" && $0 != "?" }
    if first == second, head.count == first.count { return first }
    let tail = second.reversed().prefix { $0 != "*" && $0 != "?" }.reversed()
    return head + "x" + (tail.count == second.count ? "" : String(tail))
  }
}
