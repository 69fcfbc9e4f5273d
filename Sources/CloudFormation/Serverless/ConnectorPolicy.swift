import Documents
import Logic
import Text

/// A managed policy that a connector makes out of a profile.
struct ConnectorPolicy {
  let logicalID: String
  let owner: Declaration
  /// What a source of one type may do to a destination of another.
  let profile: Node
  /// Which of the profile's categories are asked for.
  let permissions: Set<String>
  /// The value of `Source.Arn`, `Destination.Name` and the like.
  let end: (String, Evaluation) -> TemplateValue?
  /// The name of the role that gets the policy.
  let role: (Evaluation) -> TemplateValue?

  var declaration: Declaration {
    let range = owner.range
    var statements: [Node] = []
    if let categories = profile["Properties"]?["AccessCategories"] {
      for (category, content) in categories.members
      where category.string.map(permissions.contains) == true {
        if let list = content["Statement"] { statements += Array(list.elements) }
      }
    }
    return Declaration(
      logicalID: logicalID, type: "AWS::IAM::ManagedPolicy",
      properties: .generated([
        "PolicyDocument": { evaluation in
          .policy(
            statements.map { self.value(of: $0, in: evaluation).relocated(to: range) }, at: range)
        },
        "Roles": { evaluation in role(evaluation).map { .sequence([$0], at: range) } },
      ]), guards: owner.guards, isExcluded: owner.isExcluded, range: owner.range,
      typeRange: owner.typeRange, bodyRange: owner.bodyRange)
  }

  /// A part of a statement with `%{Source.Arn}` and `${AWS::Region}` and the like filled in.
  private func value(of node: Node, in evaluation: Evaluation) -> TemplateValue {
    switch node.kind {
    case .sequence:
      return .sequence(node.elements.map { value(of: $0, in: evaluation) }, at: node.range)
    case .mapping:
      let members = node.members.map { key, value in
        TemplateValue.Member(
          key: SymbolicString(key.string ?? ""), keyRange: key.range,
          value: self.value(of: value, in: evaluation))
      }
      return TemplateValue(.mapping(members), at: node.range)
    default:
      return text(node.string ?? "", at: node.range, evaluation)
    }
  }

  private func text(
    _ text: String, at range: SourceRange, _ evaluation: Evaluation
  ) -> TemplateValue {
    var segments: [SymbolicString.Segment] = []
    var rest = text[...]
    while let start = rest.firstIndex(where: { $0 == "%" || $0 == "$" }) {
      segments.append(.literal(String(rest[..<start])))
      let tail = rest[start...]
      guard tail.dropFirst().first == "{", let close = tail.firstIndex(of: "}") else {
        segments.append(.literal(String(rest[start])))
        rest = rest[rest.index(after: start)...]
        continue
      }
      let name = String(tail.dropFirst(2).prefix { $0 != "}" })
      let value =
        tail.first == "$"
        ? evaluation.reference(to: name, at: range, .outermost) : end(name, evaluation)
      segments += (value?.text ?? SymbolicString(Hole(name, origin: .unsupported))).segments
      rest = rest[rest.index(after: close)...]
    }
    segments.append(.literal(String(rest)))
    return .text(SymbolicString(segments), at: range)
  }
}
