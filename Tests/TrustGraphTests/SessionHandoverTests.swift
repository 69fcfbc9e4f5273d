import Estate
import IAM
import Logic
import Testing

@testable import TrustGraph

/// What a session brings to the next request of a chain, whether anybody wants it or not.
///
/// Source: IAM User Guide, "Monitor and control actions taken with assumed roles" (source identity)
/// and "Pass session tags in AWS STS" (transitive tags).
@Suite struct SessionHandoverTests {
  private static let near = EscalationCase.account
  private static let far = EscalationCase.other
  private static let hub = "arn:aws:iam::\(near):role/hub"
  private static let user = "arn:aws:iam::\(near):user/ann"
  private static let all = #"["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]"#
  private static let assume = #""sts:AssumeRole""#

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    /// What the hub's trust asks of whoever assumes it.
    let demand: String?
    let may: String
    let trusts: String
    var asks: String?
    let answer: Edge.Status?
    var testDescription: String { name }
  }

  static let cases: [Case] = {
    let identity = #"{"StringEquals": {"sts:SourceIdentity": "ann"}}"#
    let tag = """
      {"StringEquals": {"aws:RequestTag/team": "red"},
       "ForAnyValue:StringEquals": {"sts:TransitiveTagKeys": "team"}}
      """
    let optional = #"{"StringEqualsIfExists": {"sts:SourceIdentity": "ann"}}"#
    return [
      Case(name: "nothing is handed on", demand: nil, may: assume, trusts: assume, answer: .proved),
      Case(
        name: "a source identity, both sides let it", demand: identity, may: all, trusts: all,
        answer: .conditional),
      Case(
        name: "a source identity, the trust does not let it", demand: identity, may: all,
        trusts: assume, answer: nil),
      Case(
        name: "a source identity, the caller's policy does not let it", demand: identity,
        may: assume, trusts: all, answer: nil),
      Case(
        name: "a source identity that need not be set", demand: optional, may: assume,
        trusts: assume, answer: .conditional),
      Case(
        name: "a transitive tag, both sides let it", demand: tag, may: all, trusts: all,
        answer: .conditional),
      Case(
        name: "a transitive tag, the trust does not let it", demand: tag, may: all, trusts: assume,
        answer: nil),
      Case(
        name: "a transitive tag, the caller's policy does not let it", demand: tag, may: assume,
        trusts: all, answer: nil),
      Case(
        name: "a tag that ends with the session",
        demand: #"{"StringEquals": {"aws:RequestTag/team": "red"}}"#, may: assume, trusts: assume,
        answer: .conditional),
      Case(
        name: "a user brings no provider", demand: nil, may: assume, trusts: assume,
        asks: #"{"StringLike": {"aws:FederatedProvider": "*"}}"#, answer: nil),
      Case(
        name: "a user brings no claims", demand: nil, may: assume, trusts: assume,
        asks: #"{"StringLike": {"accounts.google.com:sub": "*"}}"#, answer: nil),
    ]
  }()

  private static func graph(_ row: Case) -> (query: GraphQuery, ends: [NodeIndex]) {
    var inputs = Inputs()
    inputs.user(
      near, "ann", allows: #"{"Effect": "Allow", "Action": \#(all), "Resource": "*"}"#)
    inputs.role(
      near, "hub",
      trust: statement(#"{"AWS": "\#(user)"}"#, all, row.demand),
      allows: #"{"Effect": "Allow", "Action": \#(row.may), "Resource": "*"}"#)
    inputs.role(
      far, "spoke", trust: statement(#"{"AWS": "\#(hub)"}"#, row.trusts, row.asks))
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate), of: estate)
    return (
      query, query.nodes(user) + query.nodes("arn:aws:iam::\(far):role/spoke")
    )
  }

  private static func statement(
    _ principal: String, _ actions: String, _ condition: String?
  ) -> String {
    """
    {"Effect": "Allow", "Principal": \(principal), "Action": \(actions)
     \(condition.map { ", \"Condition\": \($0)" } ?? "")}
    """
  }

  @Test(arguments: cases) func theNextStepLetsIt(_ row: Case) throws {
    let (query, ends) = Self.graph(row)
    try #require(ends.count == 2)
    let paths = query.paths(from: ends[0], to: ends[1]).paths
    #expect(paths.map(\.status) == (row.answer.map { [$0] } ?? []))
    #expect(query.shortest(from: [ends[0]], to: [ends[1]]).paths.count == paths.count)
    // By itself the hub is there with whatever session serves.
    let hub = try #require(query.nodes(Self.hub).first)
    #expect(!query.paths(from: hub, to: ends[1]).paths.isEmpty)
  }

  /// A service starts a session of its own, whatever the one had that passed the role.
  @Test func aNewSessionHasNothingOfTheOldOne() throws {
    var chain = SessionChain()
    func equals(_ key: ContextKey, _ text: String) -> Residual {
      Residual(
        Literal(
          Variable(.key(key)), in: ValueSet(texts: [text]),
          of: ValueSet(absent: true, single: .everything, many: .nothing), kind: .callerChosen))
    }
    chain.append(equals("sts:SourceIdentity", "ann"), isRoleSession: false)
    var other = chain
    chain.append(equals("aws:SourceIdentity", "bob"), isRoleSession: true)
    #expect(chain.residual.isNever)
    other.begin()
    other.append(equals("aws:SourceIdentity", "bob"), isRoleSession: true) { _ in .never }
    #expect(other.residual.isSatisfiable)
  }
}
