import Logic
import Testing

@testable import TrustGraph

/// To whom conditions narrow a trust in everybody or in an account.
@Suite struct FenceTests {
  static let own = "111122223333"
  static let target = "arn:aws:iam::\(own):role/target"
  static let outside = "arn:aws:iam::999988887777:root"

  /// A trust policy and whom it lets in.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let trust: String
    let exposure: Exposure
    var scope: Narrowing.Scope?
    var names: [String] = []
    var ownership: Ownership?
    /// The nodes that stand for them, with `?` where something is still asked of them.
    let sources: [String]
    var testDescription: String { name }
  }

  private static func star(_ conditions: String) -> String {
    Inputs.trust("{\"AWS\": \"*\"}", condition: "{\(conditions)}")
  }

  private static func denied(_ conditions: String) -> String {
    "[\(Inputs.trust("\"*\"")), "
      + Inputs.trust("\"*\"", condition: "{\(conditions)}", effect: "Deny") + "]"
  }

  private static let organization = "\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-example\"}"
  private static let unit = "o-example/r-ab12/ou-ab12-00000001/*"

  static let cases: [Case] = [
    Case(
      name: "an outside account",
      trust: star("\"StringEquals\": {\"aws:PrincipalAccount\": \"999988887777\"}"),
      exposure: .outsideParty, scope: .account, names: [outside], ownership: .outside,
      sources: [outside]),
    Case(
      name: "names within an outside account",
      trust: star("\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::999988887777:role/ap*\"}"),
      exposure: .outsideParty, scope: .account, names: [outside], ownership: .outside,
      sources: ["\(outside)?"]),
    Case(
      name: "one outside role",
      trust: star("\"ArnEquals\": {\"aws:PrincipalArn\": \"arn:aws:iam::999988887777:role/x\"}"),
      exposure: .outsideIdentity, scope: .principal,
      names: ["arn:aws:iam::999988887777:role/x"], ownership: .outside,
      sources: ["arn:aws:iam::999988887777:role/x?"]),
    Case(
      name: "an organisation", trust: star(organization), exposure: .organization,
      scope: .organization, names: ["organization:o-example"],
      sources: ["organization:o-example"]),
    Case(
      name: "an organisation but for one account",
      trust: star(
        organization + ", \"StringNotEquals\": {\"aws:PrincipalAccount\": \"444455556666\"}"),
      exposure: .organization, scope: .organization, names: ["organization:o-example"],
      sources: ["organization:o-example?"]),
    Case(
      name: "one account of an organisation",
      trust: star(
        "\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-example\","
          + " \"aws:PrincipalAccount\": \"999988887777\"}"),
      exposure: .organization, scope: .account, names: [outside], ownership: .own,
      sources: ["\(outside)?"]),
    Case(
      name: "a unit",
      trust: star("\"ForAnyValue:StringLike\": {\"aws:PrincipalOrgPaths\": \"\(unit)\"}"),
      exposure: .organization, scope: .unit, names: [unit], sources: ["organization:o-example?"]),
    Case(
      name: "everything below the root",
      trust: star(
        "\"ForAnyValue:StringLike\": {\"aws:PrincipalOrgPaths\": \"o-example/r-ab12/*\"}"),
      exposure: .organization, scope: .organization, names: ["organization:o-example"],
      sources: ["organization:o-example"]),
    Case(
      name: "an organisation or an outside account",
      trust: denied(
        "\"StringNotEqualsIfExists\": {\"aws:PrincipalOrgID\": \"o-example\","
          + " \"aws:PrincipalAccount\": \"999988887777\"}"),
      exposure: .outsideParty, scope: .account, names: [outside], ownership: .outside,
      sources: [outside, "organization:o-example"]),
    Case(
      name: "the own account and an outside one",
      trust: star(
        "\"StringEquals\": {\"aws:PrincipalAccount\": [\"\(own)\", \"999988887777\"]}"),
      exposure: .outsideParty, scope: .account,
      names: ["arn:aws:iam::\(own):root", outside], ownership: .outside,
      sources: ["arn:aws:iam::\(own):root", outside]),
    Case(
      name: "the organisation of the role",
      trust: star("\"StringEquals\": {\"aws:PrincipalOrgID\": \"${aws:ResourceOrgID}\"}"),
      exposure: .organization, scope: .organization,
      names: ["organization:${aws:ResourceOrgID}"],
      sources: ["organization:${aws:ResourceOrgID}"]),
    Case(
      name: "a unique id that nobody knows",
      trust: star("\"StringLike\": {\"aws:userid\": \"AROAABCDEFGHIJKLMNOPQ:*\"}"),
      exposure: .outsideIdentity, scope: .principal, names: ["AROAABCDEFGHIJKLMNOPQ"],
      ownership: .unknown, sources: ["AROAABCDEFGHIJKLMNOPQ?"]),
    Case(
      name: "the account that a value of the caller says",
      trust: star("\"StringEquals\": {\"aws:PrincipalAccount\": \"${aws:PrincipalTag/home}\"}"),
      exposure: .anyone, sources: ["anyone?"]),
    Case(
      name: "an account, of an organisation",
      trust: Inputs.trust("{\"AWS\": \"\(outside)\"}", condition: "{\(organization)}"),
      exposure: .organization, ownership: .outside, sources: ["\(outside)?"]),
    Case(
      name: "an account, of a unit",
      trust: Inputs.trust(
        "{\"AWS\": \"\(outside)\"}",
        condition: "{\"ForAnyValue:StringLike\": {\"aws:PrincipalOrgPaths\": \"\(unit)\"}}"),
      exposure: .organization, ownership: .outside, sources: ["\(outside)?"]),
  ]

  @Test(arguments: cases) func fence(_ item: Case) throws {
    var inputs = Inputs()
    inputs.role(Self.own, "target", trust: item.trust)
    let trust = inputs.graph()
    let grant = try #require(trust.grants(of: Self.target).first)
    #expect(grant.exposure == item.exposure)
    #expect(grant.narrowing?.scope == item.scope)
    #expect(grant.narrowing?.names ?? [] == item.names)
    #expect(grant.ownership == item.ownership)
    let steps = trust.graph.edges.filter {
      trust.graph[node: $0.target].id == Self.target && trust.graph[node: $0.source].kind != .hub
    }
    let sources = steps.map {
      trust.graph[node: $0.source].id + ($0.residual.isAlways ? "" : "?")
    }
    #expect(Set(sources) == Set(item.sources))
  }

  /// An account that is asked for an ExternalId needs none where it is of the organisation.
  @Test func accountsTakeEveryWay() throws {
    var inputs = Inputs()
    inputs.role(
      Self.own, "target",
      trust: "["
        + Self.denied(
          "\"StringNotEqualsIfExists\": {\"aws:PrincipalOrgID\": \"o-example\","
            + " \"aws:PrincipalAccount\": \"999988887777\"}"
        ).dropFirst().dropLast() + ", "
        + Inputs.trust(
          "\"*\"",
          condition: "{\"StringNotEqualsIfExists\":"
            + " {\"aws:PrincipalOrgID\": \"o-example\", \"sts:ExternalId\": \"e\"}}",
          effect: "Deny") + "]")
    let trust = inputs.graph()
    let edge = try #require(
      trust.graph.edges.first { trust.graph[node: $0.source].id == Self.outside })
    #expect(edge.residual.ways.count == 2)
  }

  /// A Deny that spares the own account and a user of it lets nobody else in.
  @Test func sparedByNotPrincipal() throws {
    var inputs = Inputs()
    inputs.user(Self.own, "alice")
    inputs.role(
      Self.own, "target",
      trust: "[\(Inputs.trust("\"*\"")), "
        + """
        {"Effect": "Deny", "Action": "sts:AssumeRole", "NotPrincipal":
          {"AWS": ["arn:aws:iam::\(Self.own):root", "arn:aws:iam::\(Self.own):user/alice"]}}]
        """)
    let grant = try #require(inputs.graph().grants(of: Self.target).first)
    #expect(try #require(grant.exposure) <= .ownAccount)
    #expect(grant.isSameAccount == .yes)
  }

  /// Whom a `NotPrincipal` beside an Allow lists stays out, whatever its own policies allow.
  @Test(arguments: ["user/alice", "root"]) func excludedByNotPrincipal(_ excluded: String) {
    var inputs = Inputs()
    let assume = "{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Resource\": \"*\"}"
    let alice = inputs.user(Self.own, "alice", allows: assume)
    let other = inputs.user("444455556666", "bob", allows: assume)
    inputs.role(
      Self.own, "target",
      trust: """
        {"Effect": "Allow", "Action": "sts:AssumeRole",
         "NotPrincipal": {"AWS": "arn:aws:iam::\(Self.own):\(excluded)"}}
        """)
    let trust = inputs.graph()
    #expect(trust.status(alice, Self.target) == nil)
    #expect(trust.status(other, Self.target) != nil)
  }

  /// Each path of an organisation ends in a slash.
  @Test func pathThatNoAccountHas() throws {
    var inputs = Inputs()
    inputs.role(
      Self.own, "target",
      trust: Self.star(
        "\"ForAnyValue:StringEquals\":"
          + " {\"aws:PrincipalOrgPaths\": \"o-example/r-ab12/ou-ab12-00000001\"}"))
    let grant = try #require(inputs.graph().grants(of: Self.target).first)
    #expect(grant.dead == .contradiction)
  }

  /// Only IAM Identity Center signs for the provider that it makes.
  @Test(arguments: [
    ("AWSSSO_0123456789abcdef_DO_NOT_DELETE", Exposure.organization), ("corp", .outsideParty),
  ])
  func samlProviders(_ name: String, _ exposure: Exposure) throws {
    var inputs = Inputs()
    inputs.role(
      Self.own, "target",
      trust: Inputs.trust(
        "{\"Federated\": \"arn:aws:iam::\(Self.own):saml-provider/\(name)\"}",
        action: "sts:AssumeRoleWithSAML"))
    let grant = try #require(inputs.graph().grants(of: Self.target).first)
    #expect(grant.exposure == exposure)
  }

  /// An organisation prints as its template writes it; two parameters are two organisations.
  @Test func organisationsOfParameters() {
    var inputs = Inputs()
    inputs.file(
      "t.yaml",
      """
      Parameters: {OrgA: {Type: String}, OrgB: {Type: String}}
      Resources:
        A:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                - Effect: Allow
                  Principal: "*"
                  Action: sts:AssumeRole
                  Condition: {StringEquals: {"aws:PrincipalOrgID": !Ref OrgA}}
                - Effect: Allow
                  Principal: "*"
                  Action: sts:AssumeRole
                  Condition: {StringEquals: {"aws:PrincipalOrgID": !Ref OrgB}}
      """)
    let ids = inputs.graph().graph.nodes.map(\.id)
    #expect(ids.contains("organization:${OrgA}"))
    #expect(ids.contains("organization:${OrgB}"))
  }

  /// A resource control policy that shuts a trust is named.
  @Test func resourceControlIsNamed() throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(
      GuardrailTests.denyForeigners, to: "r-ab12", type: "RESOURCE_CONTROL_POLICY", &inputs)
    inputs.role(
      Self.own, "target", trust: Inputs.trust("{\"AWS\": \"\(Self.outside)\"}"))
    let grant = try #require(inputs.graph().grants(of: Self.target).first)
    #expect(grant.dead == .controlled)
    #expect(grant.deniedBy.count == 1)
  }
}
