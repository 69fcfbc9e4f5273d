import Estate
import IAM
import Logic
import Testing

@testable import TrustGraph

/// Questions that other tools are known to answer wrongly, one test each.
@Suite struct PeerTests {
  static let account = EscalationCase.account
  static let other = EscalationCase.other
  static let target = EscalationCase.target
  static let caller = EscalationCase.callerRole

  /// 1. A condition whose key is not known makes a conditional edge, not a missing one; a Deny with
  /// a negated operator denies whom it means.
  @Test func conditionsAreKept() {
    var inputs = Inputs()
    inputs.role(Self.account, "caller", trust: EscalationCase.root)
    inputs.role(
      Self.account, "target",
      trust: Inputs.trust(
        "{\"AWS\": \"\(Self.caller)\"}",
        condition: "{\"StringEquals\": {\"sts:ExternalId\": \"x1y2z3\"}}"))
    inputs.role(
      Self.account, "spared",
      trust: "["
        + Inputs.trust("{\"AWS\": \"\(Self.caller)\"}") + ","
        + Inputs.trust(
          "{\"AWS\": \"*\"}",
          condition: "{\"ArnNotEquals\": {\"aws:PrincipalArn\": \"\(Self.caller)\"}}",
          effect: "Deny") + "]")
    let graph = inputs.graph()
    #expect(graph.status(Self.caller, Self.target) == .conditional)
    #expect(graph.status(Self.caller, "arn:aws:iam::\(Self.account):role/spared") == .proved)
  }

  /// 2. A boundary without the Allow stops a role that a trust names; guardrails: GuardrailTests.
  @Test func boundaryStopsANamedRole() {
    var inputs = Inputs()
    inputs.policy(Self.account, EscalationCase.policy, EscalationCase.s3)
    inputs.role(
      Self.account, "caller", trust: EscalationCase.root, boundary: EscalationCase.policy)
    inputs.role(
      Self.account, "target", trust: Inputs.trust("{\"AWS\": \"\(Self.caller)\"}"))
    #expect(inputs.graph().status(Self.caller, Self.target) == nil)
  }

  /// 2. A service control policy stops a role that a trust names, too; a Deny of the boundary does.
  @Test(arguments: [true, false]) func denialsStopANamedRole(_ isGuardrail: Bool) {
    var inputs = Inputs()
    if isGuardrail {
      GuardrailTests.organise(&inputs)
      GuardrailTests.attach(GuardrailTests.denyAssume, to: Self.account, &inputs)
    } else {
      inputs.policy(
        Self.account, EscalationCase.policy,
        "[\(EscalationCase.everything), \(EscalationCase.deny("sts:AssumeRole"))]")
    }
    inputs.role(
      Self.account, "caller", trust: EscalationCase.root,
      boundary: isGuardrail ? nil : EscalationCase.policy)
    inputs.role(
      Self.account, "target", trust: Inputs.trust("{\"AWS\": \"\(Self.caller)\"}"))
    #expect(inputs.graph().status(Self.caller, Self.target) == nil)
  }

  /// 3. `StringNotLike` holds without the key, `NumericLessThanIfExists` too; lists of numbers match.
  @Test(arguments: [
    "{\"StringNotLike\": {\"aws:PrincipalTag/team\": \"red\"}}",
    "{\"NumericLessThanIfExists\": {\"aws:MultiFactorAuthAge\": \"300\"}}",
    "{\"ForAnyValue:NumericLessThan\": {\"aws:RequestTag/level\": \"3\"}}",
  ])
  func absentKeysAreNotPresentOnes(_ condition: String) {
    var inputs = Inputs()
    inputs.role(Self.account, "caller", trust: EscalationCase.root)
    inputs.role(
      Self.account, "target",
      trust: Inputs.trust(
        "{\"AWS\": \"\(Self.caller)\"}", action: "sts:*", condition: condition))
    #expect(inputs.graph().status(Self.caller, Self.target) != nil)
  }

  /// 4. Roles are passed within one account.
  @Test func rolesAreNotPassedAcrossAccounts() {
    var inputs = Inputs()
    inputs.role(
      Self.account, "caller", trust: EscalationCase.root,
      allows: EscalationCase.allow("iam:PassRole", "lambda:*"))
    inputs.role(
      Self.other, "target", trust: Inputs.trust("{\"Service\": \"lambda.amazonaws.com\"}"))
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    #expect(graph.status(Self.caller, "arn:aws:iam::\(Self.other):role/target") == nil)
  }

  /// 5. A trust that names a role's session is an edge from the role.
  @Test func sessionsAreTheirRoles() {
    var inputs = Inputs()
    inputs.role(Self.account, "caller", trust: EscalationCase.root)
    inputs.role(
      Self.account, "target",
      trust: Inputs.trust(
        "{\"AWS\": \"arn:aws:sts::\(Self.account):assumed-role/caller/i-0abc\"}"))
    #expect(inputs.graph().status(Self.caller, Self.target) == .conditional)
  }

  /// 6. Administrators go on into other accounts.
  @Test func administratorsHaveWaysOut() throws {
    var inputs = Inputs()
    inputs.user(Self.account, "caller", allows: EscalationCase.allow("iam:PutUserPolicy"))
    let far = inputs.role(
      Self.other, "far", trust: Inputs.trust("{\"AWS\": \"\(Self.account)\"}"))
    let estate = inputs.estate()
    let graph = TrustGraph(estate, escalations: .walked)
    let source = try #require(graph.graph.index(of: EscalationCase.caller))
    let end = try #require(graph.graph.index(of: far))
    let path = try #require(
      GraphQuery(graph, of: estate).pairs(from: [source], to: [end]).first)
    #expect(path.nodes.map { graph.graph[node: $0].id }.contains("admin:\(Self.account)"))
  }

  /// 7. Who can assume a role is asked of its trust; conditions that contradict each other are none.
  @Test func impossibleConditionsAreNoGrant() {
    var inputs = Inputs()
    inputs.role(Self.account, "caller", trust: EscalationCase.root, allows: Inputs.may())
    let impossible = """
      {"StringEquals": {"aws:PrincipalAccount": "\(Self.other)"}}
      """
    inputs.role(
      Self.account, "target",
      trust: Inputs.trust("{\"AWS\": \"\(Self.account)\"}", condition: impossible))
    inputs.role(Self.account, "open", trust: EscalationCase.root)
    let graph = inputs.graph()
    #expect(graph.status(Self.caller, Self.target) == nil)
    #expect(graph.status(Self.caller, "arn:aws:iam::\(Self.account):role/open") == .proved)
  }

  /// 8. An identity policy alone, which is all that AWS simulates here, opens no role.
  @Test func identityAloneIsNotEnough() {
    var inputs = Inputs()
    inputs.role(Self.account, "caller", trust: EscalationCase.root, allows: Inputs.may())
    inputs.role(
      Self.account, "target", trust: Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}"))
    #expect(inputs.graph().status(Self.caller, Self.target) == nil)
  }

  /// 9. Neither a Deny nor `sts:TagSession` alone is trust.
  @Test(arguments: [("Deny", "sts:AssumeRole"), ("Allow", "sts:TagSession")])
  func denyAndTaggingAreNoTrust(_ effect: String, _ action: String) {
    var inputs = Inputs()
    inputs.role(Self.account, "caller", trust: EscalationCase.root, allows: Inputs.may())
    inputs.role(
      Self.account, "target",
      trust: Inputs.trust("{\"AWS\": \"\(Self.account)\"}", action: action, effect: effect))
    #expect(inputs.graph().status(Self.caller, Self.target) == nil)
  }

  /// 10. Wildcards inside an action and `NotAction` grant, a Deny takes away.
  @Test func actionsArePatterns() {
    for (statement, isDrawn) in [
      ("{\"Effect\": \"Allow\", \"Action\": \"iam:Pass*\", \"Resource\": \"*\"}", true),
      ("{\"Effect\": \"Allow\", \"NotAction\": \"s3:*\", \"Resource\": \"*\"}", true),
      ("{\"Effect\": \"Allow\", \"NotAction\": \"iam:*\", \"Resource\": \"*\"}", false),
    ] {
      for denies in [false, true] {
        var inputs = Inputs()
        let lambda = EscalationCase.allow("lambda:*")
        let deny = EscalationCase.deny("iam:PassRole")
        // Something else stays denied, so that the caller administers nothing.
        let limits = EscalationCase.deny("s3:*")
        inputs.role(
          Self.account, "caller", trust: EscalationCase.root,
          allows: "[\(statement), \(lambda), \(limits)\(denies ? ", " + deny : "")]")
        inputs.role(
          Self.account, "target", trust: Inputs.trust("{\"Service\": \"lambda.amazonaws.com\"}"))
        let hops = TrustGraph(inputs.estate(), escalations: .drawn).pairs()
        let isPassed = hops.contains { $0.contains(" PassRole proved ") }
        #expect(isPassed == (isDrawn && !denies), "\(statement)")
      }
    }
  }

  /// 11. Every legal form of a trust is read, and a Deny is no trust.
  @Test func everyFormOfATrustIsRead() {
    for trust in [
      "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sts:AssumeRole\"}}",
      "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"sts:AssumeRole\"]}]}",
    ] {
      var inputs = Inputs()
      inputs.role(Self.account, "target", trust: trust)
      #expect(inputs.graph().status("anyone", Self.target) == .proved)
    }
  }

  /// 12. A star crosses slashes, and brackets are brackets.
  @Test(arguments: [
    ("repo:acme/app:*", "repo:acme/app:ref:refs/heads/main", true),
    ("repo:acme/[ab]*", "repo:acme/app:ref:refs/heads/main", false),
  ])
  func starsCrossSlashes(_ pattern: String, _ subject: String, _ matches: Bool) {
    let glob = Pattern(SymbolicString(pattern), .glob)
    let text = Pattern(SymbolicString(subject), .exact)
    #expect(text.relation(to: glob) == (matches ? .yes : .no))
  }

  private static let github = "token.actions.githubusercontent.com"

  private func exposure(_ condition: String) -> Exposure? {
    var inputs = Inputs()
    inputs.role(
      Self.account, "target",
      trust: Inputs.trust(
        "{\"Federated\": \"arn:aws:iam::\(Self.account):oidc-provider/\(Self.github)\"}",
        action: "sts:AssumeRoleWithWebIdentity", condition: condition))
    return inputs.graph().grants(of: Self.target).first?.exposure
  }

  /// 13. A whole owner is more than a branch, and an excluded subject narrows nothing.
  @Test func subjectsAreSets() throws {
    let branch = try #require(
      exposure("{\"StringEquals\": {\"\(Self.github):sub\": \"repo:a/b:ref:refs/heads/main\"}}"))
    let excluded = try #require(
      exposure("{\"StringNotLike\": {\"\(Self.github):sub\": \"repo:a/b:*\"}}"))
    #expect(branch < excluded)
    #expect(excluded == .anyone)
  }

  /// 14. A condition that everybody meets is none.
  @Test func emptyProtectionIsNone() {
    var inputs = Inputs()
    inputs.role(
      Self.account, "target",
      trust: Inputs.trust(
        "{\"AWS\": \"*\"}", condition: "{\"Bool\": {\"aws:SecureTransport\": \"true\"}}"))
    let graph = inputs.graph()
    #expect(graph.grants(of: Self.target).first?.exposure == .anyone)
  }

  /// 15. A Deny that cannot be decided leaves a conditional edge; a bare account id is an account.
  @Test func undecidedDenialsAreConditions() {
    var inputs = Inputs()
    inputs.role(Self.account, "caller", trust: EscalationCase.root, allows: Inputs.may())
    inputs.role(
      Self.account, "target",
      trust: "["
        + Inputs.trust("{\"AWS\": \"\(Self.account)\"}") + ","
        + Inputs.trust(
          "{\"AWS\": \"*\"}", condition: "{\"IpAddress\": {\"aws:SourceIp\": \"192.0.2.0/24\"}}",
          effect: "Deny") + "]")
    #expect(inputs.graph().status(Self.caller, Self.target) == .conditional)
  }

  /// 15. Service control policies are those of the caller's account, not of the role's.
  @Test(arguments: [(other, true), (account, false)])
  func guardrailsAreTheCallers(_ limited: String, _ isOpen: Bool) {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(GuardrailTests.denyAssume, to: limited, &inputs)
    inputs.role(Self.account, "caller", trust: EscalationCase.root, allows: Inputs.may())
    let far = inputs.role(
      Self.other, "far", trust: Inputs.trust("{\"AWS\": \"\(Self.account)\"}"))
    #expect(inputs.graph().status(Self.caller, far) == (isOpen ? .proved : nil))
  }

  /// 16. A service that acts for nobody else is trusted by itself, not by everybody.
  @Test func servicesAreNotEverybody() {
    var inputs = Inputs()
    inputs.role(
      Self.account, "target", trust: Inputs.trust("{\"Service\": \"lambda.amazonaws.com\"}"))
    let graph = inputs.graph()
    #expect(graph.status("service:lambda.amazonaws.com", Self.target) == .proved)
    #expect(graph.status("anyone", Self.target) == nil)
    #expect(graph.grants(of: Self.target).first?.exposure == nil)
  }

  /// 17. What a role may do makes it an administrator, never its name.
  @Test func namesDoNotAdminister() throws {
    var inputs = Inputs()
    inputs.role(
      Self.account, "BillingAdministratorFullAccess", trust: EscalationCase.root,
      allows: EscalationCase.s3)
    inputs.role(
      Self.account, "deployer", trust: EscalationCase.root, allows: EscalationCase.everything)
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    let administrators = NodeClass.nodes("administrators", in: graph, of: inputs.estate()) ?? []
    let names = administrators.map { graph.graph[node: $0].label }
    #expect(names.contains("deployer"))
    #expect(!names.contains("BillingAdministratorFullAccess"))
  }

  /// 18. What one policy lacks another may give.
  @Test func policiesAddUp() {
    var inputs = Inputs()
    let one = "arn:aws:iam::\(Self.account):policy/one"
    let two = "arn:aws:iam::\(Self.account):policy/two"
    inputs.policy(Self.account, one, EscalationCase.allow("iam:PassRole"))
    inputs.policy(Self.account, two, EscalationCase.allow("ec2:RunInstances"))
    inputs.role(Self.account, "caller", trust: EscalationCase.root, attached: [one, two])
    inputs.role(
      Self.account, "target", trust: Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}"),
      profiles: ["p"])
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    #expect(graph.status(Self.caller, Self.target) == .proved)
  }
}
