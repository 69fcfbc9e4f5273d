public import IAM
public import Text

/// An AWS organisation: its accounts, where they hang, and the policies that limit them.
public struct Organization: Sendable {
  /// `o-…`; nil when the export does not say.
  public var id: String?
  /// The management account's id, if known.
  public var managementAccount: String?
  /// Member accounts by id, management account included; the values are names.
  public var accounts: [String: String?]
  /// The root or organisational unit that an account or unit hangs in.
  public var parents: [String: String] = [:]
  /// Service and resource control policies, sorted by id.
  public var policies: [OrganizationPolicy] = []
  /// Ids of policies that hang on a root, unit or account, sorted.
  public var attachments: [String: [String]] = [:]
  /// The kinds of policies that are switched on, by root; nil for a root that says nothing.
  public var enabledKinds: [String: Set<OrganizationPolicy.Kind>] = [:]
  /// Service principals for which a member account was made a delegated administrator.
  public var delegates: [String: Set<String>] = [:]

  /// Makes an organisation of accounts; the values of `accounts` are names.
  public init(id: String?, managementAccount: String?, accounts: [String: String?]) {
    self.id = id
    self.managementAccount = managementAccount
    self.accounts = accounts
  }

  /// Root, units and the account itself, as far as known; only the account if nothing is.
  public func chain(of account: String) -> [String] {
    var chain = [account]
    // A malformed export may name a circle.
    while let parent = parents[chain[0]], !chain.contains(parent) { chain.insert(parent, at: 0) }
    return chain
  }

  /// Accounts that policies may limit, sorted: those that are listed, and those of which only the
  /// place or the policies were exported.
  public var limitedAccounts: [String] {
    let named = Array(parents.keys) + Array(attachments.keys)
    let ids = named.filter { $0.utf8.count == 12 && $0.utf8.allSatisfy { (0x30...0x39) ~= $0 } }
    return Set(ids).union(accounts.keys).sorted()
  }

  /// Whether every place that an account hangs in is known.
  public func isPlaced(_ account: String) -> Bool { chain(of: account)[0].hasPrefix("r-") }

  /// Whether policies of a kind are switched off for an account, as far as its root says.
  public func isOff(_ kind: OrganizationPolicy.Kind, for account: String) -> Bool {
    guard isPlaced(account), let enabled = enabledKinds[chain(of: account)[0]] else {
      return false
    }
    return !enabled.contains(kind)
  }

  /// Whether the policies of a kind that limit these accounts are all known.
  public func knows(_ kind: OrganizationPolicy.Kind, of exported: [String]) -> Bool {
    let members = exported.filter { accounts.keys.contains($0) }
    guard !members.isEmpty, members.count == exported.count else { return false }
    let documents = Dictionary(policies.map { ($0.id, $0) }, uniquingKeysWith: { old, _ in old })
    return members.allSatisfy { account in
      if isOff(kind, for: account) { return true }
      // Neither kind limits the management account (AWS Organizations User Guide).
      if account == managementAccount { return true }
      guard isPlaced(account) else { return false }
      let attached = chain(of: account).flatMap { attachments[$0] ?? [] }
      let hanging = attached.map { documents[$0] }
      return hanging.contains { $0?.kind == kind }
        && hanging.allSatisfy { $0 != nil && $0?.document != nil }
    }
  }
}

/// A service or resource control policy.
public struct OrganizationPolicy: Sendable {
  /// What it limits.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// What principals of an account may do.
    case serviceControl = "SERVICE_CONTROL_POLICY"
    /// Who may use the resources of an account.
    case resourceControl = "RESOURCE_CONTROL_POLICY"
  }

  /// `p-…`.
  public var id: String
  /// Its name, if known.
  public var name: String?
  /// What it limits.
  public var kind: Kind
  /// Its text; nil when the exports name it without its content.
  public var document: PolicyDocument?
  /// The policy in the source.
  public var range: SourceRange?

  /// Makes a policy.
  public init(
    id: String, name: String?, kind: Kind, document: PolicyDocument?, range: SourceRange?
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.document = document
    self.range = range
  }
}
