public import Logic
public import Text

/// A property through which a resource hands a role to an AWS service.
public struct RoleUseResource: Sendable {
  /// The role's ARN; the value as written where the template does not tell which role it is.
  public let role: SymbolicString
  /// The resource.
  public let resource: Resource
  /// The way to the property, such as `LoggingConfig/LogRoleArn`; list elements are left out.
  public let property: String
  /// Service principals that roles given there were seen to trust; empty when none was seen.
  public let services: [String]
  /// Conditions under which it holds; all must hold.
  public let guards: [Guard]
  /// The value in the source.
  public let range: SourceRange?
}

extension ResolvedTemplate {
  /// Every role that a resource of the template hands to an AWS service.
  ///
  /// - Parameter iam: The template's IAM resources, which names and instance profiles stand for.
  public func roleUses(_ iam: IAMResources) -> [RoleUseResource] {
    var uses: [RoleUseResource] = []
    for resource in resources {
      guard let properties = resource.properties else { continue }
      for property in RoleProperty.all(of: resource.type) {
        for value in property.values(in: properties, under: resource.guards) {
          uses += iam.roles(named: value, as: property.kind, of: resource, in: self).map {
            role, guards in
            RoleUseResource(
              role: role, resource: resource, property: property.name,
              services: property.services, guards: guards, range: value.value.range)
          }
        }
      }
    }
    return uses
  }
}

extension RoleProperty {
  /// The names of the members on the way to the value.
  fileprivate var name: String {
    steps.compactMap { step -> String? in
      if case .member(let name) = step { name } else { nil }
    }.joined(separator: "/")
  }

  /// The values of the property, each with what must hold for it.
  fileprivate func values(
    in properties: TemplateValue, under guards: [Guard]
  ) -> [TemplateValue.Variant] {
    var found = [TemplateValue.Variant(guards: guards, value: properties)]
    for step in steps {
      found = found.flatMap { variant in variant.value.following(step, under: variant.guards) }
    }
    return found.flatMap { $0.value.alternatives(under: $0.guards) }
  }
}

extension TemplateValue {
  /// What a step leads to; nothing where the structure is not known.
  fileprivate func following(_ step: RoleProperty.Step, under guards: [Guard]) -> [Variant] {
    if case .unknown = form { return [] }
    switch step {
    case .member(let name):
      return self[name].map { [Variant(guards: guards, value: $0)] } ?? []
    case .elements(let filters):
      return elements(under: guards).filter { element in
        filters.allSatisfy { filter in
          element.value[filter.key]?.text.map { $0.equals(SymbolicString(filter.value)) != .no }
            ?? false
        }
      }
    case .members:
      return alternatives(under: guards).flatMap { variant in
        variant.value.members.map { Variant(guards: variant.guards, value: $0.value) }
      }
    }
  }
}

extension IAMResources {
  /// The roles that a value stands for, each with what must hold for it.
  fileprivate func roles(
    named value: TemplateValue.Variant, as kind: RoleProperty.Kind, of resource: Resource,
    in template: ResolvedTemplate
  ) -> [(role: SymbolicString, guards: [Guard])] {
    guard let text = value.value.text, text != "" else { return [] }
    var found: [(role: SymbolicString, guards: [Guard])] = []
    for principal in principals where principal.kind == .role {
      let guards = value.guards + principal.guards.filter { !value.guards.contains($0) }
      guard guards.isConsistent else { continue }
      let isMeant =
        kind == .instanceProfile
        ? principal.instanceProfiles.contains { $0.name == text || $0.arn == text }
        : principal.name == text || principal.arn == template.canonical(text)
      if isMeant { found.append((principal.arn, guards)) }
    }
    if !found.isEmpty || kind == .instanceProfile { return found }
    guard let name = text.literal, !name.hasPrefix("arn:") else { return [(text, value.guards)] }
    // A bare name is a role of the stack's own account.
    let start = "arn:\(template.context.partition ?? "aws"):iam::"
    return [
      (SymbolicString(start) + resource.account + SymbolicString(":role/" + name), value.guards)
    ]
  }
}
