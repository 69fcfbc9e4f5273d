import Foundation

/// The part of JSON Schema that our schemas use: type, const, enum, properties, required,
/// additionalProperties, items, pattern, minimum, $ref into $defs.
struct JSONSchema {
  private let root: [String: Any]

  init(named name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Reports/\(name)")
    root = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
  }

  /// Where a document is not as the schema says, as `pointer: reason`.
  func problems(in text: String) throws -> [String] {
    check(try JSONSerialization.jsonObject(with: Data(text.utf8)), root, at: "")
  }

  private func check(_ value: Any, _ schema: [String: Any], at pointer: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = reference.replacing("#/$defs/", with: "")
      let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
      return target.map { check(value, $0, at: pointer) } ?? ["\(pointer): no \(reference)"]
    }
    var problems: [String] = []
    let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] }
    if let types, !types.contains(where: { Self.isType($0, value) }) {
      return ["\(pointer): not \(types)"]
    }
    if let constant = schema["const"] as? String, value as? String != constant {
      problems.append("\(pointer): not \(constant)")
    }
    if let values = schema["enum"] as? [String], !values.contains(value as? String ?? "?") {
      problems.append("\(pointer): not one of \(values)")
    }
    if let pattern = schema["pattern"] as? String, let text = value as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      problems.append("\(pointer): not \(pattern)")
    }
    if let minimum = schema["minimum"] as? Int, let number = value as? Int, number < minimum {
      problems.append("\(pointer): below \(minimum)")
    }
    if let object = value as? [String: Any] { problems += members(object, schema, at: pointer) }
    if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
      for (index, element) in array.enumerated() {
        problems += check(element, items, at: "\(pointer)/\(index)")
      }
    }
    return problems
  }

  private func members(
    _ object: [String: Any], _ schema: [String: Any], at pointer: String
  ) -> [String] {
    let known = schema["properties"] as? [String: Any] ?? [:]
    var problems: [String] = []
    for name in schema["required"] as? [String] ?? [] where object[name] == nil {
      problems.append("\(pointer): no \(name)")
    }
    for (name, value) in object {
      if let member = known[name] as? [String: Any] {
        problems += check(value, member, at: "\(pointer)/\(name)")
      } else if let member = schema["additionalProperties"] as? [String: Any] {
        problems += check(value, member, at: "\(pointer)/\(name)")
      } else if schema["additionalProperties"] as? Bool == false {
        problems.append("\(pointer): unexpected \(name)")
      }
    }
    return problems
  }

  private static func isType(_ name: String, _ value: Any) -> Bool {
    switch name {
    case "null": value is NSNull
    case "string": value is String
    case "boolean": value is Bool
    case "integer": value is Int
    case "array": value is [Any]
    case "object": value is [String: Any]
    default: false
    }
  }
}
