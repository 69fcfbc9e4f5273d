public import Logic

/// What is known about the context of a request.
public struct RequestContext: Sendable {
  /// What is known about one key.
  public enum Knowledge: Hashable, Sendable {
    /// Its value, or that it is absent.
    case known(ContextValue)
    /// A set that the value lies in.
    case within(ValueSet)

    /// The values that are possible.
    public var values: ValueSet {
      switch self {
      case .known(let value): ValueSet(value)
      case .within(let values): values
      }
    }
  }

  /// What an unlisted key can be.
  public enum Rest: Hashable, Sendable {
    /// Absent: the listed keys are the whole context.
    case absent
    /// Anything that AWS documents for the caller and the key.
    case open
    /// Anything at all.
    case unconstrained
  }

  /// What is known about each listed key.
  public var keys: [ContextKey: Knowledge]
  /// What every other key can be.
  public var rest: Rest

  /// Makes a context.
  public init(_ keys: [ContextKey: Knowledge], rest: Rest = .open) {
    self.keys = keys
    self.rest = rest
  }

  /// Makes a context from the set that each listed key lies in.
  public init(_ domains: [ContextKey: ValueSet], rest: Rest = .open) {
    self.init(domains.mapValues { .within($0) }, rest: rest)
  }

  /// What is known about each listed key, as sets.
  public var domains: [ContextKey: ValueSet] {
    get { keys.mapValues(\.values) }
    set { keys = newValue.mapValues { .within($0) } }
  }

  /// Nothing is known beyond what follows from the caller.
  public static let open = RequestContext([ContextKey: Knowledge]())
}

extension Request {
  /// What a policy variable stands for.
  enum VariableText {
    case text(String)
    case absent
    case open
  }

  /// What is known about a key; `isList` tells how a key that nothing is known about is used.
  func knowledge(of key: ContextKey, isList: Bool) -> RequestContext.Knowledge {
    if let known = context.keys[key] { return known }
    switch context.rest {
    case .absent: return .known(.absent)
    case .unconstrained: return .within(ContextKeys.shape(of: key, isList: isList))
    case .open: return .within(ContextKeys.domain(of: key, isList: isList, in: self))
    }
  }

  /// The single value of a key as far as it is known.
  func text(of key: ContextKey) -> VariableText {
    switch knowledge(of: key, isList: false) {
    case .known(.absent): return .absent
    case .known(.one(let text)): return .text(text)
    case .known(.many): return .open
    case .within(let set):
      if set == .absent { return .absent }
      if let only = set.pinnedTexts, only.count == 1 { return .text(only[0]) }
      return .open
    }
  }
}
