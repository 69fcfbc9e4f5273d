public import Logic
public import Text

/// A resource that a template creates, with its properties as far as they are known.
///
/// A resource whose name depends on conditions appears once for each of its names.
public struct Resource: Sendable {
  /// Logical name; after those of the nested stacks around it, with dots between.
  public internal(set) var logicalID: String
  /// `AWS::IAM::Role`, ….
  public let type: String
  /// Properties; nil when there are none.
  public internal(set) var properties: TemplateValue?
  /// Conditions under which it is created; all must hold.
  public internal(set) var guards: [Guard]
  /// What `Ref` gives.
  public let physicalID: SymbolicString
  /// The name, for types whose identity matters to trust.
  public let name: SymbolicString?
  /// The ARN, for types whose identity matters to trust.
  public let arn: SymbolicString?
  /// The account that it is created in.
  public let account: SymbolicString
  /// The OIDC issuer of an EKS cluster; nil for resources of other types.
  public let issuer: SymbolicString?
  /// The whole declaration in the source.
  public let range: SourceRange
  /// The logical name in the source.
  public let nameRange: SourceRange
  /// The type in the source.
  public let typeRange: SourceRange?

  /// A property; nil when it is certainly not set.
  public subscript(_ property: String) -> TemplateValue? { properties?[property] }
}

extension Evaluation {
  /// The resources that are created, in the order of the source.
  func resources() -> [Resource] {
    logicalIDs.compactMap { declarations[$0] }.filter { !$0.isExcluded }.flatMap(resources)
  }

  private func resources(of declaration: Declaration) -> [Resource] {
    let properties = properties(of: declaration)
    guard let kind = IdentityKind.all[declaration.type] else {
      let symbol = SymbolicString(Hole(qualified(declaration.logicalID), origin: .attribute))
      return [resource(declaration, properties, [], symbol, name: nil, arn: nil)]
    }
    let range = declaration.range
    let identity = TemplateValue.sequence(
      [
        identity(of: declaration, at: range), name(of: declaration, kind, at: range),
        arn(of: declaration, kind, at: range),
      ], at: range
    ).assuming(declaration.guards)
    let variants = identity.variants ?? []
    let unknown = SymbolicString(Hole(qualified(declaration.logicalID), origin: .attribute))
    guard !variants.isEmpty else {
      return [resource(declaration, properties, [], unknown, name: unknown, arn: unknown)]
    }
    return variants.map { variant in
      guard case .sequence(let parts) = variant.value.form, parts.count == 3 else {
        return resource(declaration, properties, variant.guards, unknown, name: unknown, arn: nil)
      }
      let texts = parts.map { DynamicReference.replaced(in: $0.text ?? unknown) }
      return resource(
        declaration, properties, variant.guards, texts[0], name: texts[1], arn: texts[2])
    }
  }

  private func resource(
    _ declaration: Declaration, _ properties: TemplateValue?, _ guards: [Guard],
    _ physicalID: SymbolicString, name: SymbolicString?, arn: SymbolicString?
  ) -> Resource {
    Resource(
      logicalID: declaration.logicalID, type: declaration.type,
      properties: properties?.assuming(guards).mapTexts(DynamicReference.replaced),
      guards: declaration.guards + guards, physicalID: physicalID, name: name, arn: arn,
      account: PseudoParameter.account(in: context),
      issuer: IdentityKind.isCluster(declaration.type)
        ? issuerURL(of: declaration.logicalID) : nil,
      range: declaration.bodyRange, nameRange: declaration.range, typeRange: declaration.typeRange)
  }
}
