import Documents
public import Logic
import Text

extension Evaluation {
  /// What the undecided conditions of the template ask of its parameters, by their qualified names.
  ///
  /// Conditions that compare anything else than a parameter with a text are left out: they are
  /// questions of their own.
  func conditionRequirements() -> [String: Residual] {
    var requirements: [String: Residual] = [:]
    for name in conditionNames {
      let own = Guard(qualified(name))
      guard outcomes[name] == .open(own) else { continue }
      requirements[own.condition] = requirement(named: name)
    }
    return requirements
  }

  private func requirement(of node: Node, _ scope: Scope) -> Residual? {
    switch outcome(of: node, scope) {
    case .known(let holds): return holds ? .always : .never
    case .open, .undecided: break
    }
    guard let call = conditionCall(node, scope) else { return nil }
    let operands = {
      call.arguments.map { self.operandRequirement(of: $0, call.scope) }
    }
    switch call.name {
    case "Condition":
      return call.argument.string.flatMap { requirement(named: scope.substituted($0).display) }
    case "Fn::Equals": return requirement(ofEquality: call)
    case "Fn::Not": return operands().first.flatMap { $0?.negated }
    case "Fn::And":
      return operands().reduce(.always) { all, next in
        all.flatMap { all in next.map { all.and($0) } }
      }
    case "Fn::Or":
      return operands().reduce(.never) { any, next in any.flatMap { any in next.map { any.or($0) } }
      }
    default: return nil
    }
  }

  private func operandRequirement(of node: Node, _ scope: Scope) -> Residual? {
    conditionName(node).map { requirement(named: $0) } ?? requirement(of: node, scope)
  }

  /// A condition that cannot be put into terms of parameters is a question, as is one that depends on
  /// itself or on too many others.
  private func requirement(named name: String) -> Residual {
    if let known = requirements[name] { return known }
    let question = Residual.condition(qualified(name), of: stack)
    guard let entry = conditionEntries[name], underway.count < Self.depthLimit,
      underway.insert("requirement \(name)").inserted
    else { return question }
    defer { underway.remove("requirement \(name)") }
    let requirement = requirement(of: entry.node, entry.scope) ?? question
    requirements[name] = requirement
    return requirement
  }

  private func requirement(ofEquality call: IntrinsicCall) -> Residual? {
    guard call.arguments.count == 2 else { return nil }
    let sides = [0, 1].compactMap { call.value(at: $0, in: self)?.text }
    for (side, other) in [(0, 1), (1, 0)] where sides.count == 2 {
      guard let hole = sides[side].onlyHole, let text = sides[other].literal,
        isParameter(call.arguments[side], call.scope), hole.origin == .parameter,
        !hole.marks.contains(.secret)
      else { continue }
      return .parameter(hole, equals: text, of: stack)
    }
    return nil
  }

  /// What another stack exports has the names of that stack's parameters.
  private func isParameter(_ node: Node, _ scope: Scope) -> Bool {
    IntrinsicCall(node, scope).flatMap { call in
      call.name == Ref.name ? call.pattern?.text : nil
    }.map { parameters[$0] != nil } ?? false
  }

  /// Stands for the stack that the outermost template is deployed as.
  private var stack: FileID { (ancestors.first ?? template.root.range).file }
}

extension ResolvedTemplate {
  /// What some guards ask for.
  public func preconditions(_ guards: [Guard]) -> [Precondition] {
    guards.map { guarding in
      let holds =
        requirements[guarding.condition] ?? .condition(guarding.condition, of: template.file)
      return Precondition(guarding.display, guarding.holds ? holds : holds.negated)
    }
  }
}

extension ResolvedTemplate {
  /// Makes what compares ExternalIds a question: the text that it compares with may be one.
  mutating func hideExternalIDs() {
    guard !requirements.isEmpty else { return }
    var hidden: Set<String> = []
    for resource in resources {
      resource.properties?.forEachHoleOfExternalIDs { hidden.insert($0.name) }
    }
    guard !hidden.isEmpty else { return }
    requirements = requirements.filter { _, residual in
      !residual.ways.contains { way in
        way.literals.contains { literal in
          if case .parameter(let parameter) = literal.variable.subject {
            hidden.contains(parameter.text)
          } else {
            false
          }
        }
      }
    }
  }
}

extension TemplateValue {
  /// Calls the body with every hole that may be part of an ExternalId.
  fileprivate func forEachHoleOfExternalIDs(_ body: (Hole) -> Void) {
    switch form {
    case .text(let text, _):
      if text.literal == nil, text.display.lowercased().contains("externalid") {
        text.holes.forEach(body)
      }
    case .sequence(let elements):
      for element in elements { element.forEachHoleOfExternalIDs(body) }
    case .mapping(let members):
      for member in members {
        if ContextKey(member.key.display).namesExternalID {
          member.value.forEachHole(body)
        } else {
          member.value.forEachHoleOfExternalIDs(body)
        }
      }
    case .choice(_, let then, let otherwise):
      then.forEachHoleOfExternalIDs(body)
      otherwise.forEachHoleOfExternalIDs(body)
    case .unknown, .absent: break
    }
  }
}

extension Residual {
  /// Whether a condition of a template is met that nothing is known about.
  fileprivate static func condition(_ name: String, of stack: FileID) -> Residual {
    Residual(
      Proposition("the template condition \(name) is met", at: .start(of: stack)),
      kind: .templateParameter)
  }

  fileprivate static func parameter(
    _ hole: Hole, equals text: String, of stack: FileID
  ) -> Residual {
    var domain = ValueSet(absent: false, single: .everything, many: .nothing)
    if case .oneOf(let texts) = hole.shape { domain = ValueSet(texts: texts) }
    return Residual(
      Literal(
        Variable(.parameter(Proposition(hole.name, at: .start(of: stack)))),
        in: ValueSet(texts: [text]), of: domain, kind: .templateParameter))
  }
}

extension SourceRange {
  /// Stands for a file as a whole.
  fileprivate static func start(of file: FileID) -> SourceRange {
    SourceRange(file: file, lower: 0, upper: 0)
  }
}
