import Estate
import IAM
import Logic

/// The service and resource control policies that bear on assuming roles, by account.
///
/// Only statements that can match one of the actions are kept. What is not known limits nothing: the
/// coverage of the inputs says so.
struct Guardrails: Sendable {
  /// What limits the callers or the resources of one account, root first.
  fileprivate struct Levels {
    var sets: [PolicySet] = []
    /// Whether it matters who exactly calls.
    var isPersonal = false
    /// Patterns of roles outside which nothing is limited; nil when anything may be.
    var resources: [[UInt8]]?
  }

  private var callers: [String: Levels] = [:]
  private var resources: [String: Levels] = [:]
  /// The same with what bears on session tags and source identities.
  private var wholeCallers: [String: Levels] = [:]
  private var wholeResources: [String: Levels] = [:]
  /// Whether any of the accounts may be the one that nothing limits.
  private var isManagerUnknown = false

  init(_ estate: Estate) {
    guard let organization = estate.organization, !organization.policies.isEmpty else { return }
    let policies = Dictionary(
      organization.policies.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var known: [String: (levels: Levels, whole: Levels)] = [:]
    isManagerUnknown = organization.managementAccount == nil
    for account in organization.limitedAccounts {
      for kind in OrganizationPolicy.Kind.allCases {
        if organization.isOff(kind, for: account) { continue }
        if account == organization.managementAccount { continue }
        let hanging = organization.chain(of: account).map { place in
          (organization.attachments[place] ?? []).compactMap { policies[$0] }
            .filter { $0.kind == kind }
        }
        let key =
          kind.rawValue
          + hanging.map { $0.map(\.id).joined(separator: ",") }.joined(
            separator: "/")
        let isListed = organization.listsFullAccess
        let found =
          known[key]
          ?? (
            Levels(hanging, kind, isListed: isListed, about: Self.assuming),
            Levels(hanging, kind, isListed: isListed, about: Self.assuming + Self.passing)
          )
        known[key] = found
        note(found, kind, of: account)
      }
    }
  }

  private static let assuming: [KnownAction] = [
    .assumeRole, .assumeRoleWithWebIdentity, .assumeRoleWithSAML,
  ]
  private static let passing: [KnownAction] = [.tagSession, .setSourceIdentity]

  private mutating func note(
    _ found: (levels: Levels, whole: Levels), _ kind: OrganizationPolicy.Kind, of account: String
  ) {
    if kind == .serviceControl {
      if !found.levels.sets.isEmpty { callers[account] = found.levels }
      if !found.whole.sets.isEmpty { wholeCallers[account] = found.whole }
    } else {
      if !found.levels.sets.isEmpty { resources[account] = found.levels }
      if !found.whole.sets.isEmpty { wholeResources[account] = found.whole }
    }
  }

  /// Whether nothing is limited.
  var isEmpty: Bool { callers.isEmpty && resources.isEmpty }

  /// Whether a service control policy may keep callers of an account from assuming some role.
  func limitsCallers(of account: String) -> Bool { callers[account] != nil }

  /// Whether a service control policy asks who exactly of an account calls.
  func areCallersPersonal(of account: SymbolicString) -> Bool {
    guard !callers.isEmpty else { return false }
    return callers[account.display]?.isPersonal ?? false
  }

  /// Whether a resource control policy may keep callers from a role.
  func limitsResources(of role: Principal) -> Bool { levels(of: role) != nil }

  /// Whether a resource control policy asks who exactly calls.
  func areResourcesPersonal(of role: Principal) -> Bool { levels(of: role)?.isPersonal ?? false }

  /// The resource control policies that bear on a role.
  func resourceLevels(of role: Principal) -> [PolicySet] {
    wholeResources[role.account.display]?.sets ?? []
  }

  /// The service control policies that bear on a request.
  func callerLevels(of request: Request) -> [PolicySet] {
    guard let account = request.caller.account, !request.isExemptFromServiceControl else {
      return []
    }
    return wholeCallers[account.display]?.sets ?? []
  }

  private func levels(of role: Principal) -> Levels? {
    guard !resources.isEmpty else { return nil }
    return resources[role.account.display]
  }

  /// What the service control policies of the caller's account leave of a request.
  func serviceControl(_ request: Request, _ evaluator: Evaluator) -> Residual {
    guard let account = request.caller.account, let levels = callers[account.display],
      !request.isExemptFromServiceControl, levels.mayLimit(request.resource)
    else { return .always }
    var residual = Residual.always
    for level in levels.sets {
      let outcome = evaluator.outcome(of: level, as: .serviceControl, for: request)
      residual = residual.and(outcome.allow).and(outcome.deny.negated)
      if residual.isNever { break }
    }
    return exempt(account, residual.settled)
  }

  /// Policies of the organisation leave the account that manages it alone (AWS Organizations User
  /// Guide).
  private func exempt(_ account: SymbolicString, _ residual: Residual) -> Residual {
    guard isManagerUnknown, !residual.isAlways else { return residual }
    return residual.or(.managesOrganization(account.display))
  }

  /// What the resource control policies of the role's account leave of a request.
  ///
  /// They only deny: `RCPFullAWSAccess` cannot be detached (AWS Organizations User Guide).
  func resourceControl(_ request: Request, _ evaluator: Evaluator) -> Residual {
    guard !wholeResources.isEmpty, let account = request.resourceAccount,
      let levels = (request.makesSession ? resources : wholeResources)[account.display],
      !request.isExemptFromResourceControl,
      levels.mayLimit(request.resource)
    else { return .always }
    var residual = Residual.always
    for level in levels.sets {
      let outcome = evaluator.outcome(of: level, as: .resourceControl, for: request)
      residual = residual.and(outcome.deny.negated)
      if residual.isNever { break }
    }
    return exempt(account, residual)
  }

  /// The resource control policies that may deny a request, each once.
  func denying(_ request: Request, _ evaluator: Evaluator) -> [String] {
    guard let levels = request.resourceAccount.flatMap({ wholeResources[$0.display] }) else {
      return []
    }
    var names: [String] = []
    for policy in levels.sets.flatMap(\.policies) where !names.contains(policy.id) {
      let outcome = evaluator.outcome(
        of: PolicySet([policy]), as: .resourceControl, for: request)
      if !outcome.deny.isNever { names.append(policy.id) }
    }
    return names
  }
}

extension OrganizationPolicy {
  /// The id of the policy that every place has until it is taken off.
  static let fullAccess = "p-FullAWSAccess"
}

extension Organization {
  /// Whether the export tells where FullAWSAccess hangs, so that it does not hang elsewhere.
  var listsFullAccess: Bool {
    attachments.values.contains { $0.contains(OrganizationPolicy.fullAccess) }
  }
}

extension Proposition {
  /// What a place without any Allow in the export needs to let anything through.
  static let fullAccess = Proposition(
    "whatever is attached where the export shows no service control policy with an Allow")
}

extension Residual {
  /// An account of which nobody tells whether it manages its organisation does.
  static func managesOrganization(_ account: String) -> Residual {
    .when("\(account) is the management account of its organization")
  }
}

extension Guardrails.Levels {
  /// Levels that say nothing about assuming roles but "everything is allowed" are left out.
  ///
  /// `isListed` tells whether FullAWSAccess is among the exported policies where it hangs.
  fileprivate init(
    _ hanging: [[OrganizationPolicy]], _ kind: OrganizationPolicy.Kind, isListed: Bool,
    about actions: [KnownAction]
  ) {
    let actions = ActionSet(actions)
    var patterns: [[UInt8]]? = []
    for policies in hanging where !policies.isEmpty {
      let attached = policies.compactMap { policy in
        policy.document.map {
          AttachedPolicy(id: policy.name ?? policy.id, document: $0.bearing(on: actions))
        }
      }
      // Every place keeps an Allow, FullAWSAccess unless another replaced it; an export that shows
      // none has left out FullAWSAccess.
      let statements = attached.flatMap(\.document.statements)
      let isSilent =
        kind == .serviceControl && !policies.contains { $0.document == nil }
        && !policies.contains { $0.document?.statements.contains { $0.effect == .allow } ?? false }
      let isOpen =
        kind == .resourceControl || policies.contains { $0.document == nil }
        || (isSilent && !isListed) || statements.contains { $0.isPlain && $0.coversEverything }
      let denies = statements.filter { $0.effect != .allow }
      if isOpen, denies.isEmpty, !attached.contains(where: \.document.isOpaque) { continue }
      var set = PolicySet(attached)
      if isOpen { set.policies.append(AttachedPolicy(id: "FullAWSAccess", document: .open)) }
      if isSilent && isListed { set.missing.append(.fullAccess) }
      sets.append(set)
      isPersonal = isPersonal || statements.contains { $0.isPersonal || $0.asksAboutSession }
      patterns = isOpen ? patterns.flatMap { known in denies.patterns.map { known + $0 } } : nil
    }
    resources = patterns
  }

  /// Whether something here may concern a role.
  fileprivate func mayLimit(_ role: SymbolicString) -> Bool {
    guard let resources, let arn = role.literal else { return true }
    let text = Array(arn.utf8)
    return resources.contains { Glob.matches($0, text) }
  }
}

extension PolicyDocument {
  /// The document without the statements that say nothing about some actions.
  fileprivate func bearing(on actions: ActionSet) -> PolicyDocument {
    var document = self
    document.statements = statements.filter {
      $0.knownActions.intersects(actions) || $0.isMalformed
    }
    return document
  }

  static let open = PolicyDocument(
    version: .v2012,
    statements: [
      Statement(
        index: 0, sid: nil, effect: .allow, principals: .implied,
        actions: .these([PolicyText("*")]), resources: .these([PolicyText("*")]), conditions: [],
        range: nil)
    ], range: nil)
}

extension Statement {
  /// Whether it denies its actions on everything, whatever the request.
  var shutsEverything: Bool {
    effect == .deny && conditions.isEmpty && opaqueCondition == nil && guards.isEmpty
      && problems.isEmpty && coversEverything
  }

  /// Whether its action is `*`.
  var coversEveryAction: Bool {
    if case .these(let texts) = actions { return texts.contains { $0.text == "*" } }
    return false
  }

  /// Whether its resource is `*`.
  var coversEverything: Bool {
    if case .these(let texts) = resources { return texts.contains { $0.text == "*" } }
    return false
  }
}

extension [Statement] {
  /// The resources of all statements as globs; nil when some are not literal.
  fileprivate var patterns: [[UInt8]]? {
    var patterns: [[UInt8]] = []
    for statement in self {
      guard case .these(let texts) = statement.resources else { return nil }
      for text in texts {
        guard let literal = text.text.literal, !literal.utf8.contains(0x24),
          literal == "*" || ARN(literal) != nil
        else { return nil }
        patterns.append([UInt8](literal.utf8))
      }
    }
    return patterns
  }
}
