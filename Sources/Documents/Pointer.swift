internal import Logic
public import Text

extension Document {
  /// The JSON Pointer (RFC 6901) of the innermost value or key that covers a range; nil if the range
  /// lies outside the document.
  public func pointer(to range: SourceRange) -> String? { pointers(to: [range])[range] }

  /// The JSON Pointers of many ranges, without those that lie outside the document.
  ///
  /// - Complexity: linear in the nodes on the ways down and their siblings.
  public func pointers(to ranges: [SourceRange]) -> [SourceRange: String] {
    var search = PointerSearch()
    search.descend(into: root, at: "", for: ranges.sorted().filter(root.range.contains))
    return search.found
  }
}

/// A walk down a document that finds many places at once.
private struct PointerSearch {
  private(set) var found: [SourceRange: String] = [:]

  /// - Parameter ranges: Ranges within the node, sorted.
  mutating func descend(into node: Node, at pointer: String, for ranges: [SourceRange]) {
    let inner = ranges.filter { $0 != node.range }
    if !inner.isEmpty {
      for (index, element) in node.elements.enumerated() {
        descend(into: element, at: pointer, step: String(index), for: inner, in: [element.range])
      }
      for (key, value) in node.members {
        descend(
          into: value, at: pointer, step: Self.escaped(key.text?.display ?? ""), for: inner,
          in: [key.range, value.range])
      }
    }
    // What is in no child is best described by the node.
    for range in ranges where found[range] == nil { found[range] = pointer }
  }

  private mutating func descend(
    into child: Node, at pointer: String, step: @autoclosure () -> String,
    for ranges: [SourceRange], in covers: [SourceRange]
  ) {
    var covered: [SourceRange] = []
    for cover in covers {
      let start = ranges.partitioningIndex { $0.lower >= cover.lower }
      covered += ranges[start...].prefix { $0.lower <= cover.upper }
        .filter { cover.contains($0) && found[$0] == nil }
    }
    if !covered.isEmpty { descend(into: child, at: pointer + "/" + step(), for: covered) }
  }

  private static func escaped(_ key: String) -> String {
    key.reduce(into: "") { text, character in
      switch character {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.append(character)
      }
    }
  }
}
