import Logic
import Testing

@testable import TrustGraph

@Suite struct PathTests {
  static let account = "111122223333"
  static func arn(_ name: String) -> String { "arn:aws:iam::\(account):role/\(name)" }
  static func trusting(_ names: String..., condition: String? = nil) -> String {
    let list = names.map { "\"\(arn($0))\"" }.joined(separator: ", ")
    // A source identity takes a permission of its own.
    let action = condition == nil ? "sts:AssumeRole" : "sts:*"
    return Inputs.trust("{\"AWS\": [\(list)]}", action: action, condition: condition)
  }
  static let service = Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}")

  private func paths(_ graph: TrustGraph, _ from: String, _ to: String, limit: Int = 10)
    -> [[String]]
  {
    guard let source = graph.graph.index(of: Self.arn(from)),
      let target = graph.graph.index(of: Self.arn(to))
    else { return [] }
    return graph.paths().all(from: source, to: target, limit: limit).paths.map {
      $0.nodes.map { graph.graph[node: $0].label }
    }
  }

  /// Chains of roles (row T-CHAIN) end where they come back.
  @Test func cyclesEnd() {
    var inputs = Inputs()
    inputs.role(Self.account, "a", trust: Self.trusting("c"))
    inputs.role(Self.account, "b", trust: Self.trusting("a"))
    inputs.role(Self.account, "c", trust: Self.trusting("b"))
    inputs.role(Self.account, "d", trust: Self.trusting("c"))
    #expect(paths(inputs.graph(), "a", "d") == [["a", "b", "c", "d"]])
  }

  @Test func shortestFirst() {
    var inputs = Inputs()
    inputs.role(Self.account, "a", trust: Self.service)
    inputs.role(Self.account, "b", trust: Self.trusting("a"))
    inputs.role(Self.account, "c", trust: Self.trusting("a", "b"))
    let graph = inputs.graph()
    #expect(paths(graph, "a", "c") == [["a", "c"], ["a", "b", "c"]])
    #expect(paths(graph, "a", "c", limit: 1) == [["a", "c"]])
  }

  /// Two steps of a path may lead through the same set of principals.
  @Test func aSetMayBePassedTwice() throws {
    var inputs = Inputs()
    let root = Inputs.trust("{\"AWS\": \"\(EscalationCase.account)\"}")
    let arns = ["a", "b", "c"].map {
      inputs.role(EscalationCase.account, $0, trust: root, allows: Inputs.may())
    }
    let estate = inputs.estate()
    let graph = TrustGraph(estate)
    let ends = [arns[0], arns[2]].compactMap(graph.graph.index)
    let all = graph.paths().all(from: ends[0], to: ends[1], limit: 9)
    #expect(
      all.paths.map { $0.nodes.map { graph.graph[node: $0].label } } == [
        ["a", "c"], ["a", "b", "c"],
      ])
    #expect(all.isComplete)
  }

  @Test func sessionNameOfTheStepBefore() {
    func graph(_ pinned: String) -> TrustGraph {
      var inputs = Inputs()
      inputs.role(Self.account, "a", trust: Self.service)
      inputs.role(
        Self.account, "b",
        trust: Self.trusting(
          "a", condition: "{\"StringEquals\": {\"sts:RoleSessionName\": \"\(pinned)\"}}"))
      inputs.role(
        Self.account, "c",
        trust: Inputs.trust("{\"AWS\": \"arn:aws:sts::\(Self.account):assumed-role/b/deploy\"}"))
      return inputs.graph()
    }
    #expect(paths(graph("deploy"), "a", "c") == [["a", "b", "c"]])
    #expect(paths(graph("other"), "a", "c").isEmpty)
  }

  @Test func sourceIdentityPersists() {
    func graph(_ second: String) -> TrustGraph {
      var inputs = Inputs()
      func asks(_ value: String) -> String {
        "{\"StringEquals\": {\"aws:SourceIdentity\": \"\(value)\"}}"
      }
      inputs.role(Self.account, "a", trust: Self.service)
      inputs.role(Self.account, "b", trust: Self.trusting("a", condition: asks("ann")))
      inputs.role(Self.account, "c", trust: Self.trusting("b", condition: asks(second)))
      return inputs.graph()
    }
    #expect(paths(graph("ann"), "a", "c").count == 1)
    #expect(paths(graph("bob"), "a", "c").isEmpty)
  }

  private static func asks(_ identity: String) -> String {
    "{\"StringEquals\": {\"aws:SourceIdentity\": \"\(identity)\"}}"
  }

  /// The short way to `b` asks for one source identity and the step after it for another; a longer one
  /// does not.
  @Test func aContradictionDoesNotHideTheOtherWay() throws {
    var inputs = Inputs()
    inputs.role(Self.account, "a", trust: Self.service)
    inputs.role(
      Self.account, "b",
      trust: "[\(Self.trusting("a", condition: Self.asks("ann"))), \(Self.trusting("x"))]")
    inputs.role(Self.account, "x", trust: Self.trusting("a"))
    inputs.role(Self.account, "c", trust: Self.trusting("b", condition: Self.asks("bob")))
    let graph = inputs.graph()
    let source = try #require(graph.graph.index(of: Self.arn("a")))
    let reached = graph.paths().reachable(from: source).map { path in
      path.nodes.map { graph.graph[node: $0].label }
    }
    #expect(reached == [["a", "b"], ["a", "x"], ["a", "x", "b", "c"]])
  }

  /// Role `a`, a role behind it that asks for a source identity, and layers of roles each of which trusts
  /// all of the layer before; the last layer as a list of JSON texts.
  private static func addLayers(to inputs: inout Inputs, action: String) -> String {
    inputs.role(account, "a", trust: service)
    inputs.role(account, "l0", trust: trusting("a", condition: asks("ann")))
    var list = "\"\(arn("l0"))\""
    for layer in 1...7 {
      let names = (0..<8).map { "l\(layer)-\($0)" }
      for name in names {
        inputs.role(account, name, trust: Inputs.trust("{\"AWS\": [\(list)]}", action: action))
      }
      list = names.map { "\"\(arn($0))\"" }.joined(separator: ", ")
    }
    return list
  }

  /// So many ways that not all can be tried, and those that are tried contradict themselves.
  @Test func aSearchThatIsGivenUpDecidesNothing() throws {
    var inputs = Inputs()
    let list = Self.addLayers(to: &inputs, action: "sts:*")
    inputs.role(
      Self.account, "z",
      trust: Inputs.trust("{\"AWS\": [\(list)]}", action: "sts:*", condition: Self.asks("bob")))
    let graph = inputs.graph()
    let source = try #require(graph.graph.index(of: Self.arn("a")))
    let target = try #require(graph.graph.index(of: Self.arn("z")))
    let search = PathSearch(graph.graph, budget: 2_000)
    let path = try #require(search.shortest(from: source, to: target).first)
    #expect(!path.isDecided)
    #expect(path.status == .possible)
    #expect(!path.residual.isAlways && !path.residual.isNever)
    #expect(search.reachable(from: source).last?.isDecided == false)
  }

  /// Where an early step refuses what the session brings along, no longer way has to be tried.
  @Test func contradictionsEndTheSearch() throws {
    var inputs = Inputs()
    _ = Self.addLayers(to: &inputs, action: "sts:AssumeRole")
    let graph = inputs.graph()
    let source = try #require(graph.graph.index(of: Self.arn("a")))
    let target = try #require(graph.graph.index(of: Self.arn("l7-0")))
    #expect(PathSearch(graph.graph, budget: 200).shortest(from: source, to: target).isEmpty)
    #expect(PathSearch(graph.graph, budget: 200).all(from: source, to: target, limit: 9).isComplete)
  }

  @Test func everyRequestHasItsOwnExternalID() throws {
    func asks(_ value: String) -> String {
      "{\"StringEquals\": {\"sts:ExternalId\": \"\(value)\"}}"
    }
    var inputs = Inputs()
    inputs.role(Self.account, "a", trust: Self.service)
    inputs.role(Self.account, "b", trust: Self.trusting("a", condition: asks("one")))
    inputs.role(Self.account, "c", trust: Self.trusting("b", condition: asks("two")))
    let graph = inputs.graph()
    let target = try #require(graph.graph.index(of: Self.arn("c")))
    let source = try #require(graph.graph.index(of: Self.arn("a")))
    let path = try #require(graph.paths().shortest(to: target) { $0 == source }.first)
    #expect(path.status == .conditional)
    #expect(path.isChained)
    #expect(path.residual.requires("sts:ExternalId", hop: 0))
    #expect(path.residual.requires("sts:ExternalId", hop: 1))
  }

  @Test func questions() throws {
    var inputs = Inputs()
    inputs.role(Self.account, "a", trust: Self.service)
    inputs.role(Self.account, "b", trust: Self.trusting("a"))
    inputs.role(Self.account, "c", trust: Self.trusting("b"))
    inputs.role(
      "444455556666", "far", trust: Inputs.trust("{\"AWS\": \"\(Self.account)\"}"))
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate), of: estate)
    func node(_ id: String) throws -> NodeIndex { try #require(query.nodes(id).first) }
    let (a, c) = (try node(Self.arn("a")), try node(Self.arn("c")))
    #expect(query.whoCanAssume(c, viaChain: false).count == 1)
    #expect(query.whoCanAssume(c, viaChain: true).count == 3)
    #expect(query.canReach(a).map(\.hops.count) == [1, 2])
    #expect(query.why(from: [a], to: [c]).isEmpty)
    // Within one account a trust that names the caller is enough.
    let blockers = try #require(query.whyNot(a, c)).blockers
    #expect(blockers.map(\.side) == [.trust])
    let far = try node("arn:aws:iam::444455556666:role/far")
    #expect(try #require(query.whyNot(a, far)).blockers.map(\.side) == [.identity])
    // The account, which a trust names, and its three roles.
    #expect(query.nodes(Self.account).count == 4)
  }
}
