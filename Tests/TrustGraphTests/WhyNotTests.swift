import Estate
import Logic
import Testing

@testable import TrustGraph

/// What keeps one step shut, and the changes that the evaluator finds to be enough.
@Suite struct WhyNotTests {
  private static let account = "111122223333"
  private static let other = "444455556666"
  private static let lambda = Inputs.trust("{\"Service\": \"lambda.amazonaws.com\"}")
  private static let everybody = Inputs.trust("{\"AWS\": \"\(account)\"}")
  private static let ofOther =
    "{\"StringEquals\": {\"aws:PrincipalAccount\": \"\(other)\"}}"

  /// A caller, a role, and what stands between them.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var home = account
    var trust = everybody
    var allows: String? = Inputs.may()
    var boundary: String?
    let blockers: [WhyNot.Blocker.Side]
    var change = ""
    var remaining = "always"
  }

  static let cases = [
    Case(
      testDescription: "naming the caller is enough in its own account", trust: lambda,
      allows: nil, blockers: [.trust], change: "name arn:aws:iam::111122223333:user/ann"),
    Case(
      testDescription: "in another account the caller needs an Allow, too", home: other,
      trust: lambda, allows: nil, blockers: [.trust, .identity]),
    Case(
      testDescription: "the account is trusted, the caller has no Allow", allows: nil,
      blockers: [.identity], change: "allow arn:aws:iam::111122223333:user/ann sts:AssumeRole"),
    Case(
      testDescription: "the account is named for tags of sessions only",
      trust: Inputs.trust("{\"AWS\": \"\(account)\"}", action: "sts:TagSession"),
      blockers: [.trust], change: "name arn:aws:iam::111122223333:user/ann as a principal in a sta"),
    Case(
      testDescription: "a condition of the trust does not hold",
      trust: Inputs.trust("{\"AWS\": \"\(account)\"}", condition: ofOther), blockers: [.trust],
      change: "change the condition StringEquals aws:PrincipalAccount in the statement of the trust"
    ),
    Case(
      testDescription: "the caller is named under a condition that does not hold",
      trust: Inputs.trust(
        "{\"AWS\": \"arn:aws:iam::\(account):user/ann\"}", condition: ofOther),
      blockers: [.trust], change: "change the condition StringEquals aws:PrincipalAccount"),
    Case(
      testDescription: "a condition of the caller's own policy does not hold",
      allows: Inputs.may(condition: ofOther), blockers: [.identity],
      change: "change the condition StringEquals aws:PrincipalAccount in the statement of the polic"
    ),
    Case(
      testDescription: "both Deny statements have to go",
      trust: "[\(everybody), \(Inputs.trust("\"*\"", effect: "Deny"))]",
      allows: "[\(Inputs.may()), \(Inputs.may(effect: "Deny"))]", blockers: [.trust, .identity],
      change: "remove the Deny from the trust policy"),
    Case(
      testDescription: "a Deny goes and the caller is named",
      trust: "[\(lambda), \(Inputs.trust("\"*\"", effect: "Deny"))]", allows: nil,
      blockers: [.trust, .trust], change: "remove the Deny from the trust policy"),
    Case(
      testDescription: "both sides ask for what the other excludes",
      trust: Inputs.trust(
        "{\"AWS\": \"\(account)\"}",
        condition: "{\"StringEquals\": {\"sts:RoleSessionName\": \"one\"}}"),
      allows: Inputs.may(condition: "{\"StringEquals\": {\"sts:RoleSessionName\": \"two\"}}"),
      blockers: [.trust], change: "change the conditions in the trust policy",
      remaining: "sts:RoleSessionName equals two"),
    Case(
      testDescription: "the boundary allows something else",
      boundary: "arn:aws:iam::\(account):policy/bound", blockers: [.boundary]),
  ]

  @Test(arguments: cases) func theSmallestChangeIsNamed(_ test: Case) throws {
    var inputs = Inputs()
    inputs.policy(
      Self.account, "arn:aws:iam::\(Self.account):policy/bound",
      "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}")
    let user = inputs.user(
      Self.account, "ann", allows: test.allows, boundary: test.boundary)
    let role = inputs.role(test.home, "role", trust: test.trust)
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let answer = query.whyNot(from: query.nodes(user), to: query.nodes(role))
    #expect(answer.paths.isEmpty)
    let step = try #require(answer.step)
    #expect(step.blockers.map(\.side) == test.blockers)
    #expect(step.remaining.display(redacting: .none) == test.remaining)
    #expect(step.blockers.first?.change.hasPrefix(test.change) == true)
    #expect(step.blockers.allSatisfy { !$0.evidence.isEmpty })
  }

  /// Whom a resource control policy shuts out is somebody to ask about, as whom a trust leaves out.
  @Test(arguments: ["999988887777:root", "999988887777:role/vendor"])
  func resourceControlShutsOut(_ name: String) throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(
      GuardrailTests.denyForeigners, to: "r-ab12", type: "RESOURCE_CONTROL_POLICY", &inputs)
    let role = inputs.role(
      Self.account, "target", trust: Inputs.trust("{\"AWS\": \"999988887777\"}"))
    let estate = inputs.estate()
    let caller = "arn:aws:iam::" + name
    let query = GraphQuery(
      TrustGraph(estate, escalations: .walked, asked: [caller]), of: estate)
    let answer = query.whyNot(from: query.nodes(caller), to: query.nodes(role))
    #expect(answer.paths.isEmpty)
    #expect(try #require(answer.step).blockers.map(\.side) == [.resourceControl])
  }

  /// Whom a trust policy names without being a principal of the inputs, and what opens a role to it.
  static let outsiders = [
    (
      "service:ec2.amazonaws.com", lambda,
      "name the service ec2.amazonaws.com as a principal in a statement of the trust policy of"
    ),
    (
      "oidc:\(issuer)#repo:acme/app:ref:refs/heads/main", lambda,
      "name arn:aws:iam::\(account):oidc-provider/\(issuer), for the \(issuer):sub "
        + "repo:acme/app:ref:refs/heads/main only, as a principal in a statement"
    ),
    (
      "oidc:\(issuer)#repo:acme/app:ref:refs/heads/main", tokens("repo:acme/other:*"),
      "change the condition StringLike \(issuer):sub in the statement of the trust policy of"
    ),
    (
      "sa-token:c1/prod/app", lambda,
      "name arn:aws:iam::\(account):oidc-provider/\(eks), for the \(eks):sub "
        + "system:serviceaccount:prod:app only, as a principal in a statement"
    ),
    (
      "arn:aws:iam::\(account):saml-provider/okta", lambda,
      "name arn:aws:iam::\(account):saml-provider/okta as a principal in a statement"
    ),
  ]

  private static let issuer = "token.actions.githubusercontent.com"
  private static let eks = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"

  private static func tokens(_ subjects: String) -> String {
    Inputs.trust(
      "{\"Federated\": \"arn:aws:iam::\(account):oidc-provider/\(issuer)\"}",
      action: "sts:AssumeRoleWithWebIdentity",
      condition: "{\"StringLike\": {\"\(issuer):sub\": \"\(subjects)\"}}")
  }

  @Test(arguments: outsiders) func whoIsNoPrincipalIsAnsweredToo(
    _ source: String, _ trust: String, _ change: String
  ) throws {
    var inputs = Inputs()
    let role = inputs.role(Self.account, "role", trust: trust)
    // Others trust them, so that they are there to be asked about.
    inputs.role(
      Self.account, "ec2", trust: Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}"))
    inputs.role(Self.account, "ci", trust: Self.tokens("repo:acme/app:ref:refs/heads/main"))
    inputs.role(
      Self.account, "sso",
      trust: Inputs.trust(
        "{\"Federated\": \"arn:aws:iam::\(Self.account):saml-provider/okta\"}",
        action: "sts:AssumeRoleWithSAML"))
    inputs.file(
      "cluster.json",
      """
      {"cluster": {"name": "c1", "arn": "arn:aws:eks:eu-west-1:\(Self.account):cluster/c1",
       "identity": {"oidc": {"issuer": "https://\(Self.eks)"}}}}
      """)
    inputs.file(
      "account.yaml",
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: app, namespace: prod}
      """)
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let answer = query.whyNot(from: query.nodes(source), to: query.nodes(role))
    #expect(answer.paths.isEmpty)
    let step = try #require(answer.step)
    #expect(step.blockers.map(\.side) == [.trust])
    #expect(step.blockers.first?.change.hasPrefix(change) == true, "\(step.blockers)")
    #expect(!step.remaining.isNever)
  }

  /// A role assumes itself by its account's consent as any other role does: with an Allow of its own.
  @Test(arguments: [false, true]) func rolesAssumeThemselves(isAllowed: Bool) throws {
    var inputs = Inputs()
    let role = inputs.role(
      Self.account, "role", trust: Self.everybody, allows: isAllowed ? Inputs.may() : nil)
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let step = try #require(query.whyNot(from: query.nodes(role), to: query.nodes(role)).step)
    #expect(step.blockers.map(\.side) == (isAllowed ? [] : [.identity]))
  }

  /// What `query paths` finds can be done; an edge that only modifies, or may not be there, cannot.
  @Test func onlyPathsAreWays() throws {
    var inputs = Inputs()
    let changer = inputs.user(
      Self.account, "mod",
      allows: "{\"Effect\": \"Allow\", \"Action\": \"iam:PutRolePolicy\", \"Resource\": \"*\"}")
    let developer = inputs.user(
      Self.account, "dev",
      allows:
        "{\"Effect\": \"Allow\", \"Action\": \"lambda:UpdateFunctionCode\", \"Resource\": \"*\"}")
    let user = inputs.user(Self.account, "ann", allows: Inputs.may())
    let run = inputs.role(Self.account, "run", trust: Self.lambda)
    let guarded = inputs.role(
      Self.account, "guarded",
      trust: Inputs.trust(
        "{\"AWS\": \"\(Self.account)\"}",
        condition: "{\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}"))
    let estate = inputs.estate()
    let graph = TrustGraph(estate, escalations: .walked)
    let query = GraphQuery(graph, of: estate, statuses: [.proved, .conditional])
    func ask(_ from: String, _ to: String) -> WhyNotAnswer {
      query.whyNot(from: query.nodes(from), to: query.nodes(to))
    }
    let change = ask(changer, run)
    #expect(change.paths.isEmpty && change.doubtful.isEmpty)
    #expect(change.changes.map(\.kind) == [.policyChange])
    let possible = ask(developer, run)
    #expect(possible.paths.isEmpty && possible.changes.isEmpty)
    #expect(possible.doubtful.map(\.status) == [.possible])
    let conditional = ask(user, guarded)
    #expect(conditional.step == nil)
    #expect(conditional.paths.map { $0.residual.requires("aws:MultiFactorAuthPresent") } == [true])
  }

  /// Several policies hang at one place: only what denies is named.
  @Test func onlyPoliciesThatDenyAreNamed() throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(GuardrailTests.denyOther, to: "r-ab12", &inputs)
    let caller = inputs.role(
      Self.account, "caller", trust: Self.everybody, allows: Inputs.may())
    let role = inputs.role(Self.account, "other-role", trust: Self.everybody)
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let step = try #require(
      query.whyNot(from: query.nodes(caller), to: query.nodes(role)).step)
    #expect(step.blockers.map(\.side) == [.serviceControl])
    #expect(step.blockers.first?.change.contains("FullAWSAccess") == false)
  }

  /// Accounts and everybody are answered, by what the trust policy lacks.
  @Test func outsidersAreAnswered() throws {
    var inputs = Inputs()
    inputs.role(Self.account, "open", trust: Inputs.trust("{\"AWS\": [\"*\", \"\(Self.other)\"]}"))
    let role = inputs.role(Self.account, "closed", trust: Self.lambda)
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate), of: estate)
    for from in ["anyone", "arn:aws:iam::\(Self.other):root", Self.other] {
      let step = try #require(
        query.whyNot(from: query.nodes(from), to: query.nodes(role)).step)
      #expect(step.blockers.map(\.side) == [.trust])
    }
  }
}
