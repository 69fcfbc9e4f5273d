import Estate
import Logic
import Testing

@testable import TrustGraph

/// Subjects of identity providers that wider patterns of subjects cover.
@Suite struct SubjectCoverTests {
  private static let issuer = "token.actions.githubusercontent.com"

  private func graph(_ subjects: [String]) -> TrustGraph {
    var inputs = Inputs()
    for (index, subject) in subjects.enumerated() {
      let provider =
        "{\"Federated\": \"arn:aws:iam::\(EscalationCase.account):oidc-provider/\(Self.issuer)\"}"
      inputs.role(
        EscalationCase.account, "r\(index)",
        trust: Inputs.trust(
          provider, action: "sts:AssumeRoleWithWebIdentity",
          condition: "{\"StringLike\": {\"\(Self.issuer):sub\": \"\(subject)\"}}"))
    }
    return TrustGraph(inputs.estate(), escalations: .drawn)
  }

  private func members(_ graph: TrustGraph) -> Set<String> {
    func name(_ node: NodeIndex) -> String {
      graph.graph[node: node].id.replacing("oidc:\(Self.issuer)#", with: "")
    }
    return Set(
      graph.graph.edges.filter { $0.kind == .memberOf }.map {
        "\(name($0.source)) < \(name($0.target)) \($0.status.rawValue)"
      })
  }

  @Test func whatIsCoveredIsMember() {
    let found = members(
      graph([
        "repo:acme/*-1:*", "repo:acme/app-1:*", "repo:acme/app-1:ref:refs/heads/main",
        "repo:acme/app-2:*", "repo:acme/?*", "*",
      ]))
    #expect(found.contains("repo:acme/app-1:* < repo:acme/*-1:* proved"))
    #expect(found.contains("repo:acme/app-1:ref:refs/heads/main < repo:acme/*-1:* proved"))
    #expect(found.contains("repo:acme/*-1:* < repo:acme/?* proved"))
    #expect(found.contains("repo:acme/?* < * proved"))
    #expect(!found.contains { $0.hasPrefix("repo:acme/app-2:* < repo:acme/*-1:*") })
    #expect(!found.contains { $0.hasPrefix("* <") })
  }

  @Test(.timeLimit(.minutes(1))) func manyWidePatternsAreNotComparedPairByPair() {
    let graph = graph((0..<1_500).map { "repo:acme/*-\($0):*" })
    #expect(members(graph).isEmpty)
  }

  /// A pattern that only a search tells from another is told, when there are too many of them.
  @Test func whatIsNotSearchedIsPossible() {
    let found = members(graph(["*ab?*"] + (1_000..<1_300).map { "a*bx*\($0)ab*" }))
    #expect(found.count == 300 - 256)
    #expect(found.allSatisfy { $0.hasSuffix(" < *ab?* possible") })
  }

  /// Which repositories some of whose subjects match, of `o/a`, `o/ab` and `o/b`.
  @Test(arguments: [
    ("*", "a ab b"), ("r*:o/a:*", "a ab b"), ("repo:*", "a ab b"), ("repo:o/*", "a ab b"),
    ("repo:o/a*", "a ab"), ("repo:o/a*:environment:*", "a ab"), ("repo:o/?:ref:*", "a b"),
    ("repo:o/?b:pull_request", "ab"), ("repo:?/a*", "a ab"), ("repo:o/?", ""), ("repo:o/??", "a b"),
    ("repo:o/c*", ""), ("repo:x/*", ""), ("environment:*", ""), ("Repo:*", ""),
  ])
  func repositoriesReachPatterns(pattern: String, expected: String) {
    let names = ["a", "ab", "b"]
    let graph = graph(names.map { "repo:o/\($0):*" } + [pattern])
    let edge = { (name: String) in
      "repository:github.com/o/\(name) -> oidc:\(Self.issuer)#\(pattern) "
        + "\(Edge.Kind.memberOf.rawValue) possible S-oidc-repo"
    }
    let found = graph.pairs()
    #expect(
      names.filter { found.contains(edge($0)) } == expected.split(separator: " ").map(String.init))
  }

  @Test func repositoriesAndPatternsDoNotMultiply() {
    let count = 200
    let graph = graph(
      (0..<count).flatMap { ["repo:acme/app-\($0):*", "repo:acme/*x\($0):*"] })
    #expect(graph.graph.edges.count { $0.via == "S-oidc-repo" || $0.via == "hub" } <= 4 * count)
  }

  /// Who is a member of `repo:o/*` when a Deny, a negated operator or a second pattern excludes some.
  @Test(arguments: [
    ("repo:o/a:pull_request", Edge.Status?.none, Edge.Status?.none),
    ("repo:o/a:ref:refs/heads/main", .proved, .proved), ("repo:o/b:*", .proved, nil),
    ("repo:o/a:*", .possible, nil), ("repo:x/a:ref:refs/heads/main", nil, nil),
    ("repo:*", nil, nil),
  ])
  func whatIsExcludedIsNoMember(subject: String, denied: Edge.Status?, twice: Edge.Status?) {
    let provider =
      "{\"Federated\": \"arn:aws:iam::\(EscalationCase.account):oidc-provider/\(Self.issuer)\"}"
    func trust(_ condition: String, effect: String = "Allow") -> String {
      Inputs.trust(
        provider, action: "sts:AssumeRoleWithWebIdentity", condition: condition, effect: effect)
    }
    let key = "\(Self.issuer):sub"
    let wide = "\"StringLike\": {\"\(key)\": \"repo:o/*\"}"
    let pull = "{\"\(key)\": \"repo:o/a:pull_request\"}"
    let trusts = [
      ("[\(trust("{\(wide)}")), \(trust("{\"StringEquals\": \(pull)}", effect: "Deny"))]", denied),
      (trust("{\(wide), \"StringNotEquals\": \(pull)}"), denied),
      (trust("{\(wide), \"StringLikeIfExists\": {\"\(key)\": \"*:ref:*\"}}"), twice),
    ]
    for (trust, expected) in trusts {
      var inputs = Inputs()
      let role = inputs.role(EscalationCase.account, "r", trust: trust)
      let id = "oidc:\(Self.issuer)#\(subject)"
      let graph = TrustGraph(inputs.estate(), escalations: .drawn, asked: [id])
      guard let source = graph.graph.index(of: id), let target = graph.graph.index(of: role) else {
        Issue.record("no node for \(id)")
        continue
      }
      #expect(
        graph.paths().all(from: source, to: target, limit: 10).paths.map(\.status).min {
          $0.doubt < $1.doubt
        } == expected, "\(trust)")
    }
  }
}
