import Estate
import IAM
import Logic
import Testing

@testable import TrustGraph

/// Rows of the edge catalogue that permissions make, each drawn and not drawn.
@Suite struct EscalationTests {
  static let account = EscalationCase.account

  static let cases =
    EscalationCase.credentials + EscalationCase.permissions + EscalationCase.policies
    + EscalationCase.federation + EscalationCase.organization + EscalationCase.latent
    + EscalationCase.templates

  @Test(arguments: cases) func row(_ test: EscalationCase) throws {
    var inputs = Inputs()
    test.build(&inputs)
    let hops = try steps(inputs.estate())
    #expect(test.isFound(in: hops) == test.isDrawn, "\(hops.joined(separator: "\n"))")
  }

  // MARK: Passing roles

  private static let trusted: [String: String] = Dictionary(
    (PassRoleRow.all.map(\.service) + ExistingRow.all.flatMap(\.services)).map { service in
      let isFederated = service == "cognito-identity.amazonaws.com"
      let key = isFederated ? "Federated" : "Service"
      return (
        service,
        Inputs.trust(
          "{\"\(key)\": \"\(service)\"}",
          action: isFederated ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole")
      )
    }, uniquingKeysWith: { first, _ in first })

  private func passing(
    _ actions: [String], trust: String, profiles: [String] = ["p"], account: String = account
  ) throws -> [String] {
    var inputs = Inputs()
    let list = actions.map { "\"\($0)\"" }.joined(separator: ", ")
    inputs.user(
      Self.account, "caller",
      allows: "{\"Effect\": \"Allow\", \"Action\": [\(list)], \"Resource\": \"*\"}")
    inputs.role(account, "target", trust: trust, profiles: profiles)
    return try steps(inputs.estate()).filter {
      $0.hasPrefix("\(EscalationCase.caller) -> arn:aws:iam::\(account):role/target PassRole ")
    }
  }

  @Test(arguments: PassRoleRow.all.indices) func passedToSomethingNew(_ index: Int) throws {
    let row = PassRoleRow.all[index]
    let id = row.id
    let trust = try #require(Self.trusted[row.service])
    let actions = ["iam:PassRole"] + row.actions
    let status = row.condition == nil ? "proved" : "conditional"
    // Who has all that another row asks for, too, takes that one.
    let ids =
      PassRoleRow.all.filter { other in
        other.service == row.service && other.condition == nil && row.condition == nil
          && Set(other.actions).isStrictSubset(of: row.actions)
      }.map(\.id) + [id]
    // A trust of a federated service asks for an audience that nobody pinned.
    #expect(
      try passing(actions, trust: trust).contains { edge in
        ids.contains { edge.hasSuffix("\(status) \($0)") }
      })
    #expect(try !passing(row.actions, trust: trust).contains { $0.hasSuffix(" \(id)") })
    #expect(try !passing(["iam:PassRole"], trust: trust).contains { $0.hasSuffix(" \(id)") })
    let wrong = Inputs.trust("{\"Service\": \"macie.amazonaws.com\"}")
    #expect(try passing(actions, trust: wrong).isEmpty)
    // A service takes roles of the account of the call only.
    #expect(try passing(actions, trust: trust, account: EscalationCase.other).isEmpty)
  }

  @Test(arguments: ExistingRow.all.map(\.id)) func whatAlreadyRuns(_ id: String) throws {
    let row = try #require(ExistingRow.all.first { $0.id == id })
    for service in row.services {
      let trust = try #require(Self.trusted[service])
      #expect(
        try passing(row.actions, trust: trust).contains { $0.hasSuffix("possible \(id)") })
    }
    let wrong = Inputs.trust("{\"Service\": \"macie.amazonaws.com\"}")
    #expect(try passing(row.actions, trust: wrong).isEmpty)
    let trust = try #require(Self.trusted[row.services[0]])
    #expect(try passing(["s3:ListBucket"], trust: trust).isEmpty)
  }

  /// A role without instance profile needs one made (row iam-030).
  @Test func instanceProfileIsNeeded() throws {
    let trust = try #require(Self.trusted["ec2.amazonaws.com"])
    let actions = ["iam:PassRole", "ec2:RunInstances"]
    #expect(try passing(actions, trust: trust, profiles: []).isEmpty)
    let more = actions + ["iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"]
    #expect(try !passing(more, trust: trust, profiles: []).isEmpty)
  }

  @Test func passedToServiceIsAsked() throws {
    let trust = try #require(Self.trusted["lambda.amazonaws.com"])
    for (service, isDrawn) in [("lambda.amazonaws.com", true), ("ec2.amazonaws.com", false)] {
      var inputs = Inputs()
      inputs.user(
        Self.account, "caller",
        allows: """
          [{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
            "Condition": {"StringEquals": {"iam:PassedToService": "\(service)"}}},
           {"Effect": "Allow", "Action": "lambda:*",
            "Resource": "arn:aws:lambda:*:\(Self.account):function:dev-*"}]
          """)
      inputs.role(Self.account, "target", trust: trust)
      let found = try steps(inputs.estate()).filter { $0.contains(" PassRole proved ") }
      #expect(found.isEmpty == !isDrawn)
    }
  }

  /// Statements on resources, and whether they make a function or an instance with the role.
  private static let resources: [(String, [(actions: [String], resource: String)], isDrawn: Bool)] =
    [
      ("lambda", [(["CreateFunction", "InvokeFunction"], "function:dev-*")], true),
      (
        "lambda",
        [(["CreateFunction"], "function:dev-*"), (["InvokeFunction"], "function:*-a")], true
      ),
      (
        "lambda",
        [(["CreateFunction"], "function:dev-*"), (["InvokeFunction"], "function:prod-*")], false
      ),
      ("lambda", [(["CreateFunction", "InvokeFunction"], "layer:*")], false),
      ("ec2", [(["RunInstances"], "*")], true),
      ("ec2", [(["RunInstances"], "instance/*")], false),
      ("codebuild", [(["CreateProject"], "project/a"), (["StartBuild"], "project/*")], true),
      ("codebuild", [(["CreateProject"], "project/a"), (["StartBuild"], "project/b")], false),
    ]

  @Test(arguments: resources.indices) func oneResourceForAllActions(_ index: Int) throws {
    let (service, statements, isDrawn) = Self.resources[index]
    let trust = try #require(Self.trusted["\(service).amazonaws.com"])
    var inputs = Inputs()
    let list = statements.map { statement in
      let actions = statement.actions.map { "\"\(service):\($0)\"" }.joined(separator: ", ")
      return """
        {"Effect": "Allow", "Action": [\(actions)],
         "Resource": "arn:aws:\(service):*:\(service == "ec2" ? "*" : Self.account):\(statement.resource)"}
        """
    }
    inputs.user(
      Self.account, "caller",
      allows: "[\(([EscalationCase.allow("iam:PassRole")] + list).joined(separator: ","))]")
    inputs.role(Self.account, "target", trust: trust, profiles: ["p"])
    let found = try steps(inputs.estate()).filter { $0.contains(" PassRole proved ") }
    #expect(found.isEmpty == !isDrawn, "\(found)")
  }

  @Test(arguments: [
    "arn:aws:lambda:us-east-1:\(EscalationCase.other):function:*", "arn:aws:s3:::bucket/*",
  ])
  func resourcesOfOthersMakeNothing(_ resource: String) throws {
    let trust = try #require(Self.trusted["lambda.amazonaws.com"])
    var inputs = Inputs()
    inputs.user(
      Self.account, "caller",
      allows: "[\(EscalationCase.allow("iam:PassRole")),"
        + "\(EscalationCase.allow("lambda:CreateFunction", "lambda:InvokeFunction", on: resource))]"
    )
    inputs.role(Self.account, "target", trust: trust)
    #expect(try !steps(inputs.estate()).contains { $0.contains(" PassRole ") })
  }

  /// A policy of the organisation exempts one of two roles that hold the same policy, in both orders.
  @Test(arguments: ["abreakglass", "zbreakglass"])
  func exemptionsAreOnesOwn(_ exempt: String) throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Action": ["iam:Update*", "iam:PassRole"], "Resource": "*",
         "Condition": {"ArnNotLike": {"aws:PrincipalARN": "arn:aws:iam::*:role/*breakglass"}}}]}
      """, to: GuardrailTests.member, &inputs)
    inputs.policy(
      Self.account, EscalationCase.policy,
      EscalationCase.allow("iam:UpdateAssumeRolePolicy", "iam:PassRole", "lambda:*"))
    for name in [exempt, "worker"] {
      inputs.role(
        Self.account, name, trust: Inputs.trust("{\"Service\": \"x.amazonaws.com\"}"),
        attached: [EscalationCase.policy])
    }
    inputs.role(
      Self.account, "target", trust: Inputs.trust("{\"Service\": \"lambda.amazonaws.com\"}"))
    let found = try steps(inputs.estate()).filter {
      $0.contains(":role/target ") && !$0.contains(" possible ")
    }
    let own = found.filter { $0.hasPrefix("arn:aws:iam::\(Self.account):role/\(exempt) ") }
    #expect(own.contains { $0.hasSuffix("PolicyChange proved iam-012") }, "\(found)")
    #expect(own.contains { $0.contains(" PassRole proved ") })
    #expect(!found.contains { $0.hasPrefix("arn:aws:iam::\(Self.account):role/worker ") })
  }

  /// What could happen to something that runs does not happen where the organisation denies it.
  @Test func possibleStepsRespectTheOrganization() throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Action": "lambda:*", "Resource": "*"}]}
      """, to: GuardrailTests.member, &inputs)
    inputs.user(
      Self.account, "caller", allows: EscalationCase.allow("lambda:UpdateFunctionCode"))
    inputs.role(
      Self.account, "target", trust: Inputs.trust("{\"Service\": \"lambda.amazonaws.com\"}"))
    #expect(try !steps(inputs.estate()).contains { $0.contains(" PassRole ") })
  }

  @Test func everyActionIsKnown() {
    #expect(EscalationActions.names.count <= 512)
    for row in PassRoleRow.all { #expect(!EscalationActions.bits(of: row.actions).isEmpty) }
    #expect(EscalationActions.bits(of: "s3:NoSuchAction").isEmpty)
  }

  // MARK: Scale

  /// Four thousand holders of everything that escalates do not square.
  @Test func edgesDoNotSquare() {
    var inputs = Inputs()
    for index in 0..<4_000 {
      inputs.role(
        Self.account, "r\(index)", trust: EscalationCase.root,
        allows: EscalationCase.allow(
          "sts:AssumeRole", "iam:PassRole", "iam:UpdateAssumeRolePolicy", "lambda:*"))
    }
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    #expect(graph.graph.edges.count < 12 * 4_000)
  }

  /// Nor do makers of roles and names that roles wait for, nor tokens and those who trust them.
  @Test func namesAndTokensDoNotSquare() throws {
    let (makers, names) = (600, 60)
    let issuer = "a1b2c3.tokens.sts.global.api.aws"
    let takers = "777788889999"
    var inputs = Inputs()
    for index in 0..<makers {
      let maker = inputs.role(
        Self.account, "maker\(index)", trust: EscalationCase.root,
        allows: EscalationCase.allow(
          "iam:CreateRole", "iam:PutRolePolicy", "sts:GetWebIdentityToken"))
      inputs.role(
        takers, "taker\(index)",
        trust: Inputs.trust(
          "{\"Federated\": \"arn:aws:iam::\(takers):oidc-provider/\(issuer)\"}",
          action: "sts:AssumeRoleWithWebIdentity",
          condition: "{\"StringEquals\": {\"\(issuer):sub\": \"\(maker)\"}}"))
    }
    for index in 0..<names {
      inputs.role(
        EscalationCase.other, "wanted\(index)",
        trust: Inputs.trust(
          "{\"AWS\": \"*\"}",
          condition:
            "{\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/new-\(index)-*\"}}"))
    }
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    #expect(graph.graph.edges.filter { $0.via == "iam-028" }.count < 4 * names)
    #expect(graph.graph.edges.filter { $0.via == "T-OUTBOUND" }.count == 2 * makers)
    let end = try #require(
      graph.graph.index(of: "arn:aws:iam::\(EscalationCase.other):role/wanted7"))
    let steps = graph.steps(to: end).filter { $0.via == "iam-028" }
    #expect(Set(steps.map(\.source)).count == makers)
  }

  @Test func otherAccountsAreReachedThroughAnAdministrator() throws {
    var inputs = Inputs()
    inputs.user(Self.account, "caller", allows: EscalationCase.everything)
    let far = inputs.role(
      EscalationCase.other, "far", trust: Inputs.trust("{\"AWS\": \"\(Self.account)\"}"))
    let estate = inputs.estate()
    let graph = TrustGraph(estate, escalations: .walked)
    let query = GraphQuery(graph, of: estate)
    let source = try #require(graph.graph.index(of: EscalationCase.caller))
    let target = try #require(graph.graph.index(of: far))
    #expect(!query.pairs(from: [source], to: [target]).isEmpty)
  }

  private static func actions(_ subject: String, by comparison: String = "StringLike") -> String {
    let issuer = "token.actions.githubusercontent.com"
    return Inputs.trust(
      "{\"Federated\": \"arn:aws:iam::\(account):oidc-provider/\(issuer)\"}",
      action: "sts:AssumeRoleWithWebIdentity",
      condition: """
        {"StringEquals": {"\(issuer):aud": "sts.amazonaws.com"},
         "\(comparison)": {"\(issuer):sub": "\(subject)"}}
        """)
  }

  /// Whoever has a subject gets in wherever a wider pattern does.
  @Test func aSubjectIsOneOfItsPattern() throws {
    var inputs = Inputs()
    inputs.role(Self.account, "main", trust: Self.actions("repo:octo/app:ref:refs/heads/main"))
    inputs.role(Self.account, "app", trust: Self.actions("repo:octo/app:*"))
    inputs.role(Self.account, "all", trust: Self.actions("repo:octo/*"))
    inputs.role(Self.account, "other", trust: Self.actions("repo:other/*"))
    let estate = inputs.estate()
    let graph = TrustGraph(estate, escalations: .walked)
    let subject = "oidc:token.actions.githubusercontent.com#repo:octo/app:ref:refs/heads/main"
    let source = try #require(graph.graph.index(of: subject))
    let reached = GraphQuery(graph, of: estate).canReach(source).map { path in
      graph.graph[node: path.target].label
    }
    #expect(
      Set(reached).isSuperset(of: ["main", "app", "all"]) && !reached.contains("other"),
      "\(reached)")
  }

  /// What is not among the inputs may allow, and may deny.
  @Test func missingPoliciesDecideNothing() throws {
    var inputs = Inputs()
    let missing = "arn:aws:iam::\(Self.account):policy/missing"
    inputs.user(Self.account, "one", allows: EscalationCase.s3, attached: [missing])
    inputs.user(Self.account, "two", allows: Inputs.may(), attached: [missing])
    inputs.user(Self.account, "three", allows: Inputs.may())
    inputs.role(Self.account, "target", trust: EscalationCase.root)
    let found = try steps(inputs.estate()).filter { $0.contains(":role/target AssumeRole ") }
    func statuses(of name: String) -> [String] {
      found.filter { $0.hasPrefix("arn:aws:iam::\(Self.account):user/\(name) ") }
        .compactMap { $0.split(separator: " ").dropLast().last.map(String.init) }
    }
    #expect(statuses(of: "one") == ["possible"])
    #expect(statuses(of: "two").contains("conditional"))
    #expect(!statuses(of: "two").contains("proved"))
    #expect(statuses(of: "three") == ["proved"])
  }

  /// A comparison of whole texts has no wildcards: its subject is nobody's that we know.
  @Test func aLiteralStarIsNoPattern() throws {
    var inputs = Inputs()
    inputs.role(Self.account, "pattern", trust: Self.actions("repo:octo/*"))
    inputs.role(Self.account, "text", trust: Self.actions("repo:octo/*", by: "StringEquals"))
    let graph = TrustGraph(inputs.estate())
    let target = try #require(
      graph.graph.index(of: "arn:aws:iam::\(Self.account):role/text"))
    let steps = graph.steps(to: target)
    #expect(steps.map(\.status) == [.possible])
    #expect(steps.map { graph.graph[node: $0.source].label } == ["literally repo:octo/*"])
  }

  @Test func ordinaryScansDrawNone() {
    var inputs = Inputs()
    EscalationCase.user(EscalationCase.everything)(&inputs)
    let graph = inputs.graph()
    #expect(graph.graph.edges.allSatisfy { $0.kind.assumes || $0.kind == .contains })
  }

  private func steps(_ estate: Estate) throws -> [String] {
    let graph = TrustGraph(estate, escalations: .drawn)
    let hops = try #require(graph.expandedEdges())
    return hops.map {
      "\(graph.graph[node: $0.source].id) -> \(graph.graph[node: $0.target].id)"
        + " \($0.kind.rawValue) \($0.status.rawValue) \($0.via)"
    }
  }
}
