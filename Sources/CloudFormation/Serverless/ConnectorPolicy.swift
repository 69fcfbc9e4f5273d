import Documents
import Logic
import Text

/// What a connector makes out of a profile: a managed policy, or a policy of its destination.
///
/// Source: AWS SAM Developer Guide, "Supported source and destination resource types for connectors".
struct ConnectorPolicy {
  let logicalID: String
  /// What tells the policies of several destinations apart.
  let suffix: String
  let owner: Declaration
  /// What a source of one type may do to a destination of another.
  let profile: Node
  /// Which of the profile's categories are asked for.
  let permissions: Set<String>
  /// The value of `Source.Arn`, `Destination.Name` and the like.
  let end: (String, Evaluation) -> TemplateValue?
  /// The name of the role that gets the policy.
  let role: (Evaluation) -> TemplateValue?

  var declarations: [Declaration] {
    switch profile["Type"]?.string {
    case "AWS_IAM_ROLE_MANAGED_POLICY":
      return [declaration("Policy", "AWS::IAM::ManagedPolicy", of: "Roles", holder: role)]
    case "AWS_SQS_QUEUE_POLICY":
      return [
        declaration("QueuePolicy", "AWS::SQS::QueuePolicy", of: "Queues") {
          end("Destination.QueueUrl", $0)
        }
      ]
    case "AWS_SNS_TOPIC_POLICY":
      return [
        declaration("TopicPolicy", "AWS::SNS::TopicPolicy", of: "Topics") {
          end("Destination.Arn", $0)
        }
      ]
    case "AWS_LAMBDA_PERMISSION": return categories.map(permission)
    default: return []
    }
  }

  /// The categories that are asked for, with what they hold.
  private var categories: [(name: String, content: Node)] {
    var found: [(name: String, content: Node)] = []
    guard let all = profile["Properties"]?["AccessCategories"] else { return found }
    for (category, content) in all.members {
      if let name = category.string, permissions.contains(name) { found.append((name, content)) }
    }
    return found
  }

  /// A resource with a policy that is attached to what a property names.
  private func declaration(
    _ kind: String, _ type: String, of property: String,
    holder: @escaping (Evaluation) -> TemplateValue?
  ) -> Declaration {
    let range = owner.range
    var statements: [Node] = []
    for (_, content) in categories {
      if let list = content["Statement"] { statements += Array(list.elements) }
    }
    let written = statements
    return made(
      kind, type,
      [
        "PolicyDocument": { evaluation in
          .policy(
            written.map { self.value(of: $0, in: evaluation).relocated(to: range) }, at: range)
        },
        property: { evaluation in holder(evaluation).map { .sequence([$0], at: range) } },
      ])
  }

  /// A Lambda permission: each of its properties is written in the profile.
  private func permission(_ category: (name: String, content: Node)) -> Declaration {
    let range = owner.range
    var properties: [String: (Evaluation) -> TemplateValue?] = [
      "FunctionName": { end("Destination.Arn", $0) }
    ]
    for (key, value) in category.content.members {
      guard let name = key.string else { continue }
      properties[name] = { self.value(of: value, in: $0).relocated(to: range) }
    }
    return made("\(category.name)LambdaPermission", "AWS::Lambda::Permission", properties)
  }

  private func made(
    _ kind: String, _ type: String, _ properties: [String: (Evaluation) -> TemplateValue?]
  ) -> Declaration {
    Declaration(
      logicalID: logicalID + kind + suffix, type: type, properties: .generated(properties),
      guards: owner.guards, isExcluded: owner.isExcluded, range: owner.range,
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
