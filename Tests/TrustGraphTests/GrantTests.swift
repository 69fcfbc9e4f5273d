import Logic
import Testing

@testable import TrustGraph

/// What grants say about whom they let in.
@Suite struct GrantTests {
  static let own = "111122223333"
  static let github = "token.actions.githubusercontent.com"
  static let eks = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"

  /// A trust and what is said about it.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let trust: String
    var exposure: Exposure?
    var guards: Guards = []
    var externalID = ExternalIDGuard.none
    var dead: DeadTrust?
    var testDescription: String { name }
  }

  private static func aws(_ entry: String, _ condition: String? = nil) -> String {
    Inputs.trust("{\"AWS\": \"\(entry)\"}", condition: condition)
  }

  private static func federated(
    _ issuer: String, _ condition: String? = nil, account: String = own
  ) -> String {
    Inputs.trust(
      "{\"Federated\": \"arn:aws:iam::\(account):oidc-provider/\(issuer)\"}",
      action: "sts:AssumeRoleWithWebIdentity", condition: condition)
  }

  private static func sub(_ issuer: String, _ value: String, like: Bool = false) -> String {
    "{\"\(like ? "StringLike" : "StringEquals")\": {\"\(issuer):sub\": \"\(value)\"}}"
  }

  static let vendor = "arn:aws:iam::999988887777:root"
  static let cases: [Case] = [
    Case(name: "everybody", trust: aws("*"), exposure: .anyone),
    Case(name: "own account", trust: aws(own), exposure: .ownAccount),
    Case(name: "another own account", trust: aws("444455556666"), exposure: .organization),
    Case(name: "outside account", trust: aws(vendor), exposure: .outsideParty),
    Case(
      name: "outside account with ExternalId",
      trust: aws(vendor, "{\"StringEquals\": {\"sts:ExternalId\": \"e\"}}"),
      exposure: .outsideParty, guards: .externalID, externalID: .exact),
    Case(
      name: "ExternalId by pattern",
      trust: aws(vendor, "{\"StringLike\": {\"sts:ExternalId\": \"e-*\"}}"),
      exposure: .outsideParty, guards: .externalID, externalID: .pattern),
    Case(
      name: "ExternalId that takes anything",
      trust: aws(vendor, "{\"StringLike\": {\"sts:ExternalId\": \"*\"}}"),
      exposure: .outsideParty, externalID: .vacuous),
    Case(
      name: "ExternalId if it exists",
      trust: aws(vendor, "{\"StringEqualsIfExists\": {\"sts:ExternalId\": \"e\"}}"),
      exposure: .outsideParty, externalID: .vacuous),
    Case(
      name: "everybody of an organisation",
      trust: aws("*", "{\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-example\"}}"),
      exposure: .organization, guards: .organization),
    Case(
      name: "everybody of any organisation",
      trust: aws("*", "{\"StringLike\": {\"aws:PrincipalOrgID\": \"o-*\"}}"),
      exposure: .anyone),
    Case(
      name: "everybody but one account",
      trust: aws("*", "{\"StringNotEquals\": {\"aws:PrincipalAccount\": \"444455556666\"}}"),
      exposure: .anyone),
    Case(
      name: "everybody but names",
      trust: aws("*", "{\"ArnNotLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/ci\"}}"),
      exposure: .anyone),
    Case(
      name: "a name that anybody may use",
      trust: aws("*", "{\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/deploy\"}}"),
      exposure: .anyone, guards: .principalARN),
    Case(
      name: "a pattern of names of an own account",
      trust: aws(
        "*", "{\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::444455556666:role/ci-*\"}}"),
      exposure: .organization, guards: .principalARN),
    Case(
      name: "patterns of names of two accounts",
      trust: aws(
        "*",
        """
        {"StringLike": {"aws:PrincipalArn": ["arn:aws:iam::444455556666:role/ci-*",
          "arn:aws:iam::999988887777:role/ci-*"]}}
        """),
      exposure: .outsideParty, guards: .principalARN),
    Case(
      name: "everybody below a unit of an organisation",
      trust: aws(
        "*",
        """
        {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-example/r-ab12/ou-ab12-00000001/*"}}
        """),
      exposure: .organization, guards: .organization),
    Case(
      name: "everybody below a unit of any organisation",
      trust: aws("*", "{\"ForAnyValue:StringLike\": {\"aws:PrincipalOrgPaths\": \"*/r-ab12/*\"}}"),
      exposure: .anyone),
    Case(
      name: "the unique id of a role",
      trust: aws("*", "{\"StringLike\": {\"aws:userid\": \"AROAABCDEFGHIJKLMNOPQ:*\"}}"),
      exposure: .outsideIdentity, guards: .principalARN),
    Case(
      name: "a beginning of unique ids",
      trust: aws("*", "{\"StringLike\": {\"aws:userid\": \"AROA*:*\"}}"),
      exposure: .anyone, guards: .principalARN),
    Case(
      name: "Cognito of another partition, everybody",
      trust: Inputs.trust(
        "{\"Federated\": \"cognito-identity-us-gov.amazonaws.com\"}",
        action: "sts:AssumeRoleWithWebIdentity"), exposure: .anyone),
    Case(
      name: "a certificate by its tags",
      trust: Inputs.trust(
        "{\"Service\": \"rolesanywhere.amazonaws.com\"}",
        condition: "{\"StringEquals\": {\"aws:PrincipalTag/x509Subject/CN\": \"web\"}}"),
      guards: .principalTag),
    Case(
      name: "a named role of an own account",
      trust: aws(
        "*", "{\"ArnEquals\": {\"aws:PrincipalArn\": \"arn:aws:iam::444455556666:role/x\"}}"),
      exposure: .ownPrincipal, guards: .principalARN),
    Case(
      name: "named outside role", trust: aws("arn:aws:iam::999988887777:role/x"),
      exposure: .outsideIdentity),
    Case(
      name: "deleted principal", trust: aws("AROA1234567890EXAMPLE"), dead: .danglingID),
    Case(name: "partial wildcard", trust: aws("arn:aws:iam::\(own):role/*"), dead: .malformed),
    Case(
      name: "other partition", trust: aws("arn:aws-cn:iam::999988887777:root"),
      dead: .wrongPartition),
    Case(
      name: "missing principal", trust: aws("arn:aws:iam::\(own):role/none"),
      dead: .missingPrincipal),
    Case(
      name: "web identity for an account",
      trust: Inputs.trust("{\"AWS\": \"\(own)\"}", action: "sts:AssumeRoleWithWebIdentity"),
      dead: .actionPrincipalMismatch),
    Case(
      name: "ExternalId for a token",
      trust: federated(eks, "{\"StringEquals\": {\"sts:ExternalId\": \"e\"}}"),
      dead: .contradiction),
    Case(
      name: "provider of another account", trust: federated(eks, account: "444455556666"),
      dead: .foreignProvider),
    Case(name: "cluster without subject", trust: federated(eks), exposure: .ownAccount),
    Case(
      name: "cluster with subject",
      trust: federated(eks, sub(eks, "system:serviceaccount:app:web")), exposure: .ownPrincipal,
      guards: .subject),
    Case(
      name: "cluster with namespace",
      trust: federated(eks, sub(eks, "system:serviceaccount:app:*", like: true)),
      exposure: .ownAccount, guards: .subject),
    Case(name: "GitHub without subject", trust: federated(github), exposure: .anyone),
    Case(
      name: "GitHub, one branch",
      trust: federated(github, sub(github, "repo:acme/app:ref:refs/heads/main")),
      exposure: .outsideIdentity, guards: .subject),
    Case(
      name: "GitHub, one organisation",
      trust: federated(github, sub(github, "repo:acme/*", like: true)), exposure: .outsideParty,
      guards: .subject),
    Case(
      name: "GitHub, owner prefix",
      trust: federated(github, sub(github, "repo:acme*", like: true)), exposure: .anyone,
      guards: .subject),
    Case(
      name: "GitHub, owner by id",
      trust: federated(
        github, "{\"StringEquals\": {\"\(github):repository_owner_id\": \"1\"}}"),
      exposure: .outsideParty, guards: .claim),
    Case(
      name: "key of another issuer",
      trust: federated(eks, sub("oidc.example.com", "system:serviceaccount:app:web")),
      dead: .contradiction),
    Case(
      name: "trust that denies everybody again",
      trust: "[\(aws(own)), \(Inputs.trust("\"*\"", effect: "Deny"))]", dead: .denied),
    Case(
      name: "service", trust: Inputs.trust("{\"Service\": \"lambda.amazonaws.com\"}")),
    Case(
      name: "service for own resources",
      trust: Inputs.trust(
        "{\"Service\": \"config.amazonaws.com\"}",
        condition: "{\"StringEquals\": {\"aws:SourceAccount\": \"\(own)\"}}"),
      guards: .sourceResource),
    Case(
      name: "MFA", trust: aws(own, "{\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}"),
      exposure: .ownAccount, guards: .mfa),
    Case(
      name: "MFA if it exists",
      trust: aws(own, "{\"BoolIfExists\": {\"aws:MultiFactorAuthPresent\": \"true\"}}"),
      exposure: .ownAccount),
  ]

  @Test(arguments: cases) func grant(_ item: Case) throws {
    var inputs = Inputs()
    let role = inputs.role(Self.own, "target", trust: item.trust)
    inputs.role("444455556666", "x", trust: Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}"))
    let grant = try #require(inputs.graph().grants(of: role).first)
    #expect(grant.exposure == item.exposure)
    #expect(grant.dead == item.dead)
    #expect(grant.guards == item.guards)
    #expect(grant.externalID == item.externalID)
    #expect((grant.verdict == .no) == (item.dead != nil))
  }

  @Test func emptyConditionIsSeen() throws {
    var inputs = Inputs()
    let role = inputs.role(Self.own, "target", trust: Self.aws(Self.own, "{}"))
    let grant = try #require(inputs.graph().grants(of: role).first)
    #expect(grant.hasEmptyCondition)
    #expect(grant.verdict == .yes)
  }

  @Test func entriesHaveTheirOwnPlaces() {
    var inputs = Inputs()
    let role = inputs.role(
      Self.own, "target", trust: Inputs.trust("{\"AWS\": [\"\(Self.own)\", \"999988887777\"]}"))
    let grants = inputs.graph().grants(of: role)
    #expect(grants.count == 2)
    #expect(Set(grants.map(\.entryRange)).count == 2)
    #expect(Set(grants.map(\.range)).count == 1)
  }

  @Test func tenantsOfSharedIssuers() throws {
    var inputs = Inputs()
    let open = inputs.role(Self.own, "open", trust: Self.federated(Self.github))
    let pinned = inputs.role(
      Self.own, "pinned",
      trust: Self.federated(Self.github, Self.sub(Self.github, "repo:acme/app:*", like: true)))
    let graph = inputs.graph()
    #expect(try #require(graph.grants(of: open).first?.token).pinsTenant == false)
    #expect(try #require(graph.grants(of: pinned).first?.token).pinsTenant == true)
    #expect(graph.grants(of: open).first?.token?.subjects == .any)
  }
}
