import Estate
import IAM
import Logic
import Text

/// Principals of one account and kind whose policies speak about assuming roles in the same way.
///
/// Sets keep the graph near-linear: what one member may do, all may, so roles are matched once for
/// the set and not once for each member.
struct HolderSet {
  /// One principal with the place of the statement that puts it into the set.
  struct Member {
    let principal: Int
    let node: NodeIndex
    let range: SourceRange?
  }

  /// Which roles the statement covers, as far as its text alone tells.
  enum Scope {
    /// Every role.
    case all
    /// Every role of one account.
    case account(String)
    /// Roles whose ARN matches one of these literal patterns.
    case patterns([String])
    /// Only the evaluator can tell.
    case open
  }

  let account: SymbolicString
  let kind: Principal.Kind
  let allow: AssumeStatement
  let guards: HolderGuards
  let scope: Scope
  /// Whether statement and guards speak about who exactly the caller is; then it has one member.
  let isPersonal: Bool
  /// Stable text of the template conditions under which its members exist; empty for most.
  let presence: String
  /// Stable text that tells the set from every other.
  let key: String
  var members: [Member] = []

  /// Whether the scope alone decides.
  var isPlain: Bool {
    if case .open = scope { return false }
    return allow.statement.isPlain && guards.isEmpty && !isPersonal
  }
}

extension HolderSet.Scope {
  /// Reads the scope off `Resource`.
  init(_ resources: Statement.Resources) {
    guard case .these(let texts) = resources else {
      self = .open
      return
    }
    var patterns: [String] = []
    for text in texts {
      guard let literal = text.text.literal, !literal.utf8.contains(0x24) else {
        self = .open
        return
      }
      if Self.coversAll(literal) {
        self = .all
        return
      }
      guard ARN(literal) != nil else {
        self = .open
        return
      }
      patterns.append(literal)
    }
    if patterns.count == 1, let account = Self.coveredAccount(patterns[0]) {
      self = .account(account)
    } else {
      self = .patterns(patterns)
    }
  }

  private static func coversAll(_ text: String) -> Bool {
    if text == "*" { return true }
    guard text.hasPrefix("arn:"), let arn = ARN(text), arn.account == "*" || arn.account == ""
    else {
      return false
    }
    return arn.account == "*" && arn.partition == "*" && coversRoles(arn)
  }

  private static func coveredAccount(_ text: String) -> String? {
    guard let arn = ARN(text), arn.service == "iam", arn.account.utf8.count == 12,
      arn.account.utf8.allSatisfy({ (0x30...0x39).contains($0) }), coversRoles(arn)
    else { return nil }
    return arn.account
  }

  private static func coversRoles(_ arn: ARN) -> Bool {
    (arn.service == "iam" || arn.service == "*") && (arn.region.isEmpty || arn.region == "*")
      && (arn.resource == "*" || arn.resource == "role/*")
  }
}

extension Statement {
  /// Keys whose value differs between principals of one account and kind.
  private static let personalKeys: Set<String> = [
    "aws:principalarn", "aws:userid", "aws:username", "ec2:sourceinstancearn",
  ]

  /// Whether it matters which principal of an account asks.
  var isPersonal: Bool { isPersonal(by: conditions) }

  /// Whether it matters as far as some of its conditions and its resources tell.
  func isPersonal(by conditions: [Condition]) -> Bool {
    for condition in conditions {
      let key = condition.contextKey.canonical
      if Self.personalKeys.contains(key) || key.hasPrefix("aws:principaltag/") { return true }
      if condition.texts.contains(where: Self.hasVariable) { return true }
    }
    switch resources {
    case .implied: return false
    case .these(let texts), .allBut(let texts): return texts.contains { Self.hasVariable($0.text) }
    }
  }

  /// Whether its `Principal` or `NotPrincipal` treats principals of one account differently.
  var distinguishesPrincipals: Bool {
    switch principals {
    case .implied: false
    case .allBut: true
    // Whom an Allow names has a grant of its own.
    case .these(let entries): effect != .allow && entries.contains(where: \.pattern.isPersonal)
    }
  }

  private static func hasVariable(_ text: SymbolicString) -> Bool {
    text.segments.contains { segment in
      if case .literal(let text) = segment { text.utf8.contains(0x24) } else { false }
    }
  }
}

extension PrincipalPattern {
  /// Whether it means some principals of an account and not others.
  fileprivate var isPersonal: Bool {
    switch self {
    case .user, .role, .session, .federatedUser, .uniqueID, .unresolved, .malformed: true
    case .anyone, .account, .service, .oidcProvider, .samlProvider, .builtInWebIdentity,
      .canonicalUser:
      false
    }
  }
}
