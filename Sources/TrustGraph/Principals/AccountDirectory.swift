public import Estate
public import Logic

/// Whether an account is one of ours.
public enum Ownership: String, Hashable, Sendable, CaseIterable {
  /// Exported, declared in a template, or in the organisation.
  case own
  /// None of these.
  case outside
  /// A template leaves the account open, or the list of the organisation's accounts was cut off.
  case unknown
}

/// The accounts that the inputs know, and what can be said about any other.
public struct AccountDirectory: Sendable {
  private let exported: [String: Set<Principal.Kind>]
  /// Whether the export of the organisation names all accounts of it.
  private let isOrganizationWhole: Bool
  private let own: Set<String>
  private let members: Set<String>
  private let names: [String: String]
  private let paths: [String: String]
  /// `o-…` of the organisation that was exported.
  public let organization: String?
  /// The account that manages that organisation; nil when not known.
  let managementAccount: SymbolicString?

  init(_ estate: Estate) {
    // A cut-off export does not say whose it is; absence is knowledge in none of them then.
    let isCutOff = estate.truncatedExports.contains { $0.subject == .principals }
    exported = Dictionary(
      (isCutOff ? [] : estate.accounts.filter(\.isExported)).map { ($0.id, $0.exportedKinds) },
      uniquingKeysWith: { $0.union($1) })
    isOrganizationWhole = !estate.truncatedExports.contains { $0.subject == .organization }
    members = Set(estate.organization?.accounts.keys ?? [:].keys)
    own = Set(estate.accounts.map(\.id)).union(members)
    organization = estate.organization?.id
    managementAccount = estate.organization?.managementAccount.map { SymbolicString($0) }
    paths = estate.organization?.paths ?? [:]
    var names = (estate.organization?.accounts ?? [:]).compactMapValues(\.self)
    for account in estate.accounts { if let name = account.name { names[account.id] = name } }
    self.names = names
  }

  /// Whether an account is one of ours.
  public func ownership(of account: SymbolicString) -> Ownership {
    guard let id = account.literal else {
      if own.contains(account.display) { return .own }
      return .unknown
    }
    return own.contains(id) ? .own : isOrganizationWhole ? .outside : .unknown
  }

  /// Whether principals of an account were exported.
  public func isExported(_ account: SymbolicString) -> Bool {
    account.literal.map { exported[$0] != nil } ?? false
  }

  /// Whether the principals of a kind were exported, so that an absent one is knowledge.
  public func isExported(_ kind: Principal.Kind, of account: SymbolicString) -> Bool {
    account.literal.map { exported[$0]?.contains(kind) ?? false } ?? false
  }

  /// Whether an account is in the organisation that was exported; unknown without a whole export.
  public func isMember(_ account: SymbolicString) -> Truth {
    guard !members.isEmpty, let id = account.literal else { return .unknown }
    return members.contains(id) ? .yes : isOrganizationWhole ? .no : .unknown
  }

  /// Where an account hangs, as `aws:PrincipalOrgPaths` has it: `o-…/r-…/ou-…/`; nil when not known.
  func organizationPath(of account: String) -> String? { paths[account] }

  /// The account's alias or its name in the organisation.
  public func name(of account: String) -> String? { names[account] }

  /// Whether two account texts are the same account.
  ///
  /// Equal texts are, also symbolic ones, because a symbol is compared only within its template;
  /// a symbol and 12 digits are undecided unless the symbol's allowed values exclude them.
  public static func same(_ left: SymbolicString, _ right: SymbolicString) -> Truth {
    if left == right { return .yes }
    if let left = left.literal, let right = right.literal { return Truth(left == right) }
    if let id = left.literal { return couldBe(right, id) ? .unknown : .no }
    if let id = right.literal { return couldBe(left, id) ? .unknown : .no }
    return .unknown
  }

  private static func couldBe(_ text: SymbolicString, _ id: String) -> Bool {
    guard text.segments.count == 1, case .hole(let hole)? = text.segments.first else { return true }
    if case .oneOf(let values) = hole.shape { return values.contains(id) }
    return true
  }
}

extension Organization {
  /// The path of every account whose place is known.
  ///
  /// Source: IAM User Guide, "AWS Organizations entity path".
  fileprivate var paths: [String: String] {
    guard let id else { return [:] }
    var paths: [String: String] = [:]
    for account in accounts.keys where isPlaced(account) {
      let places = chain(of: account).dropLast()
      paths[account] = id + "/" + places.map { $0 + "/" }.joined()
    }
    return paths
  }
}
