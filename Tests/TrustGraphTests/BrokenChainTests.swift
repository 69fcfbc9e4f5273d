import Estate
import IAM
import Logic
import Testing

@testable import TrustGraph

/// Ways whose steps are open one by one, and what `query why-not` says of the step that refuses.
@Suite struct BrokenChainTests {
  private static let near = EscalationCase.account
  private static let far = EscalationCase.other
  private static let user = "arn:aws:iam::\(near):user/ann"
  private static let spoke = "arn:aws:iam::\(far):role/spoke"
  private static let all = #"["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]"#
  private static let assume = #""sts:AssumeRole""#
  private static let identity = #"{"StringEquals": {"sts:SourceIdentity": "ann"}}"#

  /// A user that assumes a hub whose role assumes a spoke.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What the hub's trust asks for.
    var demand: String?
    /// What the hub may do.
    var may = all
    /// What the spoke lets the hub do.
    var trusts = all
    /// What the spoke's trust asks for.
    var asks: String?
    let origin: Int
    var refused: [KnownAction] = []
    var blockers: [WhyNot.Blocker.Side] = []
  }

  static let cases = [
    Case(
      testDescription: "the trust does not take over a source identity", demand: identity,
      trusts: assume, origin: 0, refused: [.setSourceIdentity], blockers: [.trust]),
    Case(
      testDescription: "the caller may not set a source identity", demand: identity, may: assume,
      origin: 0, refused: [.setSourceIdentity], blockers: [.identity]),
    Case(
      testDescription: "neither side lets a source identity through", demand: identity, may: assume,
      trusts: assume, origin: 0, refused: [.setSourceIdentity], blockers: [.trust, .identity]),
    Case(
      testDescription: "another source identity is asked for", demand: identity,
      asks: #"{"StringEquals": {"aws:SourceIdentity": "bob"}}"#, origin: 0),
    Case(
      testDescription: "a role's session lasts an hour",
      asks: #"{"NumericGreaterThan": {"sts:DurationSeconds": "3600"}}"#, origin: 1),
  ]

  @Test(arguments: cases) func theStepThatRefusesIsNamed(_ row: Case) throws {
    let query = Self.query(row)
    let ends = (query.nodes(Self.user), query.nodes(Self.spoke))
    let answer = query.whyNot(from: ends.0, to: ends.1)
    try #require(answer.paths.isEmpty && answer.doubtful.isEmpty)
    let broken = try #require(answer.broken)
    #expect(broken.hops.map(\.target) == query.nodes("arn:aws:iam::\(Self.near):role/hub") + ends.1)
    #expect(broken.origin == row.origin)
    #expect(broken.refused == row.refused)
    #expect(broken.blockers.map(\.side) == row.blockers)
    #expect(broken.blockers.allSatisfy { !$0.evidence.isEmpty })
    for blocker in broken.blockers {
      #expect(blocker.change.contains(try #require(row.refused.first).rawValue))
    }
  }

  @Test func waysThatLeadThereAreNotBroken() {
    let query = Self.query(
      Case(testDescription: "both sides let it", demand: Self.identity, origin: 0))
    let answer = query.whyNot(from: query.nodes(Self.user), to: query.nodes(Self.spoke))
    #expect(answer.paths.count == 1)
    #expect(answer.broken == nil)
  }

  private static func query(_ row: Case) -> GraphQuery {
    var inputs = Inputs()
    inputs.user(
      near, "ann", allows: #"{"Effect": "Allow", "Action": \#(all), "Resource": "*"}"#)
    inputs.role(
      near, "hub", trust: statement(#"{"AWS": "\#(user)"}"#, all, row.demand),
      allows: #"{"Effect": "Allow", "Action": \#(row.may), "Resource": "*"}"#)
    inputs.role(
      far, "spoke",
      trust: statement(#"{"AWS": "arn:aws:iam::\#(near):role/hub"}"#, row.trusts, row.asks))
    let estate = inputs.estate()
    return GraphQuery(TrustGraph(estate), of: estate)
  }

  private static func statement(
    _ principal: String, _ actions: String, _ condition: String?
  ) -> String {
    """
    {"Effect": "Allow", "Principal": \(principal), "Action": \(actions)
     \(condition.map { ", \"Condition\": \($0)" } ?? "")}
    """
  }
}
