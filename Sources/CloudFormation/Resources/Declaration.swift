import Documents
import Logic
import Text

/// A resource as it is declared, before its properties are evaluated.
struct Declaration {
  /// Where the properties come from.
  enum Properties {
    /// The template.
    case written(Node, Scope)
    /// A transform; each property is evaluated when it is asked for.
    case generated([String: (Evaluation) -> TemplateValue?])
    /// Nowhere: there are none.
    case none
  }

  let logicalID: String
  let type: String
  let properties: Properties
  /// Conditions under which it is created.
  let guards: [Guard]
  /// Whether its condition certainly does not hold.
  let isExcluded: Bool
  /// The logical name in the source.
  let range: SourceRange
  /// The type in the source.
  let typeRange: SourceRange?
  /// The whole declaration in the source.
  let bodyRange: SourceRange
  /// The attribute `Metadata`.
  var metadata: Node?
}

extension Evaluation {
  /// Reads the `Resources` section; conditions are decided, properties are not yet evaluated.
  func declareResources() {
    mayDeclareMore = !template.transforms.isEmpty
    reportLocalModules()
    for entry in sections("Resources").flatMap({ entries(of: $0, .outermost) }) {
      guard let type = entry.node["Type"]?.string else {
        mayDeclareMore = true
        opaqueReasons.append(entry.key.display)
        report(
          .error, "cfn-bad-resource", "the resource `\(entry.key.display)` has no type",
          at: entry.keyRange)
        continue
      }
      let name = entry.scope.substituted(type)
      if let text = name.literal { reportUnknownType(text, of: entry) }
      declare(entry, type: name.display)
    }
  }

  private func declare(_ entry: Entry, type: String) {
    var guards: [Guard] = []
    var isExcluded = false
    if let node = entry.node["Condition"], let name = node.string {
      let condition = entry.scope.substituted(name).display
      switch outcome(of: condition, at: node.range) {
      case .known(let holds):
        isExcluded = !holds
        noteCondition(condition, holds, at: entry.node.range)
      case .open(let guarding): guards = [guarding]
      case .undecided: break
      }
    }
    reportForm(of: entry)
    let properties = entry.node["Properties"].flatMap { $0.kind == .null ? nil : $0 }
    add(
      Declaration(
        logicalID: entry.key.display, type: type,
        properties: properties.map { .written($0, entry.scope) } ?? .none, guards: guards,
        isExcluded: isExcluded, range: entry.keyRange, typeRange: entry.node["Type"]?.range,
        bodyRange: entry.node.range, metadata: entry.node["Metadata"]))
  }

  private func reportForm(of entry: Entry) {
    let name = entry.key.display
    if let condition = entry.node["Condition"], condition.string == nil, condition.kind != .null {
      report(
        .error, "cfn-bad-resource", "the condition of `\(name)` is no name", at: condition.range)
    }
    if let properties = entry.node["Properties"], properties.kind != .mapping,
      properties.kind != .null, IntrinsicCall(properties, entry.scope) == nil
    {
      opaqueReasons.append(name)
      report(
        .error, "cfn-bad-resource", "the properties of `\(name)` are no map", at: properties.range)
    }
  }

  /// Adds a declaration; a later one with the same name wins, as with CloudFormation.
  func add(_ declaration: Declaration) {
    if declarations.updateValue(declaration, forKey: declaration.logicalID) == nil {
      logicalIDs.append(declaration.logicalID)
    }
  }

  /// All properties of a resource.
  func properties(of declaration: Declaration) -> TemplateValue? {
    switch declaration.properties {
    case .written(let node, let scope):
      let value = value(node, scope)
      return value.assuming(declaration.guards)
    case .generated(let properties):
      let members = properties.sorted { $0.key < $1.key }.compactMap { name, body in
        body(self).flatMap { value in
          value.isAbsent
            ? nil
            : TemplateValue.Member(
              key: SymbolicString(name), keyRange: declaration.range,
              value: value.assuming(declaration.guards))
        }
      }
      return TemplateValue(.mapping(members), at: declaration.range)
    case .none: return nil
    }
  }

  /// One property of a resource, the others not evaluated if possible.
  func property(_ name: String, of declaration: Declaration) -> TemplateValue? {
    switch declaration.properties {
    case .written(let node, let scope):
      if node.kind == .mapping, IntrinsicCall(node, scope) == nil {
        guard let property = node[name] else { return nil }
        let value = value(property, scope).assuming(declaration.guards)
        return value.isAbsent ? nil : value
      }
      return value(node, scope).assuming(declaration.guards)[name]
    case .generated(let properties):
      let value = properties[name]?(self)?.assuming(declaration.guards)
      return value?.isAbsent == true ? nil : value
    case .none: return nil
    }
  }
}
