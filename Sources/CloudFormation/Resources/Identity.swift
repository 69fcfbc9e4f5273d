import Logic
import Text

/// What `Ref` and `Fn::GetAtt` give for resources.
///
/// Source: CloudFormation User Guide, "Resource and property types reference".
extension Evaluation {
  /// The value of `Ref` to a resource.
  func identity(of declaration: Declaration, at range: SourceRange) -> TemplateValue {
    guard let kind = IdentityKind.all[declaration.type] else {
      return symbol(declaration.logicalID, of: declaration, at: range)
    }
    return once("resource", declaration.logicalID, at: range) {
      switch kind.reference {
      case .name: name(of: declaration, kind, at: range)
      case .arn: arn(of: declaration, kind, at: range)
      case .opaque: symbol(declaration.logicalID, of: declaration, at: range)
      }
    }
  }

  /// The value of an attribute of a resource.
  func attribute(
    _ attribute: String, of declaration: Declaration, at range: SourceRange
  ) -> TemplateValue {
    let name = "\(declaration.logicalID).\(attribute)"
    if declaration.type == "Custom::AWSCDKCfnJson", attribute == "Value" {
      return once("resource", declaration.logicalID, at: range) {
        let json = property("Value", of: declaration)
        return json.flatMap(EmbeddedValue.read)
          ?? .unknown(Hole(name, origin: .unsupported), at: range)
      }
    }
    if attribute.hasPrefix("Outputs."), !declaration.isModule,
      let value = nestedOutput(
        String(attribute.dropFirst("Outputs.".count)), of: declaration, at: range)
    {
      return value
    }
    if declaration.isModule, let child = child(declaration) {
      return child.attribute(attribute, at: range, .outermost)
    }
    if Self.secretAttributes.contains("\(declaration.type).\(attribute)") {
      let hole = Hole(qualified(name), origin: .attribute, marks: .secret)
      return .text(SymbolicString(hole), at: range)
    }
    if Self.attributesLikeRef.contains("\(declaration.type).\(attribute)") {
      return identity(of: declaration, at: range)
    }
    guard let kind = IdentityKind.all[declaration.type] else {
      return symbol(name, of: declaration, at: range)
    }
    if kind.arnAttributes.contains(attribute) {
      return once("resource", declaration.logicalID, at: range) {
        arn(of: declaration, kind, at: range)
      }
    }
    if IdentityKind.isCluster(declaration.type), attribute == "OpenIdConnectIssuerUrl" {
      return .text(issuerURL(of: declaration.logicalID), at: range)
    }
    return symbol(name, of: declaration, at: range)
  }

  /// Attributes that give what `Ref` gives.
  private static let attributesLikeRef: Set = [
    "AWS::IAM::ServiceLinkedRole.RoleName", "AWS::Organizations::Account.AccountId",
  ]

  /// Attributes that must never be printed.
  private static let secretAttributes: Set = [
    "AWS::IAM::AccessKey.SecretAccessKey", "AWS::EKS::PodIdentityAssociation.ExternalId",
  ]

  /// An attribute that exists only after deployment.
  private func symbol(
    _ name: String, of declaration: Declaration, at range: SourceRange
  ) -> TemplateValue {
    let physical = name == declaration.logicalID ? context.live?.physicalIDs[name] : nil
    if let known = liveAttributes[name] ?? physical {
      return .text(SymbolicString(known), at: range)
    }
    let isCustom =
      declaration.type == "AWS::CloudFormation::CustomResource"
      || !declaration.type.hasPrefix("AWS::")
    let hole = Hole(qualified(name), origin: isCustom ? .unsupported : .attribute)
    return isCustom ? .unknown(hole, at: range) : .text(SymbolicString(hole), at: range)
  }

  /// The physical name of a resource: its name property, or a generated name.
  func name(
    of declaration: Declaration, _ kind: IdentityKind, at range: SourceRange
  ) -> TemplateValue {
    if let known = names[declaration.logicalID] { return TemplateValue(known.form, at: range) }
    let physical = kind.reference == .name ? physicalID(of: declaration) : nil
    let generated = TemplateValue.text(
      physical ?? generatedName(of: declaration, kind), at: range)
    guard let property = kind.nameProperty,
      let given = self.property(at: property, of: declaration),
      physical == nil || given.literal != nil
    else { return generated }
    let name = replacingAbsent(in: given, by: generated, at: range)
    names[declaration.logicalID] = name
    return name
  }

  /// A property, or a member of one by a name with a dot.
  private func property(at path: String, of declaration: Declaration) -> TemplateValue? {
    let parts = path.split(separator: ".").map(String.init)
    let first = parts.first.flatMap { property($0, of: declaration) }
    return parts.dropFirst().reduce(first) { $0?[$1] }
  }

  private func replacingAbsent(
    in value: TemplateValue, by generated: TemplateValue, at range: SourceRange
  ) -> TemplateValue {
    switch value.form {
    case .absent: generated
    case .text("", _): generated
    case .choice(let condition, let then, let otherwise):
      .choice(
        condition, replacingAbsent(in: then, by: generated, at: range),
        replacingAbsent(in: otherwise, by: generated, at: range), at: range)
    default: TemplateValue(value.form, at: range)
    }
  }

  /// The name that nothing in the template chooses.
  private func generatedName(
    of declaration: Declaration, _ kind: IdentityKind
  ) -> SymbolicString {
    if case .serviceLinked = kind.path { return serviceLinkedName(of: declaration) }
    if case .opaque = kind.reference {
      let id = Hole(qualified(declaration.logicalID), origin: .attribute, shape: .word)
      return physicalID(of: declaration) ?? SymbolicString(id)
    }
    return generatedName(of: declaration.logicalID)
  }

  /// `STACK-LogicalId-*`.
  func generatedName(of logicalID: String) -> SymbolicString {
    let end = Hole(qualified(logicalID), origin: .generatedName, shape: .word)
    return PseudoParameter.stackName(in: context)
      + SymbolicString([.literal("-\(logicalPrefix)\(logicalID)-"), .hole(end)])
  }

  /// What the deployed stack calls a resource; nil when it is not deployed.
  func physicalID(of declaration: Declaration) -> SymbolicString? {
    let id = context.live?.physicalIDs[logicalPrefix + declaration.logicalID]
    return id.flatMap { $0.isEmpty ? nil : SymbolicString($0) }
  }

  /// The ARN of an IAM resource, or of an EKS cluster.
  func arn(
    of declaration: Declaration, _ kind: IdentityKind, at range: SourceRange
  ) -> TemplateValue {
    if kind.reference == .arn, let id = physicalID(of: declaration),
      id.literal?.hasPrefix("arn:") == true
    {
      return .text(id, at: range)
    }
    let name = self.name(of: declaration, kind, at: range)
    let path = path(of: declaration, kind)
    let unknown = { self.symbol(declaration.logicalID, of: declaration, at: range) }
    return TemplateValue.lifting(
      [name, path ?? .text("/", at: range)], overflow: unknown
    ) { arguments in
      guard let name = arguments[0].text, let path = arguments[1].text else {
        return unknown()
      }
      return .text(kind.arn(name: name, path: path, in: context), at: range)
    }
  }

  /// The path of an ARN; nil when nothing sets it.
  private func path(of declaration: Declaration, _ kind: IdentityKind) -> TemplateValue? {
    switch kind.path {
    case .none: return nil
    case .property: return property("Path", of: declaration)
    case .serviceLinked:
      let service = property("AWSServiceName", of: declaration)?.text ?? ""
      return .text("/aws-service-role/" + service + "/", at: declaration.range)
    }
  }

  /// `AWSServiceRoleFor…`, with the suffix that the template chooses.
  private func serviceLinkedName(of declaration: Declaration) -> SymbolicString {
    let end = Hole(qualified(declaration.logicalID), origin: .generatedName, shape: .word)
    let name = SymbolicString([.literal("AWSServiceRoleFor"), .hole(end)])
    guard let suffix = property("CustomSuffix", of: declaration)?.text else { return name }
    return name + "_" + suffix
  }

  /// The issuer of a cluster, known but for the region and the part that EKS makes.
  func issuerURL(of logicalID: String) -> SymbolicString {
    if let known = liveAttributes["\(logicalID).OpenIdConnectIssuerUrl"] {
      return SymbolicString(known)
    }
    let end = Hole(
      "\(qualified(logicalID)).OpenIdConnectIssuerUrl", origin: .attribute, shape: .word)
    let suffix = context.partition.flatMap(StackContext.urlSuffix) ?? "amazonaws.com"
    return "https://oidc.eks." + PseudoParameter.region(in: context)
      + SymbolicString([.literal(".\(suffix)/id/"), .hole(end)])
  }
}
