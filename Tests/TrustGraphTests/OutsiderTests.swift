import Estate
import Logic
import Testing

@testable import TrustGraph

/// Identities of accounts that were not exported, and every trust that covers them.
///
/// Source: IAM User Guide, "AWS JSON policy elements: Principal": an account stands for all its
/// principals, `*` for everybody.
@Suite struct OutsiderTests {
  private static let account = EscalationCase.account
  private static let vendor = "444444444444"
  private static let worker = "arn:aws:iam::\(vendor):role/worker"
  private static let organization = "o-a1b2c3d4e5"

  /// Roles by what their trust says.
  private static let roles: [(name: String, trust: String)] = [
    ("named", Inputs.trust("{\"AWS\": \"\(worker)\"}")),
    ("rooted", Inputs.trust("{\"AWS\": \"\(vendor)\"}")),
    ("open", Inputs.trust("{\"AWS\": \"*\"}")),
    (
      "behind",
      Inputs.trust(
        "{\"AWS\": \"*\"}",
        condition: "{\"StringEquals\": {\"aws:PrincipalOrgID\": \"\(organization)\"}}")
    ),
    (
      "patterned",
      Inputs.trust(
        "{\"AWS\": \"*\"}",
        condition: "{\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::\(vendor):role/work*\"}}")
    ),
    (
      "denied",
      "[\(Inputs.trust("{\"AWS\": \"\(vendor)\"}")), "
        + "\(Inputs.trust("{\"AWS\": \"\(worker)\"}", effect: "Deny"))]"
    ),
    (
      "china",
      Inputs.trust("{\"AWS\": \"arn:aws-cn:iam::\(vendor):root\"}")
    ),
  ]

  private static func query(_ asked: String) -> GraphQuery {
    var inputs = Inputs()
    for role in roles { inputs.role(account, role.name, trust: role.trust) }
    let estate = inputs.estate()
    return GraphQuery(TrustGraph(estate, escalations: .walked, asked: [asked]), of: estate)
  }

  static let cases: [(asked: String, roles: [String])] = [
    (worker, ["behind", "named", "open", "patterned", "rooted"]),
    // Named by no trust, and covered by those that are wider.
    ("arn:aws:iam::\(vendor):role/workbench", ["behind", "denied", "open", "patterned", "rooted"]),
    ("arn:aws:iam::\(vendor):user/somebody", ["behind", "denied", "open", "rooted"]),
    // Stands for whichever of its principals a condition asks for.
    ("arn:aws:iam::\(vendor):root", ["behind", "denied", "open", "patterned", "rooted"]),
    ("arn:aws:iam::555555555555:role/worker", ["behind", "open"]),
    ("organization:\(organization)", ["behind", "open", "patterned"]),
    (Node.anyone.id, ["behind", "open"]),
  ]

  @Test(arguments: cases) func reaches(_ asked: String, _ expected: [String]) {
    let query = Self.query(asked)
    let nodes = query.nodes(asked)
    #expect(nodes.count == 1)
    let reached = nodes.flatMap { query.canReach($0) }.compactMap { path in
      path.hops.last.map { query.trust.graph[node: $0.target].label }
    }
    #expect(Set(reached).sorted() == expected)
  }

  /// Its own policies are not among the inputs, so that what they allow is asked for.
  @Test func policiesElsewhereAreAsked() throws {
    let query = Self.query(Self.worker)
    let node = try #require(query.nodes(Self.worker).first)
    for path in query.canReach(node) {
      #expect(path.status == .conditional)
      #expect(path.residual.display(redacting: .none).contains("the policies of \(Self.worker)"))
    }
  }

  @Test func accountsHoldTheirPrincipals() {
    let query = Self.query(Self.worker)
    #expect(
      query.nodes(Self.vendor).map { query.trust.graph[node: $0].id } == [
        "arn:aws:iam::\(Self.vendor):root", Self.worker,
      ])
  }

  /// Many identities and many trusts that ask nothing meet in one set node.
  @Test func stepsGrowWithIdentitiesPlusTrusts() {
    func edges(_ count: Int) -> Int {
      var inputs = Inputs()
      for index in 0..<count {
        inputs.role(
          Self.account, "named\(index)",
          trust: Inputs.trust("{\"AWS\": \"\(Self.worker)\(index)\"}"))
        inputs.role(
          Self.account, "rooted\(index)", trust: Inputs.trust("{\"AWS\": \"\(Self.vendor)\"}"))
      }
      return TrustGraph(inputs.estate(), escalations: .drawn).graph.edges.count
    }
    #expect(edges(40) - edges(30) == edges(30) - edges(20))
  }

  /// Of two statements that let somebody in, a path shows the one that asks less.
  @Test(arguments: [false, true]) func theStatementThatAsksLessIsShown(isFirst: Bool) throws {
    let wide = Inputs.trust("{\"AWS\": \"\(Self.vendor)\"}")
    let guarded = Inputs.trust(
      "{\"AWS\": \"\(Self.worker)\"}",
      condition: "{\"StringEquals\": {\"sts:ExternalId\": \"zzz\"}}")
    var inputs = Inputs()
    inputs.role(
      Self.account, "target",
      trust: "[" + (isFirst ? [wide, guarded] : [guarded, wide]).joined(separator: ", ") + "]")
    let estate = inputs.estate()
    let query = GraphQuery(TrustGraph(estate, escalations: .walked), of: estate)
    let worker = try #require(query.nodes(Self.worker).first)
    let target = try #require(query.nodes("arn:aws:iam::\(Self.account):role/target").first)
    for path in query.canReach(worker) + query.shortest(from: [worker], to: [target]).paths
      + query.whoCanAssume(target, viaChain: true).filter({ $0.hops.first?.source == worker })
    {
      #expect(!"\(path.residual)".contains("ExternalId"), "\(path.residual)")
      #expect(path.hops.first?.via == "T-ROOT-CROSS")
    }
  }
}
