import IAM
import Logic
import Text

/// What a statement of an identity policy says about roles and identities, taken by itself.
struct StatementMeaning {
  let hasCondition: Bool
  let isNotAction: Bool
  let isNotResource: Bool
  let grantsEverything: Truth
  let inverseReachesIdentity: Truth
  let assumesAnyRole: Truth
  let passesAnyRole: Truth
  let mfaDeniesNothing: Truth
  let mfaIfExists: Truth

  init(_ statement: Statement) {
    let isAllow: Truth = statement.effect.map { Truth($0 == .allow) } ?? .unknown
    let scope = Scope(statement.resources)
    hasCondition = !statement.conditions.isEmpty || statement.opaqueCondition != nil
    isNotAction = if case .allBut = statement.actions { true } else { false }
    isNotResource = if case .allBut = statement.resources { true } else { false }
    // A statement under a template condition, or with a part that is not understood, may not hold.
    let isCertain: Truth =
      statement.guards.isEmpty && !statement.isMalformed && statement.opaqueCondition == nil
      ? .yes : .unknown
    let all = Self.covers(statement.actions, [.everything])
    grantsEverything =
      isAllow && isCertain && Truth(!hasCondition) && all && Truth(scope == .everything)
    let identity = Self.covers(statement.actions, [.attachRolePolicy, .leaveOrganization])
    inverseReachesIdentity = isAllow && isCertain && Truth(isNotAction) && identity
    let assumes = Self.covers(statement.actions, [.assumeRole])
    assumesAnyRole =
      isAllow && isCertain && assumes && !all && scope.coversRoles && !Self.fences(statement)
    let passes = Self.covers(statement.actions, [.passRole])
    passesAnyRole =
      isAllow && isCertain && passes && !all && scope.coversRoles && !Self.fencesPassing(statement)
    let mfa = MFACondition(statement.conditions)
    mfaDeniesNothing = isCertain && !isAllow && Truth(mfa.deniesOnlyWhenPresent)
    mfaIfExists = isCertain && isAllow && Truth(mfa.allowsWhenAbsent)
  }

  private static func covers(
    _ actions: Statement.Actions, _ probes: [ActionPattern.Probe]
  ) -> Truth {
    switch actions {
    case .these(let patterns):
      return patterns.reduce(.no) { result, pattern in
        result || probes.reduce(.no) { $0 || ActionPattern(pattern.text).matches($1) }
      }
    case .allBut(let patterns):
      // `NotAction` grants a probe that no pattern takes out.
      return probes.reduce(.no) { result, probe in
        result || !patterns.reduce(.no) { $0 || ActionPattern($1.text).touches(probe) }
      }
    }
  }

  /// Conditions that name which roles: organisation, account, tags of the role, an ExternalId.
  private static func fences(_ statement: Statement) -> Truth {
    let keys = [
      "aws:resourceorgid", "aws:resourceaccount", "sts:externalid", "aws:resourceorgpaths",
    ]
    return statement.conditions.reduce(.no) { result, condition in
      guard let key = condition.key.literal?.lowercased() else { return result || .unknown }
      guard keys.contains(key) || key.hasPrefix("aws:resourcetag/") else { return result }
      return result || Truth(!takesAnything(condition))
    }
  }

  /// Whether every value passes: `StringLike` with `*`, or only a question whether there is one.
  private static func takesAnything(_ condition: Condition) -> Bool {
    let name = condition.operatorText.lowercased()
    if name == "null" { return true }
    guard name.contains(text: "like"), !name.contains(text: "not") else { return false }
    return condition.values.contains { value in
      value.text.literal.map { !$0.isEmpty && $0.allSatisfy { $0 == "*" } } ?? false
    }
  }

  private static func fencesPassing(_ statement: Statement) -> Truth {
    let keys = ["iam:passedtoservice", "iam:associatedresourcearn"]
    return statement.conditions.reduce(.no) { result, condition in
      guard let key = condition.key.literal?.lowercased() else { return result || .unknown }
      guard keys.contains(key) || key.hasPrefix("aws:resourcetag/") else { return result }
      return result || Truth(!takesAnything(condition))
    }
  }
}

/// How much of the roles a `Resource` element covers.
private enum Scope {
  case everything
  case anyRole
  case someRoles
  case unknown

  init(_ resources: Statement.Resources) {
    switch resources {
    case .implied: self = .everything
    case .allBut: self = .anyRole
    case .these(let patterns):
      self = patterns.map { Scope($0.text) }.min { $0.rank < $1.rank } ?? .someRoles
    }
  }

  private init(_ pattern: SymbolicString) {
    guard let text = pattern.literal else {
      // A hole in the role's name may hold a wildcard of its own.
      self = pattern.display.hasSuffix(":role/*") ? .anyRole : .unknown
      return
    }
    if text == "*" {
      self = .everything
    } else if text.hasSuffix(":role/*") || text.hasSuffix(":*") {
      // A text that ends before the service covers every service.
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      self = parts.count < 3 || ["iam", "*"].contains(parts[2]) ? .anyRole : .someRoles
    } else if let arn = ARN(text), arn.account.contains("*"), arn.service == "iam" {
      self = .anyRole
    } else {
      self = .someRoles
    }
  }

  private var rank: Int {
    switch self {
    case .everything: 0
    case .anyRole: 1
    case .unknown: 2
    case .someRoles: 3
    }
  }

  var coversRoles: Truth {
    switch self {
    case .everything, .anyRole: .yes
    case .unknown: .unknown
    case .someRoles: .no
    }
  }
}

/// Tells which statements can be about identities at all; must be cheap, as there are many.
struct IdentityStatements {
  private var actions = TextMemo<Bool>()

  /// Whether a statement can be about identities.
  mutating func contain(_ statement: Statement) -> Bool {
    guard case .these(let entries) = statement.actions else { return true }
    if case .allBut = statement.resources { return true }
    let matters = entries.merged(&actions, from: false, ActionPattern.mayBeIdentityService) {
      $0 = $0 || $1
    }
    return matters || statement.conditions.contains { MFACondition.isKey($0.key) }
  }
}
