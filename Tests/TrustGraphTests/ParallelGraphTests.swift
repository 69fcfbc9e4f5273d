import Seeded
import Testing
import Text

@testable import TrustGraph

/// The graph is the same however many threads read trust policies.
@Suite struct ParallelGraphTests {
  private static let accounts = ["111122223333", "444455556666"]

  /// What trust policies let in: principals that the inputs hold, others that only the graph knows,
  /// and some that nobody is.
  private static func trust(_ random: inout SeededGenerator) -> String {
    let other = Int.random(in: 0..<400, using: &random)
    let account = accounts.randomElement(using: &random) ?? ""
    let named = [
      "arn:aws:iam::\(account):root", "arn:aws:iam::\(account):role/r\(other)",
      "arn:aws:iam::777788889999:role/outside\(other % 9)", "AROAGONE\(other)",
    ]
    let statements =
      named.map {
        #"{"Effect": "Allow", "Principal": {"AWS": "\#($0)"}, "Action": "sts:AssumeRole"}"#
      } + [
        #"{"Effect": "Allow", "Principal": {"Service": "s\#(other % 5).amazonaws.com"}, "Action": "sts:AssumeRole"}"#,
        #"{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:PrincipalAccount": "77778888\#(1000 + other)"}}}"#,
        #"{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}"#,
      ]
    let count = Int.random(in: 1...3, using: &random)
    return statements.shuffled(using: &random).prefix(count).joined(separator: ", ")
  }

  @Test(arguments: [2, 7])
  func threadsDoNotMatter(threads: Int) {
    var random = SeededGenerator(seed: 11)
    var inputs = Inputs()
    for number in 0..<400 {
      inputs.role(
        Self.accounts[number % 2], "r\(number)", trust: "[\(Self.trust(&random))]",
        allows: #"{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}"#)
    }
    let estate = inputs.estate()
    let alone = TrustGraph(estate)
    let together = TrustGraph(estate, by: Parallelism(threads))
    #expect(alone.grants.count > 600)
    #expect(alone.grants.contains { $0.dead != nil } && alone.grants.contains { $0.sources != [] })
    #expect(together.graph.nodes == alone.graph.nodes)
    #expect(together.graph.edges.map(Self.line) == alone.graph.edges.map(Self.line))
    #expect(together.grants.map(Self.line) == alone.grants.map(Self.line))
  }

  private static func line(_ edge: Edge) -> String {
    "\(edge.source) \(edge.target) \(edge.kind) \(edge.status) \(edge.via) \(edge.record ?? -1)"
  }

  private static func line(_ grant: TrustGrant) -> String {
    "\(grant.owner) \(grant.statement) \(grant.kind) \(grant.sources) \(grant.verdict) \(grant.via)"
  }
}
