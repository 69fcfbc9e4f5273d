import Estate
import IAM
import Logic
import Testing

@testable import TrustGraph

/// Cuts, walks and guarded steps.
@Suite struct QueryTests {
  static let account = EscalationCase.account
  static let far = EscalationCase.other

  private func role(_ name: String, _ account: String = account) -> String {
    "arn:aws:iam::\(account):role/\(name)"
  }

  /// a trusts outside; b and c trust a; d trusts b and c.
  private func diamond() -> Inputs {
    var inputs = Inputs()
    inputs.role(Self.account, "a", trust: Inputs.trust("{\"AWS\": \"999988887777\"}"))
    inputs.role(Self.account, "b", trust: Inputs.trust("{\"AWS\": \"\(role("a"))\"}"))
    inputs.role(Self.account, "c", trust: Inputs.trust("{\"AWS\": \"\(role("a"))\"}"))
    inputs.role(
      Self.account, "d",
      trust: "["
        + Inputs.trust("{\"AWS\": \"\(role("b"))\"}") + ","
        + Inputs.trust("{\"AWS\": \"\(role("c"))\"}") + "]")
    return inputs
  }

  private func cut(_ inputs: inout Inputs, _ from: String, _ to: String) -> SmallestCut {
    let estate = inputs.estate()
    let graph = TrustGraph(estate)
    let query = GraphQuery(graph, of: estate)
    return query.smallestCut(from: query.nodes(from), to: query.nodes(to))
  }

  @Test func oneStatementCutsAllWays() {
    var inputs = diamond()
    let cut = cut(&inputs, "arn:aws:iam::999988887777:root", role("d"))
    #expect(cut.places.count == 1)
    #expect(!cut.survivesFirstRepair)
  }

  @Test func twoWaysNeedTwoChanges() {
    var inputs = diamond()
    let cut = cut(&inputs, role("a"), role("d"))
    #expect(cut.places.count == 2)
    #expect(cut.survivesFirstRepair)
  }

  @Test func noWayNeedsNoCut() {
    var inputs = diamond()
    #expect(cut(&inputs, role("d"), role("a")).places.isEmpty)
  }

  /// `hub` demands a session name, `target` another one of it, and lets `more` in.
  private func contradiction(_ more: [String]) -> Inputs {
    var inputs = Inputs()
    inputs.user(Self.account, "ann", allows: Inputs.may())
    let user = "{\"AWS\": \"arn:aws:iam::\(Self.account):user/ann\"}"
    inputs.role(
      Self.account, "hub",
      trust: Inputs.trust(user, condition: #"{"StringEquals": {"sts:RoleSessionName": "ann"}}"#),
      allows: Inputs.may())
    for name in more { inputs.role(Self.account, name, trust: Inputs.trust(user)) }
    let session = "arn:aws:sts::\(Self.account):assumed-role/hub/bob"
    let parties = [session] + more.map { role($0) }
    inputs.role(
      Self.account, "target",
      trust: "[" + parties.map { Inputs.trust("{\"AWS\": \"\($0)\"}") }.joined(separator: ",") + "]"
    )
    return inputs
  }

  /// A way that contradicts itself needs no change.
  @Test(arguments: [[], ["one"], ["one", "two"]])
  func waysThatContradictThemselvesAreNotCut(_ more: [String]) {
    var inputs = contradiction(more)
    let cut = cut(&inputs, "arn:aws:iam::\(Self.account):user/ann", role("target"))
    #expect(cut.places.count == more.count)
    #expect(cut.isSmallest && cut.isEnough)
  }

  /// Who is an end, too, is no start; the others' ways are cut.
  @Test func startsMayHoldTheEnd() {
    var inputs = diamond()
    #expect(cut(&inputs, "roles", role("d")).places.count == 2)
    #expect(cut(&inputs, role("d"), role("d")).places.isEmpty)
  }

  /// A permission that two statements give is gone with both only.
  @Test func everyStatementThatGivesAPermissionIsCut() throws {
    var inputs = Inputs()
    let grant = EscalationCase.allow("iam:PutUserPolicy", on: EscalationCase.caller)
    inputs.user(Self.account, "caller", allows: "[\(grant), \(grant)]")
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate, escalations: .drawn), of: estate)
    let from = query.nodes(EscalationCase.caller)
    let to = query.nodes(EscalationCase.administrator)
    #expect(query.smallestCut(from: from, to: to).places.count == 2)
    #expect(query.why(from: from, to: to).flatMap(\.evidence).count == 2)
  }

  /// Several who may do the same go through one set: the places are the statements of its members.
  @Test func holdersOfPermissionsAreCut() throws {
    var inputs = Inputs()
    for name in ["one", "two"] {
      inputs.user(Self.account, name, allows: EscalationCase.allow("iam:CreateAccessKey"))
      inputs.user(Self.account, "of-\(name)", allows: EscalationCase.s3)
    }
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate, escalations: .drawn), of: estate)
    let cut = query.smallestCut(
      from: query.nodes("arn:aws:iam::\(Self.account):user/one"),
      to: query.nodes("arn:aws:iam::\(Self.account):user/of-two"))
    // Its own statement is all it has, also for the keys of the other who may make some.
    #expect(cut.isEnough)
    #expect(cut.places.count == 1)
  }

  /// Removing what the cut names leaves no way; a property on random graphs of roles.
  @Test(arguments: 0..<20) func theCutCuts(_ seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    let trusts = (0..<8).map { _ in (0..<2).map { _ in next(8) } }
    func inputs(without removed: Set<[Int]>) -> Inputs {
      var inputs = Inputs()
      for (index, sources) in trusts.enumerated() {
        let statements = sources.enumerated().filter { !removed.contains([index, $0.offset]) }
          .map { Inputs.trust("{\"AWS\": \"\(role("r\($0.element)"))\"}") }
        let never = Inputs.trust("{\"Service\": \"x.amazonaws.com\"}")
        inputs.role(
          Self.account, "r\(index)", trust: "[\((statements + [never]).joined(separator: ","))]")
      }
      return inputs
    }
    var whole = inputs(without: [])
    let estate = whole.estate()
    let graph = TrustGraph(estate)
    let query = GraphQuery(graph, of: estate)
    let start = query.nodes(role("r0"))
    let end = query.nodes(role("r7"))
    let cut = query.smallestCut(from: start, to: end)
    var removed: Set<[Int]> = []
    for place in cut.places {
      let index = try #require(Int(graph.graph[node: place.target].label.dropFirst()))
      let principal = try #require(graph.principal(of: place.target))
      let statements = estate.principals[principal].trust?.statements ?? []
      let position = try #require(statements.firstIndex { $0.range == place.range })
      removed.insert([index, position])
    }
    var rest = inputs(without: removed)
    let left = rest.estate()
    let after = GraphQuery(TrustGraph(left), of: left)
    let first = try #require(after.nodes(role("r0")).first)
    let last = try #require(after.nodes(role("r7")).first)
    let ways = after.pairs(from: [first], to: [last])
    #expect(ways.isEmpty)
    let before = query.pairs(from: [start[0]], to: [end[0]])
    #expect(before.isEmpty == cut.places.isEmpty)
  }

  /// A caller whom several statements let in by the same way is told once, and the proved first.
  @Test func callersAreToldOnce() throws {
    var inputs = Inputs()
    let conditional = inputs.user(
      Self.account, "conditional",
      allows: Inputs.may(condition: #"{"StringEquals": {"aws:ResourceTag/env": "prod"}}"#))
    let device = Inputs.may(condition: #"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#)
    let near = Inputs.may(condition: #"{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#)
    let either = inputs.user(Self.far, "either", allows: "[\(device), \(near)]")
    let role = inputs.role(Self.account, "role", trust: Inputs.trust("\"*\""))
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let callers = query.callers(of: try #require(query.nodes(role).first))
    let ids = callers.map { query.trust.graph[node: $0.source].id }
    #expect(Set(ids).count == ids.count)
    let first = try #require(ids.firstIndex(of: conditional))
    let last = try #require(ids.firstIndex(of: either))
    #expect(callers[first].status == .proved)
    #expect(callers[last].status == .conditional)
    #expect(first < last)
    #expect(
      callers[last].residual.keys.map(\.canonical) == [
        "aws:multifactorauthpresent", "aws:sourceip",
      ])
  }

  /// Edges come in another order from a database, and what proves a step must not.
  @Test func placesOfSeveralStatementsAreSorted() throws {
    var inputs = Inputs()
    let policies = ["late", "early"].map { "arn:aws:iam::\(Self.account):policy/\($0)" }
    let device = Inputs.may(condition: #"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#)
    let near = Inputs.may(condition: #"{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#)
    inputs.policy(Self.account, policies[1], device)
    inputs.policy(Self.account, policies[0], near)
    inputs.user(Self.account, "user", attached: policies)
    let role = inputs.role(Self.account, "role", trust: EscalationCase.root)
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let callers = query.callers(of: try #require(query.nodes(role).first))
    let evidence = try #require(callers.first).evidence
    #expect(evidence.map(\.role) == [.trusts, .grants, .grants])
    #expect(evidence.dropFirst().map(\.range) == evidence.dropFirst().map(\.range).sorted())
  }

  @Test func walkIsARequestThatGetsIn() throws {
    var inputs = Inputs()
    let first = inputs.role(
      Self.account, "first", trust: Inputs.trust("{\"AWS\": \"999988887777\"}"),
      allows: Inputs.may())
    let last = inputs.role(
      Self.far, "last",
      trust: Inputs.trust(
        "{\"AWS\": \"\(first)\"}",
        condition: "{\"StringEquals\": {\"sts:ExternalId\": \"abc/def\"}}"))
    let estate = inputs.estate()
    let graph = TrustGraph(estate)
    let query = GraphQuery(graph, of: estate)
    let source = try #require(query.nodes("arn:aws:iam::999988887777:root").first)
    let end = try #require(query.nodes(last).first)
    let paths = query.pairs(from: [source], to: [end])
    let path = try #require(paths.first)
    let walk = try #require(Walker(estate, graph, paths: paths).walk(path))
    #expect(
      walk.commands { $0 } == [
        "aws sts assume-role --role-arn \(first) --role-session-name trustpath",
        "aws sts assume-role --role-arn \(last) --role-session-name trustpath"
          + " --external-id abc/def",
      ])
    #expect(walk.profileFile { _ in "ExternalId#1" }.contains("external_id = ExternalId#1"))
  }

  @Test func tokensWalkToo() throws {
    var inputs = Inputs()
    let issuer = "token.actions.githubusercontent.com"
    let entry = inputs.role(
      Self.account, "ci",
      trust: Inputs.trust(
        "{\"Federated\": \"arn:aws:iam::\(Self.account):oidc-provider/\(issuer)\"}",
        action: "sts:AssumeRoleWithWebIdentity",
        condition: """
          {"StringEquals": {"\(issuer):aud": "sts.amazonaws.com"},
           "StringLike": {"\(issuer):sub": "repo:acme/app:*"}}
          """))
    let estate = inputs.estate()
    let graph = TrustGraph(estate)
    let query = GraphQuery(graph, of: estate)
    let end = try #require(query.nodes(entry).first)
    let paths = query.whoCanAssume(end, viaChain: false)
    let path = try #require(paths.first)
    let walk = try #require(Walker(estate, graph, paths: paths).walk(path))
    #expect(walk.steps.first?.context["\(issuer):sub"]?.first?.hasPrefix("repo:acme/app:") == true)
    // The trust by itself has the same request.
    let request = try #require(GrantWalker(estate, graph).walk(graph.grants[0]))
    #expect(request.steps.first?.context == walk.steps.first?.context)
  }

  /// What a Deny, a boundary or a guardrail keeps shut is named with what would open it.
  @Test func guardedStepsNameTheirGuard() throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(GuardrailTests.denyAssume, to: GuardrailTests.sibling, &inputs)
    let caller = inputs.role(
      Self.account, "caller", trust: EscalationCase.root,
      allows: "[\(Inputs.may()), \(Inputs.may(effect: "Deny"))]")
    let target = inputs.role(Self.account, "target", trust: EscalationCase.root)
    let limited = inputs.role(
      GuardrailTests.sibling, "limited", trust: EscalationCase.root, allows: Inputs.may())
    let open = inputs.role(
      GuardrailTests.sibling, "open",
      trust: Inputs.trust("{\"AWS\": \"\(GuardrailTests.sibling)\"}"))
    let estate = inputs.estate()
    let steps = try #require(GraphQuery(TrustGraph(estate), of: estate).guardedSteps())
    func guards(_ from: String, _ to: String) -> [WhyNot.Blocker.Side]? {
      steps.first { $0.from == from && $0.to == to }?.guards.map(\.side)
    }
    #expect(guards(caller, target) == [.identity])
    #expect(guards(limited, open) == [.serviceControl])
    let graph = try #require(GraphQuery(TrustGraph(estate), of: estate).guardedGraph())
    let edges = graph.edges.filter { $0.status == .guarded }
    #expect(
      Set(edges.map { graph[node: $0.source].id + graph[node: $0.target].id })
        == Set(steps.map { $0.from + $0.to }))
  }

  /// An outsider whom a resource control policy stops.
  @Test func resourceControlIsNamedToo() throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(
      GuardrailTests.denyForeigners, to: "r-ab12", type: "RESOURCE_CONTROL_POLICY", &inputs)
    let target = inputs.role(
      Self.account, "target", trust: Inputs.trust("{\"AWS\": \"999988887777\"}"))
    let estate = inputs.estate()
    let steps = try #require(GraphQuery(TrustGraph(estate), of: estate).guardedSteps())
    let step = try #require(steps.first { $0.to == target })
    #expect(step.from == "arn:aws:iam::999988887777:root")
    #expect(step.guards.map(\.side) == [.resourceControl])
  }

  /// A ring of roles, each of which trusts the one before it: beyond 50,000 pairs the nearest end is
  /// told, for those who are ends themselves, too.
  @Test func manyPairsAreToldByTheNearestEnd() throws {
    var inputs = Inputs()
    for number in 0..<230 {
      inputs.role(
        "111122223333", "r\(number)",
        trust:
          #"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/r\#((number + 229) % 230)"}, "Action": "sts:AssumeRole"}"#
      )
    }
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let roles = query.nodes("roles")
    #expect(roles.count == 230)
    let many = query.shortest(from: roles, to: roles)
    #expect(!many.isComplete)
    #expect(many.paths.map(\.source) == roles)
    #expect(many.paths.allSatisfy { $0.hops.count == 1 && $0.source != $0.target })
    let few = query.shortest(from: roles, to: Array(roles.prefix(200)), maxHops: 2)
    #expect(few.isComplete)
    #expect(few.paths.count == 400)
    let alone = query.shortest(from: [roles[0]], to: roles + roles)
    #expect(alone.isComplete && Set(alone.paths.map(\.target)).count == 12)
    let one = query.shortest(from: roles, to: [roles[7]], maxHops: 3)
    #expect(one.isComplete)
    #expect(one.paths.map(\.hops.count).sorted() == [1, 2, 3])
  }
}
