import Documents
import Logic
import Text

/// What the transform `AWS::Serverless-2016-10-31` adds to a template, as far as IAM is concerned.
///
/// Source: AWS SAM Developer Guide, "Generated CloudFormation resources".
protocol ServerlessResource: Sendable {
  /// The resource types.
  static var types: Set<String> { get }
  /// The resources that SAM makes for one of these.
  static func generated(for owner: Declaration, in evaluation: Evaluation) -> [Declaration]
}

extension Evaluation {
  /// Every kind of serverless resource that makes roles or policies.
  static let serverlessResources: [any ServerlessResource.Type] = [
    ServerlessFunction.self, ServerlessStateMachine.self, ServerlessCapacityProvider.self,
    ServerlessGraphQLApi.self, ServerlessConnector.self,
  ]

  /// Declares what SAM makes; names that the template declares itself are left alone.
  ///
  /// A template with serverless resources is read as one for SAM even if it forgets the transform.
  func expandServerless() {
    let owners = logicalIDs.compactMap { declarations[$0] }
    let isServerless = template.transforms.contains { $0.hasPrefix("AWS::Serverless") }
    guard isServerless || owners.contains(where: { $0.type.hasPrefix("AWS::Serverless::") })
    else { return }
    mayDeclareMore = true
    var made: [Declaration] = []
    for resource in Self.serverlessResources {
      for owner in owners where resource.types.contains(owner.type) {
        made += resource.generated(for: owner, in: self)
      }
    }
    made += EmbeddedConnectors.generated(for: owners, in: self)
    for declaration in made where declarations[declaration.logicalID] == nil { add(declaration) }
  }

  /// A property of a serverless resource with the `Globals` section merged in: maps member by
  /// member, lists one after the other, other values of the resource win.
  func serverlessProperty(_ name: String, of owner: Declaration) -> TemplateValue? {
    let own = property(name, of: owner)
    let section = owner.type.split(separator: ":").last.map(String.init) ?? ""
    guard owner.type.hasPrefix("AWS::Serverless::"),
      let global = template.root["Globals"]?[section]?[name]
    else { return own }
    let shared = value(global, .outermost)
    return own.map { $0.merged(over: shared) } ?? shared
  }

  /// The ways in which a property is not set; one without guards when it is never set.
  ///
  /// Looks at the form of the property only, because its value may name what is not declared yet.
  func absences(of name: String, in owner: Declaration) -> [[Guard]] {
    guard case .written(let node, let scope) = owner.properties else { return [[]] }
    let section = owner.type.split(separator: ":").last.map(String.init) ?? ""
    guard let property = node[name] ?? template.root["Globals"]?[section]?[name],
      property.kind != .null
    else { return [[]] }
    return absences(of: property, scope)
  }

  private func absences(of node: Node, _ scope: Scope) -> [[Guard]] {
    guard let call = IntrinsicCall(node, scope) else { return [] }
    if call.name == Ref.name {
      return call.pattern?.text == "AWS::NoValue" ? [[]] : []
    }
    guard call.name == If.name, call.arguments.count == 3, let name = call.arguments[0].string
    else { return [] }
    switch outcome(of: scope.substituted(name).display, at: node.range) {
    case .known(let holds): return absences(of: call.arguments[holds ? 1 : 2], scope)
    case .open(let guarding):
      return absences(of: call.arguments[1], scope).map { [guarding] + $0 }
        + absences(of: call.arguments[2], scope).map { [guarding.negated] + $0 }
    case .undecided: return []
    }
  }
}

extension TemplateValue {
  /// The value laid over a value that counts where this one says nothing.
  func merged(over other: TemplateValue) -> TemplateValue {
    switch (form, other.form) {
    case (.mapping(let own), .mapping(let shared)):
      var members = shared
      for member in own {
        guard let index = members.firstIndex(where: { $0.key == member.key }) else {
          members.append(member)
          continue
        }
        members[index].value = member.value.merged(over: members[index].value)
      }
      return TemplateValue(.mapping(members), at: range)
    case (.sequence(let own), .sequence(let shared)):
      return .sequence(shared + own, at: range)
    case (.absent, _):
      return other
    default:
      return self
    }
  }
}
