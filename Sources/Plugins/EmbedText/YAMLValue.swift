import CYAML
import FoundationEssentials

/// A YAML document as libyaml understands it, without places.
enum YAMLValue {
  case text(String)
  case list([YAMLValue])
  case map([(key: String, value: YAMLValue)])

  /// Reads the first document of a text.
  ///
  /// - Throws: `Malformed`.
  init(firstDocumentOf text: String) throws {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) != 0 else { throw Malformed(problem: "no parser") }
    defer { yaml_parser_delete(&parser) }
    var bytes = Array(text.utf8)
    self = try bytes.withUnsafeMutableBufferPointer { bytes in
      yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
      var document = yaml_document_t()
      guard yaml_parser_load(&parser, &document) != 0 else {
        let problem = parser.problem.map { String(cString: $0) } ?? "malformed"
        throw Malformed(problem: "line \(parser.problem_mark.line + 1): \(problem)")
      }
      defer { yaml_document_delete(&document) }
      guard let root = yaml_document_get_root_node(&document) else {
        throw Malformed(problem: "empty")
      }
      return try YAMLValue(root.pointee, of: &document)
    }
  }

  private init(_ node: yaml_node_t, of document: inout yaml_document_t) throws {
    switch node.type {
    case YAML_SCALAR_NODE:
      let scalar = node.data.scalar
      self = .text(
        String(
          decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self))
    case YAML_SEQUENCE_NODE:
      var list: [YAMLValue] = []
      var item = node.data.sequence.items.start
      while let index = item, index != node.data.sequence.items.top {
        list.append(try Self.node(index.pointee, of: &document))
        item = index + 1
      }
      self = .list(list)
    case YAML_MAPPING_NODE:
      var map: [(key: String, value: YAMLValue)] = []
      var pair = node.data.mapping.pairs.start
      while let entry = pair, entry != node.data.mapping.pairs.top {
        guard case .text(let key) = try Self.node(entry.pointee.key, of: &document),
          !map.contains(where: { $0.key == key })
        else { throw Malformed(problem: "a key that is no text, or stands twice") }
        map.append((key, try Self.node(entry.pointee.value, of: &document)))
        pair = entry + 1
      }
      self = .map(map)
    default: throw Malformed(problem: "a node of no kind")
    }
  }

  private static func node(_ index: Int32, of document: inout yaml_document_t) throws -> YAMLValue {
    guard let node = yaml_document_get_node(&document, index) else {
      throw Malformed(problem: "a node that is missing")
    }
    return try YAMLValue(node.pointee, of: &document)
  }

  /// What is wrong with a file.
  struct Malformed: Error, CustomStringConvertible {
    var file = ""
    let problem: String
    var description: String { "\(file): error: \(problem)" }
  }
}

extension YAMLValue {
  /// The value of a key; nil when it is absent.
  subscript(_ key: String) -> YAMLValue? {
    guard case .map(let map) = self else { return nil }
    return map.first { $0.key == key }?.value
  }

  /// The keys of a mapping.
  var keys: [String] {
    if case .map(let map) = self { map.map(\.key) } else { [] }
  }

  /// A text, or what is wrong.
  func text(_ key: String) throws -> String {
    guard case .text(let text)? = self[key] else { throw Malformed(problem: "no text `\(key)`") }
    return text
  }

  /// The elements of a list, none when the key is absent.
  func list(_ key: String) throws -> [YAMLValue] {
    switch self[key] {
    case .list(let list)?: return list
    case nil: return []
    default: throw Malformed(problem: "`\(key)` is no list")
    }
  }

  /// The texts of a list, none when the key is absent.
  func texts(_ key: String) throws -> [String] {
    try list(key).map { element in
      guard case .text(let text) = element else {
        throw Malformed(problem: "`\(key)` holds no texts")
      }
      return text
    }
  }
}
