import TrustGraph

/// Severity by how many get in and how much they get.
enum SeverityMatrix {
  /// The cell; nil for one own principal with little or no power, which is as it should be.
  static func severity(_ exposure: Exposure, _ reach: ReachLevel) -> FindingSeverity? {
    switch (exposure, reach) {
    case (.anyone, .administrator), (.anyone, .sensitive), (.anyone, .write): .critical
    case (.anyone, .read): .high
    case (.anyone, .none): .medium
    case (.outsideParty, .administrator): .critical
    case (.outsideParty, .sensitive), (.outsideParty, .write): .high
    case (.outsideParty, .read): .medium
    case (.outsideParty, .none): .low
    case (.outsideIdentity, .administrator), (.organization, .administrator): .high
    case (.outsideIdentity, .sensitive), (.organization, .sensitive): .medium
    case (.outsideIdentity, .write), (.organization, .write): .medium
    case (.outsideIdentity, .read), (.organization, .read): .low
    case (.outsideIdentity, .none), (.organization, .none): .info
    case (.ownAccount, .administrator), (.ownAccount, .sensitive): .medium
    case (.ownAccount, .write): .low
    case (.ownAccount, .read), (.ownAccount, .none): .info
    case (.ownPrincipal, .administrator), (.ownPrincipal, .sensitive): .low
    case (.ownPrincipal, .write): .info
    case (.ownPrincipal, .read), (.ownPrincipal, .none): nil
    }
  }
}

extension FindingSeverity {
  /// The name as a text that needs no allocation.
  var word: StaticString {
    switch self {
    case .info: "info"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .critical: "critical"
    }
  }

  /// A number of steps up or down, within the scale.
  func raised(by steps: Int) -> FindingSeverity {
    let all = Self.allCases
    let index = (all.firstIndex(of: self) ?? 0) + steps
    return all[min(max(index, 0), all.count - 1)]
  }
}
