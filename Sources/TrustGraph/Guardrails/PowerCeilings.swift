import Estate
import IAM
import Logic

/// What service control policies leave of the powers of an account's principals.
///
/// What hangs above an account is worked out once for each kind of principal. Only administrators
/// are asked again one by one, where a policy asks who exactly calls.
struct PowerCeilings {
  /// What hangs in one place.
  fileprivate struct Level {
    let documents: [PolicyDocument]
    /// Whether everything is allowed.
    let isOpen: Bool
    /// Whether the texts of all policies are known.
    let isWhole: Bool
  }

  private struct Key: Hashable {
    let account: String
    let kind: Principal.Kind
  }

  private var chains: [String: [Level]] = [:]
  private var known: Set<String> = []
  private var powers: [Key: [DocumentPowers]] = [:]
  private var masks = ActionMasks()
  private let evaluator = Evaluator()
  private let isManagerUnknown: Bool

  init(_ estate: Estate) {
    isManagerUnknown = estate.organization.map { $0.managementAccount == nil } ?? true
    guard let organization = estate.organization else { return }
    let policies = Dictionary(
      organization.policies.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for account in organization.limitedAccounts {
      if organization.knows(.serviceControl, of: [account]) { known.insert(account) }
      guard account != organization.managementAccount,
        !organization.isOff(.serviceControl, for: account)
      else { continue }
      let levels = organization.chain(of: account).compactMap { place in
        Level(
          (organization.attachments[place] ?? []).compactMap { policies[$0] },
          isListed: organization.listsFullAccess)
      }
      if !levels.isEmpty { chains[account] = levels }
    }
  }

  /// Whether every service control policy that limits an account is among the inputs.
  func isKnown(_ account: SymbolicString) -> Bool { account.literal.map(known.contains) ?? false }

  /// What is left of a principal's powers.
  mutating func left(of powers: DocumentPowers, _ principal: Principal) -> DocumentPowers {
    guard !chains.isEmpty, let account = principal.account.literal, let levels = chains[account],
      !principal.isServiceLinked
    else { return powers }
    let general = self.powers(Key(account: account, kind: principal.kind), levels, principal)
    var result = Self.within(general, powers)
    if result.certainLevel < powers.certainLevel, powers.certainLevel == .administrator,
      levels.contains(where: \.isPersonal)
    {
      result = Self.within(own(levels, Caller(principal, isNamed: true)), powers)
    }
    return isManagerUnknown ? powers.perhaps(result) : result
  }

  private mutating func powers(
    _ key: Key, _ levels: [Level], _ principal: Principal
  ) -> [DocumentPowers] {
    if let known = powers[key] { return known }
    let result = own(levels, Caller(principal, isNamed: false))
    powers[key] = result
    return result
  }

  private static func within(
    _ levels: [DocumentPowers], _ powers: DocumentPowers
  ) -> DocumentPowers {
    levels.reduce(powers) { $0.within($1) }
  }

  /// The powers that each level leaves to a caller.
  private mutating func own(_ levels: [Level], _ caller: Caller) -> [DocumentPowers] {
    levels.map { level in
      var result = DocumentPowers()
      for document in level.documents {
        result.formUnion(DocumentPowers(settled(document, caller), masks: &masks))
      }
      if level.isOpen { result.allowed |= Probe.everything }
      return level.isWhole ? result : result.within(nil)
    }
  }

  /// A document with what its conditions on the caller say of one settled.
  private func settled(_ document: PolicyDocument, _ caller: Caller) -> PolicyDocument {
    var result = document
    result.statements = document.statements.compactMap { statement in
      guard statement.asksOnlyWhoCalls else { return statement }
      switch statement.isMet(by: caller, evaluator) {
      case .no: return nil
      case .yes: return statement.unconditional
      case .unknown: return statement
      }
    }
    return result
  }
}

extension PowerCeilings.Level {
  /// Nil where nothing hangs.
  ///
  /// `isListed` tells whether FullAWSAccess is among the exported policies where it hangs.
  fileprivate init?(_ policies: [OrganizationPolicy], isListed: Bool) {
    let own = policies.filter { $0.kind == .serviceControl }
    guard !own.isEmpty else { return nil }
    documents = own.compactMap(\.document)
    // Every place keeps an Allow; an export that shows none has left out FullAWSAccess.
    let isSilent = !documents.contains { $0.statements.contains { $0.effect == .allow } }
    isOpen = documents.count != own.count || isSilent
    isWhole = documents.count == own.count && !(isSilent && isListed)
  }

  fileprivate var isPersonal: Bool {
    documents.contains { $0.statements.contains { $0.isPersonal } }
  }
}

extension DocumentPowers {
  /// These powers or less of them: what is certain is what is in both.
  fileprivate func perhaps(_ less: DocumentPowers) -> DocumentPowers {
    var result = self
    result.allowed = allowed & less.allowed
    result.allowedMaybe |= allowed
    result.denied = denied & less.denied
    result.deniedMaybe |= less.deniedMaybe | less.denied
    return result
  }
}
