public import Logic

/// One call of one action on one resource.
public struct Request: Sendable {
  /// Who calls.
  public var caller: Caller
  /// `service:Name`, in any case.
  public let action: String
  /// The action, if it is one of those that matter to trust.
  public let knownAction: KnownAction?
  let knownActions: ActionSet
  /// An ARN, or a star; wildcards stand for some resource that matches.
  public var resource: SymbolicString
  /// The account that owns the resource; nil when not known.
  public var resourceAccount: SymbolicString?
  /// What is known about the context.
  public var context: RequestContext
  /// Whether the action has no resource type, so that only a `Resource` that covers everything
  /// grants it.
  public var isWildcardOnly: Bool
  /// Whether the answer about some resource says which: to be put together with the answers to other
  /// requests about the same one, where `Variable.resource` stands for it.
  public var keepsResource = false
  /// The account that manages the organization of caller and resource, which its guardrails leave
  /// alone; nil when not known.
  public var managementAccount: SymbolicString?
  /// The tags of the resource; nil when nothing is known about them.
  public var resourceTags: TagSet?

  /// Makes a request.
  public init(
    caller: Caller, action: String, resource: SymbolicString, resourceAccount: SymbolicString?,
    context: RequestContext = .open, isWildcardOnly: Bool = false
  ) {
    self.caller = caller
    self.action = action
    let known = KnownAction.lookUp(action)
    knownAction = known?.action
    knownActions = known?.set ?? .none
    self.resource = resource
    self.resourceAccount = resourceAccount
    self.context = context
    self.isWildcardOnly = isWildcardOnly
  }
}
