import Documents
import Logic
import Text

/// `AWS::Include`: a file whose content stands where the transform is called.
///
/// Source: CloudFormation User Guide, "AWS::Include transform".
extension Evaluation {
  static let includeName = "AWS::Include"

  /// The parts of a section of the template, those of included files first.
  func sections(_ name: String) -> [Node] {
    includedRoots.compactMap { $0[name] } + [template.root[name]].compactMap(\.self)
  }

  /// The files that the `Transform` section includes.
  func readIncludedRoots() -> [Node] {
    guard let transform = template.root["Transform"] else { return [] }
    let entries = transform.kind == .sequence ? Array(transform.elements) : [transform]
    return entries.compactMap { included($0, .outermost) }
  }

  /// The content of the file that a call of the transform names; nil when it is not among the
  /// inputs.
  func included(_ call: Node, _ scope: Scope) -> Node? {
    guard call["Name"]?.string == Self.includeName,
      let location = call["Parameters"]?["Location"].flatMap({ value($0, scope).text }),
      let root = library.file(at: location, from: template.file),
      root.range.file != template.file, includes < ForEach.limit
    else { return nil }
    includes += 1
    return root
  }
}
