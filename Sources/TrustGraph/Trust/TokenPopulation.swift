import Logic
import Text

/// How many tokens of an issuer a scope lets in, by the grammar of the issuer's subjects.
///
/// Source: IAM User Guide, "Identity-provider controls for shared OIDC providers"; the providers'
/// own documentation of their `sub` claim.
struct TokenPopulation {
  /// How many.
  let exposure: Exposure
  /// Whether tenants of a shared issuer are told apart; nil for an issuer with one tenant.
  let pinsTenant: Bool?

  /// Issuers that serve many tenants: the text before the tenant's name in `sub`, what ends the
  /// name, and claims that pin a tenant by themselves.
  private static let shared: [String: (prefix: String, end: Character, claims: Set<String>)] = [
    "token.actions.githubusercontent.com": (
      "repo:", "/",
      ["repository", "repository_id", "repository_owner_id", "enterprise_id", "enterprise"]
    ),
    "gitlab.com": ("project_path:", "/", ["namespace_id", "project_id", "namespace_path"]),
    "app.terraform.io": ("organization:", ":", []),
    "agent.buildkite.com": ("organization:", ":", ["organization_id", "organization_slug"]),
    "accounts.google.com": ("", "\u{0}", ["email", "google/organization_number"]),
    "graph.facebook.com": ("", "\u{0}", []),
    "www.amazon.com": ("", "\u{0}", []),
    "cognito-identity.amazonaws.com": ("", "\u{0}", []),
    "cognito-identity-us-gov.amazonaws.com": ("", "\u{0}", []),
    "cognito-identity.us-gov-east-1.amazonaws.com": ("", "\u{0}", []),
    "cognito-identity.cn-north-1.amazonaws.com.cn": ("", "\u{0}", []),
    "oidc.vercel.com": ("owner:", ":", []),
    "sts.windows.net": ("", "\u{0}", ["tid"]),
  ]

  init(_ token: TokenScope) {
    let issuer = token.issuer.display.lowercased()
    if Self.isCluster(issuer) {
      pinsTenant = nil
      exposure = token.isOneSubject ? .ownPrincipal : .ownAccount
    } else if let grammar = Self.shared[issuer] {
      let isPublicIdentity = grammar.prefix.isEmpty
      let byClaim = !grammar.claims.isDisjoint(with: token.otherClaims)
      let byAudience = isPublicIdentity && token.audiences != .any
      let bySubject = Self.subjectsNameTenant(token.subjects, grammar)
      let isPinned = byClaim || bySubject || byAudience
      pinsTenant = isPinned
      exposure =
        !isPinned ? .anyone : Self.namesOne(token, grammar) ? .outsideIdentity : .outsideParty
    } else {
      pinsTenant = nil
      exposure = token.isOneSubject ? .outsideIdentity : .outsideParty
    }
  }

  /// `oidc.eks.REGION.amazonaws.com/id/…` and its dual-stack form.
  static func isCluster(_ issuer: String) -> Bool {
    (issuer.hasPrefix("oidc.eks.") || issuer.hasPrefix("oidc-eks."))
      && issuer.contains(text: "/id/")
  }

  private static func subjectsNameTenant(
    _ values: TokenScope.Values, _ grammar: (prefix: String, end: Character, claims: Set<String>)
  ) -> Bool {
    guard case .these(let subjects, let isExact) = values else { return false }
    if isExact { return subjects.allSatisfy { !$0.display.isEmpty } }
    guard !grammar.prefix.isEmpty else { return false }
    return subjects.allSatisfy { subject in
      let text = subject.display
      guard text.hasPrefix(grammar.prefix) else { return false }
      let tenant = text.dropFirst(grammar.prefix.count)
      guard let end = tenant.firstIndex(of: grammar.end) else { return false }
      return end > tenant.startIndex && !tenant[..<end].contains { $0 == "*" || $0 == "?" }
    }
  }

  /// Whether one project, repository or person is named, not a whole tenant.
  private static func namesOne(
    _ token: TokenScope, _ grammar: (prefix: String, end: Character, claims: Set<String>)
  ) -> Bool {
    if token.isOneSubject { return true }
    if !["repository", "repository_id", "project_id"].allSatisfy({ !token.otherClaims.contains($0) }
    ) {
      return true
    }
    guard case .these(let subjects, _) = token.subjects, grammar.end == "/" else { return false }
    return subjects.allSatisfy { subject in
      let rest = subject.display.dropFirst(grammar.prefix.count)
      let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].contains("/") else { return false }
      return !parts[0].contains { $0 == "*" || $0 == "?" }
    }
  }
}

extension TokenScope {
  /// Whether every subject that is let in is written out.
  var isOneSubject: Bool {
    if case .these(_, isExact: true) = subjects { return true }
    return false
  }

  /// Whether tenants of a shared issuer are told apart; nil for an issuer with one tenant.
  public var pinsTenant: Bool? { TokenPopulation(self).pinsTenant }

  /// One node for each subject or pattern of subjects, with its subjects where a pattern does not tell
  /// them: those of a condition that excludes some, or asks for several patterns at once.
  func sources(_ subjects: ValueSet) -> [(node: Node, subjects: TextCell?)] {
    let set = subjects.single
    if set.cells.contains(where: \.isComposite) {
      return set.values.map { (node($0, isExact: true), nil) }
        + set.cells.map { cell in
          let text = cell.outline
          return (node(text, label: text), cell.isComposite ? cell : nil)
        }
    }
    guard case .these(let subjects, let isExact) = self.subjects else {
      return [(node("*", label: issuer.display), nil)]
    }
    return subjects.map { (node($0.display, isExact: isExact), nil) }
  }

  private func node(_ text: String, isExact: Bool) -> Node {
    // Another node than that of the pattern, which somebody else may trust.
    isExact && text.hasWildcard
      ? node(Self.literally + text, label: "literally " + text)
      : node(text, label: text == "*" ? issuer.display : text)
  }

  /// A pattern that a subject of a node with exclusions matches.
  static func pattern(of subject: String) -> String {
    subject.split(separator: exclusion, maxSplits: 1).first.map(String.init) ?? subject
  }

  fileprivate static let exclusion = " except "

  static let literally = "="

  private func node(_ subject: String, label: String) -> Node {
    Node(
      id: "oidc:\(issuer.display)#\(subject)", kind: .oidcSubject, account: nil, label: label)
  }

  /// What is asked for beyond the trust where its subject has wildcards that are none, because the
  /// condition compares whole texts: no provider that we know names anybody so.
  static func doubt(about node: Node) -> Residual? {
    guard node.kind == .oidcSubject, node.id.contains("#" + literally) else { return nil }
    return .when("the provider has a subject that is \(node.label)")
  }
}

extension TextCell {
  /// Whether one pattern does not say what it admits.
  fileprivate var isComposite: Bool {
    matching.count > 1 || !missing.isEmpty || number != nil || date != nil || address != nil
  }

  /// The patterns that a text matches and those that it does not.
  fileprivate var outline: String {
    let all = matching.isEmpty ? "*" : matching.map(\.text.display).joined(separator: " and ")
    if missing.isEmpty { return all }
    return all + TokenScope.exclusion + missing.map(\.text.display).joined(separator: ", ")
  }
}
