import Logic
import Testing

@testable import TrustGraph

/// Policies with more statements than anybody writes by hand.
@Suite struct LongPolicyTests {
  private static let account = "111122223333"
  private static let root = """
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::\(account):root"},
     "Action": ["sts:AssumeRole", "sts:TagSession"]}
    """

  private static func pair(_ index: Int) -> String {
    func statement(_ effect: String, _ test: String) -> String {
      """
      {"Effect": "\(effect)", "Action": ["sts:AssumeRole", "sts:TagSession"], "Resource": "*",
       "Condition": {"\(test)": {"aws:RequestTag/k\(index)": "v\(index)"}}}
      """
    }
    return statement("Allow", "StringEquals") + "," + statement("Deny", "StringNotEquals")
  }

  private func pairs(_ count: Int) -> (value: TrustGraph, steps: Int) {
    var inputs = Inputs()
    inputs.role(Self.account, "target", trust: Self.root)
    let statements = (0..<count).map(Self.pair).joined(separator: ",")
    inputs.role(Self.account, "source", trust: Self.root, allows: "[\(statements)]")
    let estate = inputs.estate()
    return Effort.limit(.max / 2) { TrustGraph(estate) }
  }

  /// Every Allow is held against every Deny, and what that hands on is asked about once.
  @Test func pairsOfAllowAndDenyCostTheirPairs() {
    let (small, large) = (pairs(40), pairs(80))
    #expect(large.steps < 6 * small.steps, "\(small.steps) and \(large.steps)")
  }

  /// The tags that the denials leave have to be sent all together.
  @Test func pairsOfAllowAndDenyAreAStepOnConditions() {
    let graph = pairs(80).value.graph
    let steps = graph.edges.filter { graph[node: $0.target].id.hasSuffix("role/target") }
    #expect(!steps.isEmpty)
    #expect(steps.allSatisfy { $0.status == .conditional && !$0.residual.isAlways })
  }

  private func trusts(_ count: Int, _ key: String) -> (value: TrustGraph, steps: Int) {
    var inputs = Inputs()
    let statements = (0..<count).map { index in
      Inputs.trust(
        "{\"AWS\": \"*\"}", condition: "{\"StringLike\": {\"\(key)\": \"o-*\(index)*\"}}")
    }
    inputs.role(Self.account, "target", trust: "[\(statements.joined(separator: ","))]")
    inputs.role(Self.account, "source", trust: Self.root, allows: Inputs.may())
    let estate = inputs.estate()
    return Effort.limit(.max / 2) { TrustGraph(estate) }
  }

  @Test(arguments: ["aws:PrincipalOrgID", "sts:ExternalId", "aws:PrincipalTag/k"])
  func statementsOfATrustPolicyAreReadOnceEach(_ key: String) {
    let (small, large) = (trusts(50, key), trusts(100, key))
    #expect(large.steps < 6 * small.steps, "\(small.steps) and \(large.steps)")
    let conditional = large.value.grants.filter { $0.dead == nil && $0.verdict == .unknown }
    #expect(conditional.count == 100)
  }
}
