public import Logic

/// What is known about the context of a request.
public struct RequestContext: Sendable {
  /// What an unlisted key can be.
  public enum Rest: Hashable, Sendable {
    /// Absent: the listed keys are the whole context.
    case absent
    /// Anything that AWS documents for the caller and the key.
    case open
  }

  /// What each listed key can be.
  public var domains: [ContextKey: ValueSet]
  /// What every other key can be.
  public var rest: Rest

  /// Makes a context.
  public init(_ domains: [ContextKey: ValueSet] = [:], rest: Rest = .open) {
    self.domains = domains
    self.rest = rest
  }

  /// Nothing is known beyond what follows from the caller.
  public static let open = RequestContext()
}

/// One call of one action on one resource.
public struct Request: Sendable {
  /// Who calls.
  public var caller: Caller
  /// `service:Name`, in any case.
  public var action: String
  /// ARN, or `*`. Wildcards stand for some resource that matches.
  public var resource: SymbolicString
  /// The account that owns the resource; nil when not known.
  public var resourceAccount: SymbolicString?
  /// What is known about the context.
  public var context: RequestContext
  /// Whether the action has no resource type, so that only a `Resource` that covers everything
  /// grants it.
  public var isWildcardOnly: Bool

  /// Makes a request.
  public init(
    caller: Caller, action: String, resource: SymbolicString, resourceAccount: SymbolicString?,
    context: RequestContext = .open, isWildcardOnly: Bool = false
  ) {
    self.caller = caller
    self.action = action
    self.resource = resource
    self.resourceAccount = resourceAccount
    self.context = context
    self.isWildcardOnly = isWildcardOnly
  }
}
