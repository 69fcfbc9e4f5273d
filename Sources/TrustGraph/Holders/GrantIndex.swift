import Estate
import Logic

/// Grants that let an account's own policies decide, found by account and by pattern of role ARNs.
struct GrantIndex {
  /// Grants sorted by the ARN of their role, so that a pattern's literal prefix is a range of them.
  struct Row {
    private(set) var arns: [String] = []
    private(set) var grants: [Int] = []

    init(_ grants: [Int], arn: (Int) -> String) {
      let sorted = grants.map { (arn($0), $0) }.sorted { $0 < $1 }
      arns = sorted.map(\.0)
      self.grants = sorted.map(\.1)
    }

    /// The grants whose role's ARN a literal pattern matches.
    ///
    /// - Complexity: logarithmic plus linear in the ARNs that share the pattern's literal prefix.
    func matching(_ pattern: String) -> [Int] {
      let prefix = String(pattern.prefix { $0 != "*" && $0 != "?" })
      let glob = Array(pattern.utf8)
      let isExact = prefix.utf8.count == glob.count
      var result: [Int] = []
      var index = lowerBound(prefix)
      while index < arns.count, arns[index].hasPrefix(prefix) {
        if isExact ? arns[index] == prefix : ActionMasks.matches(glob, Array(arns[index].utf8)) {
          result.append(grants[index])
        }
        index += 1
      }
      return result
    }

    private func lowerBound(_ text: String) -> Int {
      var low = 0
      var high = arns.count
      while low < high {
        let middle = (low + high) / 2
        if arns[middle] < text { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// Grants to accounts, by account as displayed.
  private let byAccount: [String: Row]
  /// Grants to everybody.
  let toAnyone: Row
  /// Grants whose role's ARN has holes, which no literal pattern finds.
  private let symbolic: [String: [Int]]

  init(_ grants: [TrustGrant], arn: (NodeIndex) -> SymbolicString) {
    var byAccount: [String: [Int]] = [:]
    var anyone: [Int] = []
    var symbolic: [String: [Int]] = [:]
    for (index, grant) in grants.enumerated() where grant.dead == nil && grant.kind == .assumeRole {
      switch grant.party.kind {
      case .account:
        guard let account = grant.party.account?.display else { continue }
        byAccount[account, default: []].append(index)
        if arn(grant.role).literal == nil { symbolic[account, default: []].append(index) }
      case .anyone, .everyoneBut:
        anyone.append(index)
        if arn(grant.role).literal == nil { symbolic["*", default: []].append(index) }
      default: break
      }
    }
    self.symbolic = symbolic
    self.byAccount = byAccount.mapValues { Row($0) { arn(grants[$0].role).display } }
    toAnyone = Row(anyone) { arn(grants[$0].role).display }
  }

  /// Grants to an account.
  func toAccount(_ account: String) -> [Int] { byAccount[account]?.grants ?? [] }

  /// Grants to an account or to everybody whose role a literal pattern may match.
  func candidates(for account: String, matching pattern: String) -> [Int] {
    (byAccount[account]?.matching(pattern) ?? []) + toAnyone.matching(pattern)
  }

  /// Grants to an account or to everybody whose role's ARN a template leaves open.
  func symbolic(for account: String) -> [Int] {
    (symbolic[account] ?? []) + (symbolic["*"] ?? [])
  }
}
