import Logic

extension ResolvedTemplate {
  /// Names of the values that only a deployment tells, in the order in which resources use them.
  public var unresolvedNames: [String] {
    names(in: resources.compactMap(\.properties))
  }

  /// Those of them that trust policies use.
  public func unresolvedNames(inTrustOf iam: IAMResources) -> [String] {
    names(in: iam.principals.flatMap { $0.trust?.variants.map(\.value) ?? [] })
  }

  private func names(in values: [TemplateValue]) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for value in values {
      value.forEachHole { hole in
        if hole.isUnresolved, seen.insert(hole.name).inserted { names.append(hole.name) }
      }
    }
    return names
  }
}

extension Hole {
  /// Whether a value is missing; names that AWS makes and the stack's own surroundings are not
  /// worth a word.
  fileprivate var isUnresolved: Bool {
    switch origin {
    case .parameter, .attribute, .importedValue, .dynamicReference, .unsupported: true
    case .pseudoParameter, .condition, .policyVariable, .generatedName: false
    }
  }
}

extension TemplateValue {
  /// Calls the body with every hole of every text, keys included, and of every unknown structure.
  func forEachHole(_ body: (Hole) -> Void) {
    switch form {
    case .text(let text, _):
      if text.literal == nil { text.holes.forEach(body) }
    case .unknown(let hole): body(hole)
    case .sequence(let elements):
      for element in elements { element.forEachHole(body) }
    case .mapping(let members):
      for member in members {
        if member.key.literal == nil { member.key.holes.forEach(body) }
        member.value.forEachHole(body)
      }
    case .choice(_, let then, let otherwise):
      then.forEachHole(body)
      otherwise.forEachHole(body)
    case .absent: break
    }
  }
}
