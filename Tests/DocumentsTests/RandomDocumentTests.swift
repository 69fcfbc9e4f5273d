import Documents
import Foundation
import Seeded
import Testing
import Text

/// Random JSON: the same tree as Foundation's reader, and no crash on damaged text.
struct RandomDocumentTests {
  /// Random JSON text with all kinds of white space, escapes and numbers.
  private static func text(_ random: inout SeededGenerator, depth: Int) -> String {
    let space =
      ["", "", "", " ", "\n", "\n      ", "\t", "\r\n          "].randomElement(using: &random)
      ?? ""
    let tail = ["", "", " ", "\n"].randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &random) {
    case 0: return space + "null" + tail
    case 1: return space + (Bool.random(using: &random) ? "true" : "false") + tail
    case 2:
      return space
        + (["0", "-0", "12", "-3.25", "1e3", "5E-2", "012345".dropFirst(1).description]
          .randomElement(using: &random) ?? "") + tail
    case 3, 4, 5: return space + string(&random) + tail
    case 6, 7:
      let elements = (0..<Int.random(in: 0..<6, using: &random)).map { _ in
        text(&random, depth: depth - 1)
      }
      return space + "[" + elements.joined(separator: ",") + (elements.isEmpty ? space : "") + "]"
        + tail
    default:
      // Foundation keeps one of two equal keys, which one it does not say: keys are numbered.
      let members = (0..<Int.random(in: 0..<12, using: &random)).map { index in
        "\"\(index)" + string(&random).dropFirst() + tail + ":" + text(&random, depth: depth - 1)
      }
      return space + "{" + space + members.joined(separator: "," + space) + "}" + tail
    }
  }

  private static func string(_ random: inout SeededGenerator) -> String {
    let parts = [
      "a", "arn:aws:iam::", "é", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u00e9",
      "\\ud83d\\ude00", "\u{7F}", "日本", " ", "longer than eight bytes", "{", "]", ",",
    ]
    let count = Int.random(in: 0..<6, using: &random)
    return "\"" + (0..<count).map { _ in parts.randomElement(using: &random) ?? "" }.joined() + "\""
  }

  private static func same(_ node: Node, _ value: Any) -> Bool {
    switch value {
    case let mapping as [String: Any]:
      node.kind == .mapping && node.count == mapping.count
        && node.members.allSatisfy { key, value in
          key.string.flatMap { mapping[$0] }.map { same(value, $0) } ?? false
        } && mapping.allSatisfy { key, value in node[key].map { same($0, value) } ?? false }
    case let sequence as [Any]:
      node.kind == .sequence && node.count == sequence.count
        && zip(node.elements, sequence).allSatisfy(same)
    case let string as String: node.kind == .string && node.string == string
    case is NSNull: node.kind == .null
    case let number as NSNumber:
      node.kind == .boolean
        ? node.boolean == number.boolValue
        : node.kind == .number && node.string.flatMap(Double.init) == number.doubleValue
    default: false
    }
  }

  @Test(arguments: 0..<20)
  func agreesWithFoundation(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let text = Self.text(&random, depth: 5)
      var diagnostics = Diagnostics()
      let document = DocumentReader.readJSON(
        SourceBytes(text.utf8), file: Marked.file, diagnostics: &diagnostics)
      let expected = try JSONSerialization.jsonObject(
        with: Data(text.utf8), options: .fragmentsAllowed)
      let root = try #require(document?.root, "\(text)")
      #expect(Self.same(root, expected), "\(text)")
      #expect(document?.duplicateKeys.isEmpty == true)
    }
  }

  /// Every node as its range says it is written, and all nodes visited.
  private static func walk(_ node: Node, within range: SourceRange) -> Bool {
    range.contains(node.range)
      && node.elements.allSatisfy { walk($0, within: node.range) }
      && node.members.allSatisfy {
        walk($0.key, within: node.range) && walk($0.value, within: node.range)
      }
      && (node.withUTF8 { $0.reduce(0) { $0 &+ Int($1) } } ?? 0) >= 0
  }

  @Test(arguments: 0..<16)
  func damagedTextNeverCrashes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let yaml =
      "a: &x {k: [1, 'b', \"c\\n\"]}\nb: *x\n---\n? !t |\n  text\n: <<: *y\n- >-\n  {{ x }}\n"
    for _ in 0..<150 {
      let isJSON = Bool.random(using: &random)
      var bytes = Array((isJSON ? Self.text(&random, depth: 4) : yaml).utf8)
      for _ in 0..<Int.random(in: 1..<5, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.remove(at: index)
        case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 2:
          bytes.insert(
            Array("{}[]\",:\\&*-#|>'".utf8).randomElement(using: &random) ?? 0, at: index)
        case 3: bytes.removeSubrange(index...)
        default: bytes.insert(contentsOf: bytes[..<index], at: index)
        }
      }
      var diagnostics = Diagnostics()
      let documents = DocumentReader.read(
        SourceBytes(bytes), file: Marked.file, options: .lenientJSON, diagnostics: &diagnostics)
      let all = SourceRange(file: Marked.file, lower: 0, upper: UInt32(bytes.count))
      for document in documents {
        // The parts of an alias lie at its anchor, outside of what holds the alias.
        if document.aliases.isEmpty { #expect(Self.walk(document.root, within: all)) }
        embedded(document.root, &diagnostics)
      }
      #expect(!documents.isEmpty || diagnostics.hasErrors)
      for diagnostic in diagnostics.items {
        #expect(diagnostic.range.map { $0.upper <= bytes.count } ?? false)
      }
    }
  }

  private func embedded(_ node: Node, _ diagnostics: inout Diagnostics) {
    for child in node.elements { embedded(child, &diagnostics) }
    for member in node.members { embedded(member.value, &diagnostics) }
    let inner = node.embedded(as: .yaml, &diagnostics)
    if let inner { #expect(node.range.contains(inner.root.range) || node.tag != nil) }
  }
}
