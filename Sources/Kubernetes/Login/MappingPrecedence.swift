import IAM
import Logic
import Text

/// Which of several mappings for one principal counts.
///
/// An authenticator asks its backends in order and takes the first answer; a backend that maps the
/// caller's whole account answers for every principal that it does not map by itself. Inside of a
/// backend roles are asked before users, and of entries with the same key the last one counts; the
/// ConfigMap keeps users by their ARN as written, so that different spellings of one coexist, and of
/// several objects with one ARN the first of a list without order is taken. Access entries come
/// before all. Source: aws-iam-authenticator, `pkg/server` and `pkg/mapper`.
struct MappingPrecedence {
  /// A mapping that could answer for a principal.
  struct Claim {
    /// The ARN that callers are compared with.
    let arn: String
    let mapping: AWSAuth.Mapping
    /// Whether it answers for certain.
    let isSure: Bool
  }

  private let claims: [Claim?]
  private let ranges: [SourceRange?]
  private let order: [AWSAuth.Mapping.Source]
  private let isOrderKnown: Bool
  private let entries: [String: Login]
  private let accounts: [AWSAuth.MappedAccount]
  private var places: [AWSAuth.Mapping.Source: [String: [Int]]] = [:]
  /// Of entries that are found by unique ids, the one that is found instead.
  private let overriding: [Int: Int]

  /// - Parameters:
  ///   - mappings: All mappings, in file order.
  ///   - claims: One for each; nil for those that never answer.
  ///   - cluster: The cluster.
  ///   - accounts: Mapped accounts whose backend is asked.
  ///   - entries: Logins of access entries that count, by path-less ARN in lower case.
  init(
    _ mappings: [AWSAuth.Mapping], _ claims: [Claim?], of cluster: Cluster,
    accounts: [AWSAuth.MappedAccount],
    entries: [String: Login]
  ) {
    self.claims = claims
    ranges = mappings.map(\.range)
    self.accounts = accounts
    self.entries = entries
    order = cluster.backendOrder
    isOrderKnown = cluster.backends != nil
    overriding = cluster.comparesUserIDs == true ? Self.overriding(mappings) : [:]
    for (index, claim) in claims.enumerated() where overriding[index] == nil {
      guard let claim else { continue }
      places[claim.mapping.source, default: [:]][claim.folded, default: []].append(index)
    }
  }

  /// Roles are looked up before users; the entry that is found decides, whatever its ARN.
  private static func overriding(_ mappings: [AWSAuth.Mapping]) -> [Int: Int] {
    var last: [String: [AWSAuth.Mapping.Field: Int]] = [:]
    let all = mappings.enumerated().filter { $0.element.source == .dynamicFile }
    for (index, mapping) in all {
      if let id = mapping.userID { last[id, default: [:]][mapping.field] = index }
    }
    var overriding: [Int: Int] = [:]
    for (index, mapping) in all {
      guard let found = mapping.userID.flatMap({ last[$0] }),
        let first = found[.roles] ?? found[.users], first != index
      else { continue }
      overriding[index] = first
    }
    return overriding
  }

  /// What makes a mapping dead, with its place; nil when it counts.
  func shadow(of index: Int) -> (reason: DeadReason, range: SourceRange?)? {
    guard let claim = claims[index] else { return nil }
    if let other = overriding[index] { return (.duplicate, ranges[other]) }
    let winners = winners(in: claim.mapping.source, claim.folded)
    if !winners.contains(index) {
      return (.duplicate, winners.last.flatMap { ranges[$0] })
    }
    if let entry = entries[claim.folded] { return (.accessEntry, entry.range) }
    guard isOrderKnown else { return nil }
    for source in earlier(than: claim) {
      let first = self.winners(in: source, claim.folded).compactMap { claims[$0] }
      if let sure = first.first(where: \.isSure) {
        return (.earlierBackend, sure.mapping.range)
      }
      if let account = accounts.first(where: { $0.source == source && $0.text == claim.account }) {
        return (.accountMapped, account.range)
      }
    }
    return nil
  }

  /// Why it is not certain that a mapping counts; nil when it is.
  func doubt(about index: Int) -> String? {
    guard let claim = claims[index] else { return nil }
    let mapping = claim.mapping
    if winners(in: mapping.source, claim.folded).count > 1 {
      return mapping.source == .object
        ? "several objects map this ARN; which one wins is random"
        : "several spellings of this ARN are mapped; which one wins is random"
    }
    let others =
      isOrderKnown ? Array(earlier(than: claim)) : order.filter { $0 != mapping.source }
    let isAccountMapped = accounts.contains { account in
      others.contains(account.source) && account.text == claim.account
    }
    if isAccountMapped || others.contains(where: { !winners(in: $0, claim.folded).isEmpty }) {
      return isOrderKnown
        ? "a backend that is asked before may map this ARN"
        : "several backends map this ARN, and in which order they are asked was not supplied"
    }
    if mapping.username.isEmpty {
      return "the user name is empty; whether EKS then accepts the login is not documented"
    }
    if mapping.username.hasPrefix("system:node:") { return nil }
    if ReservedPrefix.starts(mapping.username) {
      return "the user name has a reserved prefix; whether EKS accepts it is not documented"
    }
    return nil
  }

  /// The mappings of a backend that may answer for an ARN in lower case.
  private func winners(in source: AWSAuth.Mapping.Source, _ folded: String) -> [Int] {
    let all = places[source]?[folded] ?? []
    guard all.count > 1 else { return all }
    switch source {
    case .object: return all
    case .dynamicFile where all.contains(where: { claims[$0]?.isSure == false }): return all
    case .mountedFile, .dynamicFile, .configMap: break
    }
    if let role = all.last(where: { claims[$0]?.mapping.field == .roles }) { return [role] }
    guard source == .configMap else { return all.suffix(1) }
    var last: [String: Int] = [:]
    for index in all { last[claims[index]?.mapping.arn.display ?? ""] = index }
    return last.values.sorted()
  }

  private func earlier(than claim: Claim) -> ArraySlice<AWSAuth.Mapping.Source> {
    order.prefix { $0 != claim.mapping.source }
  }
}

extension MappingPrecedence.Claim {
  fileprivate var folded: String { arn.lowercased() }
  fileprivate var account: String? { ARN(arn)?.account }
}

extension Cluster {
  /// Whether an authenticator that people run themselves refuses the user name of a mapping.
  func refuses(_ mapping: AWSAuth.Mapping) -> Bool {
    reservedPrefixes[mapping.source]?.contains { mapping.username.hasPrefix($0) } ?? false
  }

  /// Why no mapping of aws-auth counts for certain: an access entry comes before it.
  var doubtAboutEntries: String? {
    isAccessEntryListWhole == false && readsAccessEntries != .no
      ? "the list of access entries was cut off; one that it does not show comes before" : nil
  }

  /// The backends in the order in which they are asked; of no meaning where it was not supplied.
  var backendOrder: [AWSAuth.Mapping.Source] {
    backends ?? [.dynamicFile, .object, .configMap, .mountedFile]
  }
}

/// Prefixes of user names that EKS keeps for itself.
///
/// Source: EKS User Guide, "Create access entries".
enum ReservedPrefix {
  private static let all = ["system:", "eks:", "aws:", "amazon:", "iam:"]

  /// Whether a name starts with one.
  static func starts(_ name: String) -> Bool { all.contains(where: name.hasPrefix) }
}
