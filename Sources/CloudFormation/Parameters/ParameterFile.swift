import Documents
import Text

/// The shapes of file that hold parameter values.
///
/// Sources: AWS CLI `create-stack --parameters` and `deploy --parameter-overrides`, CodePipeline
/// template configuration files, CloudFormation Git sync deployment files.
enum ParameterFile: CaseIterable {
  /// A list of `{ParameterKey, ParameterValue}`.
  case commandLine
  /// A list of `Name=value`.
  case overrides
  /// `{Parameters: {Name: value}}`, or `parameters` in deployment files.
  case configuration
  /// `{Name: value}`.
  case plain

  typealias Value = (name: String, text: String, range: SourceRange, nameRange: SourceRange)

  func recognises(_ root: Node) -> Bool {
    switch self {
    case .commandLine:
      root.kind == .sequence && root.count > 0
        && root.elements.allSatisfy { $0["ParameterKey"]?.string != nil }
    case .overrides:
      root.kind == .sequence && root.count > 0
        && root.elements.allSatisfy { $0.string?.contains("=") == true }
    case .configuration:
      Self.parameters(of: root).map { section in
        section.kind == .mapping && root["Resources"] == nil
          && section.members.allSatisfy { Self.text(of: $0.value) != nil }
      } ?? false
    case .plain:
      root.kind == .mapping && root.count > 0
        && root.members.allSatisfy { $0.value.kind != .mapping && Self.text(of: $0.value) != nil }
    }
  }

  func values(of root: Node) -> [Value] {
    switch self {
    case .commandLine:
      root.elements.compactMap { entry in
        guard let key = entry["ParameterKey"], let name = key.string,
          let value = entry["ResolvedValue"] ?? entry["ParameterValue"]
        else { return nil }
        return Self.text(of: value).map { (name, $0, value.range, key.range) }
      }
    case .overrides:
      root.elements.compactMap { entry in
        guard let text = entry.string, let sign = text.firstIndex(of: "=") else { return nil }
        let value = String(text[text.index(after: sign)...])
        return (String(text[..<sign]), value, entry.range, entry.range)
      }
    case .configuration: Self.members(of: Self.parameters(of: root))
    case .plain: Self.members(of: root)
    }
  }

  private static func parameters(of root: Node) -> Node? {
    root["Parameters"] ?? root["parameters"]
  }

  private static func members(of section: Node?) -> [Value] {
    section?.members.compactMap { key, value in
      guard let name = key.string, let text = text(of: value) else { return nil }
      return (name, text, value.range, key.range)
    } ?? []
  }

  /// A value as text: lists are joined by commas; nil for maps.
  private static func text(of value: Node) -> String? {
    switch value.kind {
    case .null: ""
    case .sequence:
      value.elements.reduce(into: String?.some("")) { text, element in
        guard let part = ScalarText(element)?.text else { return text = nil }
        text = text.map { $0.isEmpty ? part : "\($0),\(part)" }
      }
    default: ScalarText(value)?.text
    }
  }
}
