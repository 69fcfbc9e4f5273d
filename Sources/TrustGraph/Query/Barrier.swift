import Estate
import IAM
import Logic
public import Text

/// One thing that keeps steps shut: a policy of the organisation, a permissions boundary, or a Deny.
public struct Barrier: Sendable {
  /// What it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A service control policy.
    case serviceControl = "scp"
    /// A resource control policy.
    case resourceControl = "rcp"
    /// A permissions boundary.
    case boundary
    /// A statement that denies, of a trust, identity or managed policy.
    case deny
  }

  /// What it is.
  public let kind: Kind
  /// The policy's id, the boundary's ARN, or the ARN of what the statement belongs to.
  public let id: String
  /// The policy's name; nil for other kinds, and where the exports do not say.
  public let name: String?
  /// Where it is written; nil for policies of AWS.
  public let range: SourceRange?
}

extension GraphQuery {
  /// Everything among the inputs that may keep steps shut, in the order of kinds and of the inputs.
  public var barriers: [Barrier] {
    organizationBarriers + boundaryBarriers + denyBarriers
  }

  private var organizationBarriers: [Barrier] {
    (estate.organization?.policies ?? []).compactMap { policy in
      if policy.limitsNothing { return nil }
      return Barrier(
        kind: policy.kind == .serviceControl ? .serviceControl : .resourceControl, id: policy.id,
        name: policy.name, range: policy.document?.range ?? policy.range)
    }.sorted { ($0.kind.rawValue, $0.id) > ($1.kind.rawValue, $1.id) }
  }

  private var boundaryBarriers: [Barrier] {
    let documents = Dictionary(
      estate.managedPolicies.map { ($0.arn.display, $0.document.range) },
      uniquingKeysWith: { first, _ in first })
    let names = Set(estate.principals.compactMap { $0.boundary?.text.display })
    return names.sorted().map {
      Barrier(kind: .boundary, id: $0, name: nil, range: documents[$0] ?? nil)
    }
  }

  private var denyBarriers: [Barrier] {
    var result: [Barrier] = []
    func add(_ document: PolicyDocument?, _ id: String) {
      for statement in document?.statements ?? [] where statement.effect == .deny {
        result.append(Barrier(kind: .deny, id: id, name: statement.sid, range: statement.range))
      }
    }
    for principal in estate.principals {
      add(principal.trust, principal.id)
      for policy in principal.inlinePolicies { add(policy.document, principal.id) }
    }
    for policy in estate.managedPolicies { add(policy.document, policy.arn.display) }
    return result
  }
}

extension OrganizationPolicy {
  /// Whether it lets everything through.
  ///
  /// A service control policy limits by what it does not allow; a resource control policy, whose Allow
  /// is always FullAWSAccess, only by what it denies.
  fileprivate var limitsNothing: Bool {
    guard let document, !document.isOpaque, document.statements.allSatisfy({ $0.effect == .allow })
    else { return false }
    return kind == .resourceControl
      || document.statements.contains { $0.isPlain && $0.coversEveryAction && $0.coversEverything }
  }
}

extension Estate {
  /// The same estate as if some barriers were not there.
  func without(_ barriers: [Barrier]) -> Estate {
    var open = self
    let policies = Set(
      barriers.filter { $0.kind == .serviceControl || $0.kind == .resourceControl }.map(\.id))
    open.organization?.policies.removeAll { policies.contains($0.id) }
    let boundaries = Set(barriers.filter { $0.kind == .boundary }.map(\.id))
    let denials = Set(barriers.filter { $0.kind == .deny }.compactMap(\.range))
    for index in open.managedPolicies.indices {
      open.managedPolicies[index].document.remove(denials)
    }
    for index in open.principals.indices {
      if let own = open.principals[index].boundary?.text.display, boundaries.contains(own) {
        open.principals[index].boundary = nil
      }
      open.principals[index].trust?.remove(denials)
      for policy in open.principals[index].inlinePolicies.indices {
        open.principals[index].inlinePolicies[policy].document.remove(denials)
      }
    }
    return open
  }
}

extension PolicyDocument {
  fileprivate mutating func remove(_ places: Set<SourceRange>) {
    if places.isEmpty { return }
    statements.removeAll { $0.range.map(places.contains) ?? false }
  }
}
