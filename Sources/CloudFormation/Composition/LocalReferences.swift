import Documents

extension Template {
  private static let keys: Set<String> = ["TemplateURL", "Location", "aws:asset:path"]

  /// Local paths of other files that the template names: nested templates and included files.
  public var localReferences: [String] {
    var found: [String] = []
    Self.collect(root, into: &found)
    return found
  }

  private static func collect(_ node: Node, into found: inout [String]) {
    for element in node.elements { collect(element, into: &found) }
    for (key, value) in node.members {
      if let text = value.string {
        if let name = key.string, keys.contains(name), !TemplateLocation.isAddress(text) {
          found.append(text)
        }
      } else {
        collect(value, into: &found)
      }
    }
  }
}
