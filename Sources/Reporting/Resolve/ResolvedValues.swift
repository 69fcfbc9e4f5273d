import CloudFormation
import Documents
import Logic

/// Template values and built documents as JSON.
extension ResolveWriter {
  /// Writes a value; an undecided `Fn::If` is written as it is.
  mutating func value(_ value: TemplateValue) {
    switch value.form {
    case .text(let text, let scalar):
      guard let literal = text.literal else { return self.text(text, at: value.range) }
      scalarText(literal, scalar == .number, scalar == .boolean)
    case .sequence(let elements):
      array(elements) { $0.value($1) }
    case .mapping(let members):
      object { writer in
        for member in members {
          writer.member(member.key.display) { $0.value(member.value) }
        }
      }
    case .choice(let condition, let then, let otherwise):
      note(Hole(condition, origin: .condition), at: value.range)
      object { writer in
        writer.member("Fn::If") { writer in
          let name = TemplateValue.text(SymbolicString(condition), at: nil)
          writer.array([name, then, otherwise]) { $0.value($1) }
        }
      }
    case .absent:
      object { $0.member("Ref") { $0.json.string("AWS::NoValue") } }
    case .unknown(let hole):
      text(SymbolicString(hole), at: value.range)
    }
  }

  /// Writes a node of a built document; guards of an element become its member `When`.
  mutating func node(_ node: Node) {
    switch node.kind {
    case .null: json.null()
    case .hole: text(node.hole.map { SymbolicString($0) } ?? "", at: node.range)
    case .boolean, .number, .string:
      guard let literal = node.string else { return text(node.text ?? "", at: node.range) }
      scalarText(literal, node.kind == .number, node.kind == .boolean)
    case .sequence:
      array(Array(node.elements)) { $0.node($1) }
    case .mapping:
      object { writer in
        for (key, value) in node.members {
          writer.member(key.text?.display ?? "") { $0.node(value) }
        }
        writer.when(node.guards.map(\.name))
      }
    }
  }

  private mutating func scalarText(_ literal: String, _ isNumber: Bool, _ isBoolean: Bool) {
    if isNumber, let number = Int(literal), String(number) == literal {
      json.number(number)
    } else if isBoolean {
      json.boolean(literal == "true")
    } else {
      json.string(literal)
    }
  }
}
