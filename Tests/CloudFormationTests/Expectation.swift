import Documents
import Logic

/// Comparison of what was found with what is expected, up to the tokens of the expectation.
struct Expectation {
  /// Values that were given for parameters; only a hole of a NoEcho parameter stands for one.
  let secrets: [String]

  /// Why a resolved node is not the expected one; nil when it is.
  ///
  /// A list of one element and the element alone are the same, as in policies.
  func difference(_ expected: Node, _ actual: Node, at path: String) -> String? {
    if let hole = actual.hole ?? actual.text?.onlyHole, stands(hole, for: expected) { return nil }
    let expectedList = expected.kind == .sequence ? Array(expected.elements) : [expected]
    let actualList = actual.kind == .sequence ? Array(actual.elements) : [actual]
    if expected.kind == .sequence || actual.kind == .sequence {
      guard expectedList.count == actualList.count else {
        return "\(path): \(actualList.count) elements instead of \(expectedList.count)"
      }
      return zip(expectedList, actualList).enumerated().lazy.compactMap { index, pair in
        difference(pair.0, pair.1, at: "\(path)/\(index)")
      }.first
    }
    if expected.kind == .mapping || actual.kind == .mapping {
      return differenceOfMaps(expected, actual, at: path)
    }
    guard let text = expected.string,
      let found = actual.text ?? actual.hole.map({ SymbolicString($0) }),
      matches(text, found)
    else { return "\(path): \(actual.text?.display ?? "?") instead of \(expected.string ?? "?")" }
    return nil
  }

  /// Whether a hole that is the whole value stands for a structure of the expectation.
  private func stands(_ hole: Hole, for expected: Node) -> Bool {
    switch expected.kind {
    case .sequence: hole.name == "GetAZs"
    case .mapping: expected.count == 1 && expected[hole.name] != nil
    default: false
    }
  }

  private func differenceOfMaps(_ expected: Node, _ actual: Node, at path: String) -> String? {
    guard expected.kind == .mapping, actual.kind == .mapping, expected.count == actual.count else {
      return "\(path): members differ"
    }
    for (key, value) in expected.members {
      let name = key.string ?? ""
      let found = actual.members.first { member in
        member.key.text.map { matches(name, $0) } ?? false
      }
      guard let found else { return "\(path): no \(name)" }
      if let difference = difference(value, found.value, at: "\(path)/\(name)") {
        return difference
      }
    }
    return nil
  }

  /// Whether a text is the expected one, each hole standing for a token of the expectation.
  func matches(_ expected: String, _ actual: SymbolicString) -> Bool {
    matches(expected[...], actual.segments[...])
  }

  private func matches(_ expected: Substring, _ segments: ArraySlice<SymbolicString.Segment>)
    -> Bool
  {
    guard let first = segments.first else { return expected.isEmpty }
    let rest = segments.dropFirst()
    switch first {
    case .literal(let text):
      return expected.hasPrefix(text) && matches(expected.dropFirst(text.count), rest)
    case .hole(let hole):
      return tokens(of: hole, in: expected).contains { token in
        expected.hasPrefix(token) && matches(expected.dropFirst(token.count), rest)
      }
    }
  }

  /// What a hole is written as in the expectations, at the start of a text.
  private func tokens(of hole: Hole, in text: Substring) -> [String] {
    let name = hole.name
    switch hole.origin {
    case .generatedName: return ["ORACLEABCDEF"]
    case .importedValue:
      let export = name.hasPrefix("ImportValue(") ? name.dropFirst(12).dropLast() : name[...]
      return ["cfnimport-\(export)", "arn:aws:cfnimport:us-east-1:111122223333:\(export)"]
    case .dynamicReference: return [name]
    case .parameter: return secrets + (text.hasPrefix("cfnssm-") ? [String(text)] : [])
    case .pseudoParameter:
      return Self.stackIDs + ["a", "b", "c", "d"].map { "us-east-1\($0)" }
    case .attribute: return Self.references(to: name)
    case .unsupported:
      if name.hasSuffix(", Fn::Cidr)") { return (0...9).map { "cfncidr-\($0)" } }
      // Base64 of a text that has tokens itself.
      return Self.references(to: name) + (name == "Fn::Base64" ? [String(text)] : [])
    case .condition, .policyVariable: return []
    }
  }

  /// The stack's id, and the parts that templates make names of.
  private static let stackIDs: [String] = {
    let id = "00000000-0000-0000-0000-000000000000"
    return [
      "arn:aws:cloudformation:us-east-1:111122223333:stack/corpus/\(id)", id, "000000000000",
      "00000000", "0000",
    ]
  }()

  private static func references(to name: String) -> [String] {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let attribute = parts.count == 2 ? "\(parts[0])-\(parts[1])" : name
    return [
      "cfnatt-\(attribute)", "cfnref-\(name)", "cfnabsent-\(attribute)",
      "cfnabsent-\(name)-Arn", "cfnundefined-\(attribute)",
      "arn:aws:cfnref:us-east-1:111122223333:\(name)",
      "arn:aws:cfnatt:us-east-1:111122223333:\(parts.joined(separator: "/"))",
    ]
  }
}

extension SymbolicString {
  /// The hole that is the whole text.
  fileprivate var onlyHole: Hole? {
    if segments.count == 1, case .hole(let hole) = segments[0] { hole } else { nil }
  }
}
