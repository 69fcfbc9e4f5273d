import Estate
import IAM
import Logic

/// A group of users.
struct UserGroup {
  let principal: Int
  /// 0-based, among the groups of its account.
  let position: Int
  /// Whether its own policies make an administrator.
  let administers: Bool
}

/// What users may do to groups: worked out once for users whose policies say the same, and once for
/// groups that those policies do not tell apart.
///
/// Every user held against every group would take minutes where an account has many of both.
struct GroupLeave {
  /// Users of one account whose leave to use an action is the same.
  private struct Holders {
    /// The first of them.
    let user: Int
    let action: KnownAction
    /// What names of groups are held against; nil where every group is another matter.
    let patterns: [NamePattern]?
    /// The kinds of groups by which patterns match their names.
    var known: [[Bool]: Int] = [:]
    /// One group of each kind.
    var samples: [UserGroup] = []
    var residuals: [Residual?] = []
    /// By the position of the group.
    var kinds: [Int32?] = []
  }

  /// A pattern of ARNs, whole and without the parts that groups of one account share.
  private struct NamePattern: Hashable {
    let whole: [UInt8]
    let resource: [UInt8]

    init(_ text: String) {
      whole = Array(text.utf8)
      resource = ARN(text).map { Array($0.resource.utf8) } ?? whole
    }
  }

  private struct Key: Hashable {
    let account: String
    let action: KnownAction
    let coverage: Coverage
  }

  private let authority: AuthorityIndex
  private var holders: [Holders] = []
  private var uses: [Key: Int] = [:]

  init(_ authority: AuthorityIndex) { self.authority = authority }

  /// The use of an action by everybody who may use it as a user does; nil if the user may not at all.
  mutating func use(of action: KnownAction, by user: Int) -> Int? {
    let owner = authority.principals.all[user]
    guard let coverage = authority.coverage(user, action, owner) else { return nil }
    let key = Key(account: owner.account.display, action: action, coverage: coverage)
    if let known = uses[key] { return known }
    let patterns = authority.resourcePatterns(user, action).map { texts in
      Set(texts).sorted().map(NamePattern.init)
    }
    holders.append(Holders(user: user, action: action, patterns: patterns))
    uses[key] = holders.count - 1
    return holders.count - 1
  }

  /// The kind of groups to which a group belongs as far as a use is concerned.
  mutating func kind(of group: UserGroup, for use: Int) -> Int {
    let kinds = holders[use].kinds
    if group.position < kinds.count, let kind = kinds[group.position] { return Int(kind) }
    let kind = newKind(of: group, for: use)
    let missing = group.position + 1 - holders[use].kinds.count
    if missing > 0 { holders[use].kinds += Array(repeating: nil, count: missing) }
    holders[use].kinds[group.position] = Int32(kind)
    return kind
  }

  private mutating func newKind(of group: UserGroup, for use: Int) -> Int {
    let text = authority.principals.all[group.principal].arn.literal
    var matched: [Bool]?
    if let text, let resource = ARN(text)?.resource, let patterns = holders[use].patterns {
      let (whole, resource) = (Array(text.utf8), Array(resource.utf8))
      let matches = patterns.flatMap {
        [Glob.matches($0.whole, whole), Glob.matches($0.resource, resource)]
      }
      if let known = holders[use].known[matches] { return known }
      matched = matches
    }
    holders[use].samples.append(group)
    holders[use].residuals.append(nil)
    if let matched { holders[use].known[matched] = holders[use].samples.count - 1 }
    return holders[use].samples.count - 1
  }

  /// What must hold for the use of an action on groups of a kind, to give them all rights if the action
  /// changes policies.
  mutating func residual(_ use: Int, _ kind: Int) -> Residual {
    if let known = holders[use].residuals[kind] { return known }
    let (user, action) = (holders[use].user, holders[use].action)
    let arn = authority.principals.all[holders[use].samples[kind].principal].arn
    let residual =
      action == .addUserToGroup
      ? authority.residual(user, action.rawValue, on: arn)
      : authority.widening(user, action, on: arn)
    holders[use].residuals[kind] = residual
    return residual
  }
}

extension AuthorityIndex {
  /// Every pattern of resources in what bears on the use of an action by a principal.
  ///
  /// What is the same to all of them has the same answer. Nil where more than patterns tells resources
  /// apart.
  fileprivate func resourcePatterns(_ principal: Int, _ action: KnownAction) -> [String]? {
    let sets = sets(of: principal, EscalationActions.bits(of: action.rawValue))
    let all = [sets.identity, sets.boundary].compactMap(\.self) + (sets.serviceControl ?? [])
    var patterns: [String] = []
    for statement in all.flatMap({ $0.policies.flatMap(\.document.statements) }) {
      if statement.asksResourceTag { return nil }
      switch statement.resources {
      case .implied: break
      case .these(let texts), .allBut(let texts):
        for text in texts {
          guard let literal = text.text.literal, !literal.utf8.contains(0x24) else { return nil }
          patterns.append(literal)
        }
      }
    }
    return patterns
  }
}
