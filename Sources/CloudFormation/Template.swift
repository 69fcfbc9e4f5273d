public import Documents
public import Text

/// A CloudFormation template, not yet evaluated.
///
/// Source: CloudFormation User Guide, "Template anatomy".
public struct Template: Sendable {
  /// The file.
  public let file: FileID
  /// The template's outermost map.
  public let root: Node

  /// Reads a document as a template; nil when it is none.
  ///
  /// A template is a map with `AWSTemplateFormatVersion`, or with `Resources` of which one child has
  /// a `Type` of CloudFormation's or `Properties` beside one that is misspelt, or is an
  /// `Fn::ForEach`. The answer of `get-template` is a template when its `TemplateBody` is.
  public init?(_ root: Node) {
    if Self.isTemplate(root) {
      self.init(template: root)
      return
    }
    guard let body = root["TemplateBody"] else { return nil }
    if Self.isTemplate(body) {
      self.init(template: body)
      return
    }
    var ignored = Diagnostics()
    guard body.kind == .string, let inner = body.embedded(as: .yaml, &ignored)?.root,
      Self.isTemplate(inner)
    else { return nil }
    self.init(template: inner)
  }

  private init(template root: Node) {
    file = root.range.file
    self.root = root
  }

  private static func isTemplate(_ root: Node) -> Bool {
    guard root.kind == .mapping, root["apiVersion"] == nil || root["kind"] == nil else {
      return false
    }
    let resources = root["Resources"]
    if let resources, resources.kind == .mapping,
      resources.members.contains(where: isResource)
    {
      return true
    }
    return root["AWSTemplateFormatVersion"] != nil
  }

  private static func isResource(_ key: Node, _ value: Node) -> Bool {
    if key.string?.hasPrefix(ForEach.prefix) == true { return true }
    guard let type = value["Type"]?.string else { return false }
    return type.contains("::") || type.hasPrefix("AWS") || value["Properties"]?.kind == .mapping
  }

  /// Names of the `Transform` section, in order.
  public var transforms: [String] {
    guard let node = root["Transform"] else { return [] }
    if let name = node.string { return [name] }
    if let name = node["Name"]?.string { return [name] }
    return node.elements.compactMap { $0.string ?? $0["Name"]?.string }
  }

  /// Parameters in the order of the source.
  public var parameters: [Parameter] {
    root["Parameters"]?.members.compactMap { key, value in
      key.string.map { Parameter(name: $0, declaration: value, nameRange: key.range) }
    } ?? []
  }
}
