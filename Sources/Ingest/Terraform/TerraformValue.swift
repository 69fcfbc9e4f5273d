import Documents
import Logic

/// A value of a Terraform resource: what is planned, beside what only applying the plan tells.
///
/// Source: Terraform documentation, "JSON Output Format": `after_unknown` has `true` in the place
/// of whatever is not known, and `values` leave it out.
struct TerraformValue {
  private let known: Node?
  private let unknown: Node?

  init(known: Node?, unknown: Node?) {
    self.known = known?.kind == .null ? nil : known
    self.unknown = unknown
  }

  /// Whether nothing but applying the plan tells the value.
  var isUnknown: Bool { known == nil && unknown?.boolean == true }

  /// The value in the source; nil when it is absent, null or unknown.
  var node: Node? { known }

  /// The text of a scalar that is known.
  var text: SymbolicString? { known?.text }

  /// The characters of a scalar that is known.
  var string: String? { known?.string }

  /// A member of a mapping.
  subscript(key: String) -> TerraformValue {
    TerraformValue(known: known?[key], unknown: isUnknown ? unknown : unknown?[key])
  }

  /// The elements of a list, blocks mostly.
  var elements: [TerraformValue] {
    guard let known, known.kind == .sequence else { return [] }
    let unknowns = unknown?.kind == .sequence ? unknown.map { Array($0.elements) } ?? [] : []
    return known.elements.enumerated().map { index, element in
      TerraformValue(
        known: element, unknown: unknowns.indices.contains(index) ? unknowns[index] : nil)
    }
  }

  /// The one block of a list that holds at most one.
  var block: TerraformValue { elements.first ?? TerraformValue(known: nil, unknown: unknown) }

  /// The texts of a list; parts that are not texts are left out.
  var texts: [String] { elements.compactMap { $0.text?.display } }

  /// The texts of a mapping.
  var pairs: [(key: SymbolicString, value: SymbolicString)] {
    guard let known, known.kind == .mapping else { return [] }
    return known.members.compactMap { key, value in
      guard let key = key.text, let value = value.text else { return nil }
      return (key, value)
    }
  }
}
