/// One value for every set of policies that bears on one request.
public struct EachPolicySet<Value: Sendable>: Sendable {
  /// Of the caller and its groups; nil when nothing at all is known about them, as for a principal
  /// of an account that is not in the inputs.
  public var identity: Value?
  /// Nil for none.
  public var boundary: Value?
  /// Nil for none.
  public var session: Value?
  /// Nil for none.
  public var resource: Value?
  /// Root of the organization first; nil when not known, which restricts nothing but is said.
  public var serviceControl: [Value]?
  /// Root of the organization first; nil when not known, which restricts nothing but is said.
  public var resourceControl: [Value]?
  /// Nil for none.
  public var endpoint: Value?

  /// Makes the values.
  public init(
    identity: Value?, boundary: Value? = nil, session: Value? = nil, resource: Value? = nil,
    serviceControl: [Value]? = nil, resourceControl: [Value]? = nil, endpoint: Value? = nil
  ) {
    self.identity = identity
    self.boundary = boundary
    self.session = session
    self.resource = resource
    self.serviceControl = serviceControl
    self.resourceControl = resourceControl
    self.endpoint = endpoint
  }

  /// Calls the body with every value, in the order of `PolicySetKind`, levels from the root down.
  public func forEach(_ body: (PolicySetKind, Value) -> Void) {
    if let identity { body(.identity, identity) }
    if let boundary { body(.boundary, boundary) }
    if let session { body(.session, session) }
    if let resource { body(.resource, resource) }
    for level in serviceControl ?? [] { body(.serviceControl, level) }
    for level in resourceControl ?? [] { body(.resourceControl, level) }
    if let endpoint { body(.endpoint, endpoint) }
  }

  /// The same sets with other values.
  public func map<Other>(_ transform: (PolicySetKind, Value) -> Other) -> EachPolicySet<Other> {
    EachPolicySet<Other>(
      identity: identity.map { transform(.identity, $0) },
      boundary: boundary.map { transform(.boundary, $0) },
      session: session.map { transform(.session, $0) },
      resource: resource.map { transform(.resource, $0) },
      serviceControl: serviceControl?.map { transform(.serviceControl, $0) },
      resourceControl: resourceControl?.map { transform(.resourceControl, $0) },
      endpoint: endpoint.map { transform(.endpoint, $0) })
  }
}

/// Everything that bears on one request.
public typealias PolicySets = EachPolicySet<PolicySet>

/// What every set says about one request.
public typealias Outcomes = EachPolicySet<SetOutcome>
