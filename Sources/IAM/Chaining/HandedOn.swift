public import Logic

/// What the session that a request makes hands on to later ones, beyond what the request asks for.
public struct HandedOn: Sendable {
  /// Values that keys of every later request have.
  public var values: [ContextKey: ValueSet]
  /// Where the session's claims come from; nil when that is not known.
  public var federation: Federation?
  /// When nobody but the caller has put transitive tags on it.
  public var untagged: Residual

  /// An identity provider, or that there is none.
  public struct Federation: Sendable {
    /// Values of `aws:FederatedProvider`.
    let provider: ValueSet
    /// What the names of its claims begin with, in lower case; empty without a provider.
    let prefix: String

    /// A provider by what its claims begin with, with its ARN where that is known.
    public init(of prefix: String, provider: String?) {
      self.prefix = prefix.lowercased() + ":"
      self.provider = provider.map { ValueSet(texts: [$0]) } ?? .everything
    }

    private init() {
      provider = .absent
      prefix = ""
    }

    /// Keys of a user, or a service.
    public static let unfederated = Federation()
  }

  /// Nothing, unless told.
  public init(
    values: [ContextKey: ValueSet] = [:], federation: Federation? = nil,
    untagged: Residual = .always
  ) {
    self.values = values
    self.federation = federation
    self.untagged = untagged
  }

  /// Adds what the next session hands on.
  mutating func formUnion(_ next: HandedOn) {
    values.merge(next.values) { $1 }
    federation = next.federation ?? federation
    untagged = untagged.and(next.untagged)
  }

  /// A later request as far as its keys are not known.
  func narrowing(_ request: Residual) -> Residual {
    if values.isEmpty && federation == nil { return request }
    var known: [ContextKey: ValueSet] = [:]
    for literal in request.ways.lazy.flatMap(\.literals) where literal.variable.hop == 0 {
      if let key = literal.variable.key { known[key] = self[key] }
    }
    return known.sorted { $0.key < $1.key }.reduce(request) {
      $0.restricted($1.key, to: $1.value)
    }
  }

  private subscript(key: ContextKey) -> ValueSet? {
    if let values = values[key] { return values }
    guard let federation, ContextKeys.staysInSessions(key) else { return nil }
    if key.canonical == ContextKeys.federatedProvider { return federation.provider }
    let isOwn = !federation.prefix.isEmpty && key.canonical.hasPrefix(federation.prefix)
    return isOwn ? nil : .absent
  }
}

extension ContextKeys {
  static let federatedProvider = "aws:federatedprovider"

  /// Whether a key says about a session what its federation said.
  ///
  /// Source: IAM User Guide, "Available keys for AWS OIDC federation" (cross-service keys).
  static func staysInSessions(_ key: ContextKey) -> Bool {
    key.canonical == federatedProvider
      || (isClaim(key)
        && [":sub", ":aud", ":amr", ":id", ":sub_type", ":namequalifier"].contains {
          key.canonical.hasSuffix($0)
        })
  }
}
