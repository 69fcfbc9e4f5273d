import Logic
import Text

/// A role that AWS SAM makes for a resource, as property values that are evaluated when needed.
struct GeneratedRole {
  /// Logical name of the role.
  let logicalID: String
  /// The service that assumes the role unless the template says otherwise.
  let service: String
  /// The resource that the role is made for.
  let owner: Declaration
  /// Conditions under which it is made, beyond those of its owner.
  var guards: [Guard] = []
  /// AWS managed policies, path included.
  var managedPolicies: [String] = []
  /// `Policies` of the owner: names, ARNs, documents and policy templates.
  var policies: ((Evaluation) -> TemplateValue?)?
  /// Inline policies made by SAM.
  var inlinePolicies: [(Evaluation) -> TemplateValue] = []
  /// Other properties of the role, by name.
  var properties: [String: (Evaluation) -> TemplateValue?] = [:]

  /// The declaration of the role.
  var declaration: Declaration {
    let range = owner.range
    var made = properties
    let givenTrust = properties["AssumeRolePolicyDocument"]
    made["AssumeRolePolicyDocument"] = { [service] evaluation in
      givenTrust?(evaluation) ?? Self.trust(of: service, at: range)
    }
    made["ManagedPolicyArns"] = { evaluation in
      let made = managedPolicies.map { evaluation.managedPolicyARN($0, at: range) }
      let given = policies?(evaluation).map {
        ServerlessPolicies(of: $0, roleID: logicalID, in: evaluation).arns
      }
      return .sequence(made + (given ?? []), at: range)
    }
    made["Policies"] = { evaluation in
      let made = inlinePolicies.map { $0(evaluation) }
      let given = policies?(evaluation).map {
        ServerlessPolicies(of: $0, roleID: logicalID, in: evaluation).documents
      }
      return .sequence(made + (given ?? []), at: range)
    }
    made["Tags"] = { _ in
      .sequence(
        [
          .mapping(
            ["Key": .text("lambda:createdBy", at: range), "Value": .text("SAM", at: range)],
            at: range)
        ], at: range)
    }
    return Declaration(
      logicalID: logicalID, type: "AWS::IAM::Role", properties: .generated(made),
      guards: owner.guards + guards, isExcluded: owner.isExcluded, range: owner.range,
      typeRange: owner.typeRange, bodyRange: owner.bodyRange)
  }

  /// A trust policy for one service.
  private static func trust(of service: String, at range: SourceRange) -> TemplateValue {
    .policy(
      [
        .mapping(
          [
            "Action": .sequence([.text("sts:AssumeRole", at: range)], at: range),
            "Effect": .text("Allow", at: range),
            "Principal": .mapping(
              ["Service": .sequence([.text(SymbolicString(service), at: range)], at: range)],
              at: range),
          ], at: range)
      ], at: range)
  }
}

extension TemplateValue {
  /// A policy document of statements.
  static func policy(_ statements: [TemplateValue], at range: SourceRange?) -> TemplateValue {
    .mapping(
      [
        "Version": .text("2012-10-17", at: range),
        "Statement": .sequence(statements, at: range),
      ], at: range)
  }

  /// An inline policy with one statement that allows actions.
  static func inlinePolicy(
    _ name: String, allowing actions: [String], on resource: TemplateValue, at range: SourceRange
  ) -> TemplateValue {
    let statement = TemplateValue.mapping(
      [
        "Action": .sequence(actions.map { .text(SymbolicString($0), at: range) }, at: range),
        "Effect": .text("Allow", at: range),
        "Resource": resource,
      ], at: range)
    return .mapping(
      [
        "PolicyName": .text(SymbolicString(name), at: range),
        "PolicyDocument": .policy([statement], at: range),
      ], at: range)
  }

  /// The value under conditions, absent otherwise.
  func guarded(by guards: [Guard]) -> TemplateValue {
    guards.reversed().reduce(self) { value, guarding in
      let absent = TemplateValue.absent(at: range)
      return guarding.holds
        ? .choice(guarding.condition, value, absent, at: range)
        : .choice(guarding.condition, absent, value, at: range)
    }
  }

  /// The value with every place in it replaced by one, for values that come from our own tables.
  func relocated(to place: SourceRange?) -> TemplateValue {
    switch form {
    case .sequence(let elements):
      return .sequence(elements.map { $0.relocated(to: place) }, at: place)
    case .mapping(let members):
      let moved = members.map { member in
        Member(key: member.key, keyRange: place, value: member.value.relocated(to: place))
      }
      return TemplateValue(.mapping(moved), at: place)
    case .choice(let condition, let then, let otherwise):
      let moved = Form.choice(
        condition, then: then.relocated(to: place), otherwise: otherwise.relocated(to: place))
      return TemplateValue(moved, at: place)
    case .text, .absent, .unknown:
      return TemplateValue(form, at: place)
    }
  }
}

extension Evaluation {
  /// The ARN of an AWS managed policy by its path and name.
  func managedPolicyARN(_ name: String, at range: SourceRange?) -> TemplateValue {
    .text(SymbolicString("arn:\(context.partition ?? "aws"):iam::aws:policy/\(name)"), at: range)
  }
}
