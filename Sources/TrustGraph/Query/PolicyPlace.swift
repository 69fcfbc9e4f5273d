import IAM

/// Where a set of policies stands among those that bear on a request.
struct PolicyPlace {
  let kind: PolicySetKind
  /// Which of several sets, the root of the organization first.
  var level = 0

  /// Whose policy it is.
  var side: WhyNot.Blocker.Side {
    switch kind {
    case .identity, .session: .identity
    case .boundary: .boundary
    case .resource: .trust
    case .serviceControl: .serviceControl
    case .resourceControl, .endpoint: .resourceControl
    }
  }
}

extension EachPolicySet<PolicySet> {
  /// The set at a place; setting nil, or a set where there is none, changes nothing.
  subscript(place: PolicyPlace) -> PolicySet? {
    get {
      switch place.kind {
      case .identity: identity
      case .boundary: boundary
      case .resource: resource
      case .serviceControl: serviceControl?[place.level]
      case .resourceControl: resourceControl?[place.level]
      case .session, .endpoint: nil
      }
    }
    set {
      guard let newValue else { return }
      switch place.kind {
      case .identity: identity? = newValue
      case .boundary: boundary? = newValue
      case .resource: resource? = newValue
      case .serviceControl: serviceControl?[place.level] = newValue
      case .resourceControl: resourceControl?[place.level] = newValue
      case .session, .endpoint: break
      }
    }
  }

  /// The places of all sets that a repair may change.
  var places: [PolicyPlace] {
    [.init(kind: .resource), .init(kind: .identity), .init(kind: .boundary)]
      + (serviceControl ?? []).indices.map { PolicyPlace(kind: .serviceControl, level: $0) }
      + (resourceControl ?? []).indices.map { PolicyPlace(kind: .resourceControl, level: $0) }
  }
}
