public import Estate
import IAM

/// What the exports of an organisation say, collected in any order of files.
public struct OrganizationDraft: Sendable {
  /// `o-…`.
  public var id: String?
  /// The management account.
  public var managementAccount: String?
  /// Member accounts with their names.
  public var accounts: [String: String?] = [:]
  /// The root or unit that an account or unit hangs in.
  public var parents: [String: String] = [:]
  /// Kinds of policies that are switched on, by root.
  public var enabledKinds: [String: Set<OrganizationPolicy.Kind>] = [:]
  /// Service principals for which an account was made a delegated administrator.
  public var delegates: [String: Set<String>] = [:]
  private var planned: [OrganizationPolicy] = []
  private var policies: [String: OrganizationPolicy] = [:]
  private var attachments: [String: Set<String>] = [:]

  /// Takes from the ARN of a root, a unit or a policy whose organisation it is and who manages it.
  ///
  /// Source: Service Authorization Reference, "Resource types defined by AWS Organizations".
  public mutating func read(arn text: String?) {
    guard let arn = text.flatMap({ ARN($0) }), arn.service == "organizations",
      arn.account.utf8.count == 12
    else { return }
    if managementAccount == nil { managementAccount = arn.account }
    let id = arn.resource.split(separator: "/").first { $0.hasPrefix("o-") }
    if self.id == nil { self.id = id.map(String.init) }
  }

  /// Adds a policy; a later export fills in what an earlier one lacks.
  public mutating func add(_ policy: OrganizationPolicy) {
    guard var known = policies[policy.id] else {
      policies[policy.id] = policy
      return
    }
    if known.document == nil {
      known.document = policy.document
      known.range = policy.range
    }
    if known.name == nil { known.name = policy.name }
    policies[policy.id] = known
  }

  /// Adds a policy that a template declares: part of an organisation that exports speak of.
  public mutating func add(planned policy: OrganizationPolicy) { planned.append(policy) }

  /// Remembers that a policy hangs on a root, unit or account.
  public mutating func attach(_ policy: String, to target: String) {
    attachments[target, default: []].insert(policy)
  }

  /// The organisation; nil when no export spoke of one.
  func finish() -> Organization? {
    guard
      id != nil || managementAccount != nil || !accounts.isEmpty || !policies.isEmpty
        || !parents.isEmpty
    else { return nil }
    var result = Organization(id: id, managementAccount: managementAccount, accounts: accounts)
    result.parents = parents
    result.policies = (policies.values + planned).sorted { $0.id < $1.id }
    result.attachments = attachments.mapValues { $0.sorted() }
    result.enabledKinds = enabledKinds
    result.delegates = delegates
    return result
  }
}

/// Identifiers of an organisation's parts, as they occur in names of files and folders.
enum OrganizationID {
  /// The root or unit that a path names, nearest to its end.
  static func container(in path: String) -> String? {
    last(in: path) { $0.hasPrefix("r-") || $0.hasPrefix("ou-") }
  }

  /// The policy that a path names, nearest to its end.
  static func policy(in path: String) -> String? { last(in: path) { $0.hasPrefix("p-") } }

  /// The root, unit or account that a path names, nearest to its end.
  static func target(in path: String) -> String? {
    last(in: path) {
      $0.hasPrefix("r-") || $0.hasPrefix("ou-")
        || ($0.utf8.count == 12 && $0.allSatisfy(\.isNumber))
    }
  }

  /// The last word of a path that is an identifier of the wanted kind.
  ///
  /// Words may themselves hold hyphens, so an identifier may start after any separator.
  private static func last(in path: String, where isWanted: (Substring) -> Bool) -> String? {
    for component in path.split(separator: "/").reversed() {
      let stem = component.prefix { $0 != "." }
      for start in stem.indices.reversed() where isStart(start, of: stem) {
        let word = stem[start...].prefix { $0.isLetter || $0.isNumber || $0 == "-" }
        if isWanted(word), isWhole(word) { return String(word) }
      }
    }
    return nil
  }

  private static func isStart(_ index: Substring.Index, of stem: Substring) -> Bool {
    guard index > stem.startIndex else { return true }
    let before = stem[stem.index(before: index)]
    return !before.isLetter && !before.isNumber
  }

  /// `r-` and 4 to 32 characters, `ou-…-…`, `p-` and 8 or more, 12 digits, or AWS's own policies.
  ///
  /// Source: AWS Organizations API Reference, patterns of `RootId`, `OrganizationalUnitId` and
  /// `PolicyId`.
  private static func isWhole(_ word: Substring) -> Bool {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    func isPlain(_ text: Substring, _ least: Int) -> Bool {
      text.utf8.count >= least && text.allSatisfy { $0.isNumber || ($0.isLetter && $0.isLowercase) }
    }
    switch parts.first {
    case "r": return parts.count == 2 && isPlain(parts[1], 4)
    case "ou": return parts.count == 3 && isPlain(parts[1], 4) && isPlain(parts[2], 8)
    case "p":
      return parts.count == 2
        && (isPlain(parts[1], 8) || parts[1] == "FullAWSAccess" || parts[1] == "RCPFullAWSAccess")
    default: return word.utf8.count == 12
    }
  }
}
