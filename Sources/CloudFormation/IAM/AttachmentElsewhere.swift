public import Logic
public import Text

/// What a template attaches to a principal that it does not declare.
public struct AttachmentElsewhere: Sendable {
  /// What is attached.
  public enum Addition: Sendable {
    /// A managed policy by its ARN.
    case managedPolicy(SymbolicString)
    /// An inline policy, which replaces one of the same name.
    case inlinePolicy(name: SymbolicString, document: TemplateValue)
    /// Membership of a group.
    case group(SymbolicString)
    /// An instance profile that contains the role.
    case instanceProfile(SymbolicString)
    /// An access key, which the template's deployment can read.
    case accessKey
  }

  /// Role, user or group.
  public let kind: PrincipalResource.Kind
  /// The principal's name as written.
  public let name: SymbolicString
  /// The account that the template is deployed to.
  public let account: SymbolicString
  /// What it gains.
  public let addition: Addition
  /// Conditions under which it does; all must hold.
  public let guards: [Guard]
  /// Where the principal is named.
  public let range: SourceRange?

  /// The inline policy with what must hold for it; nil for other additions.
  public var inlinePolicy: (name: SymbolicString, document: GuardedPolicy)? {
    guard case .inlinePolicy(let name, let document) = addition else { return nil }
    return (name, GuardedPolicy(document, under: guards))
  }
}
