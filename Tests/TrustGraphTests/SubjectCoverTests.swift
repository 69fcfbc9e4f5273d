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
}
