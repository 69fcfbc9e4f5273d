import Estate
import Logic
import Text

/// Grants that let an account's own policies decide, found by account and by pattern of role ARNs.
struct GrantIndex {
  /// Grants sorted by the ARN of their role and by its resource part, so that a pattern's literal
  /// prefix is a range of them whether or not the pattern names the account.
  struct Row {
    /// A text of each grant, sorted.
    private struct Column {
      var texts: [String] = []
      var grants: [Int] = []

      init(_ pairs: [(String, Int)]) {
        let sorted = pairs.sorted { $0 < $1 }
        texts = sorted.map(\.0)
        grants = sorted.map(\.1)
      }

      func matching(_ pattern: Substring) -> [Int] {
        let prefix = String(
          Substring(pattern.utf8.prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") }))
        let glob = Array(pattern.utf8)
        let isExact = prefix.utf8.count == glob.count
        var result: [Int] = []
        var index = texts.partitioningIndex { $0 >= prefix }
        while index < texts.count, texts[index].hasPrefix(prefix) {
          let isMatch =
            isExact ? texts[index] == prefix : Glob.matches(glob, Array(texts[index].utf8))
          if isMatch { result.append(grants[index]) }
          index += 1
        }
        return result
      }
    }

    private let byARN: Column
    private let byResource: Column
    private let arnOf: [Int: String]

    init(_ grants: [Int], arn: (Int) -> String) {
      let pairs = grants.map { (arn($0), $0) }
      byARN = Column(pairs)
      byResource = Column(pairs.map { (String(Self.resource(of: $0.0[...])), $0.1) })
      arnOf = Dictionary(pairs.map { ($0.1, $0.0) }, uniquingKeysWith: { first, _ in first })
    }

    /// All grants.
    var grants: [Int] { byARN.grants }

    /// The grants whose role's ARN a literal pattern matches.
    ///
    /// - Complexity: logarithmic plus linear in the ARNs that share the pattern's literal prefix.
    func matching(_ pattern: String) -> [Int] {
      let resource = Self.resource(of: pattern[...])
      let head = pattern[..<resource.startIndex]
      guard head.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) else {
        return byARN.matching(pattern[...])
      }
      let glob = Array(head.utf8)
      return byResource.matching(resource).filter { grant in
        let arn = arnOf[grant] ?? ""
        let own = arn[..<Self.resource(of: arn[...]).startIndex]
        return Glob.matches(glob, Array(own.utf8))
      }
    }

    /// What follows the fifth colon.
    private static func resource(of arn: Substring) -> Substring {
      var rest = arn.utf8
      for _ in 0..<5 {
        guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { break }
        rest = rest[rest.index(after: colon)...]
      }
      return Substring(rest)
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
