import Findings
import Testing

/// What makes two findings one: a baseline knows findings by their identity, so that what is new
/// must not have the identity of what was accepted.
@Suite struct FindingIdentityTests {
  private static func github(_ subjects: String) -> String {
    """
    {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
     "Principal": {"Federated":
       "arn:aws:iam::210987654321:oidc-provider/token.actions.githubusercontent.com"},
     "Condition": {
       "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
       "StringLike": {"token.actions.githubusercontent.com:sub": [\(subjects)]}}}
    """
  }

  private static func anyone(_ condition: String) -> String {
    """
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"},
     "Condition": {\(condition)}}
    """
  }

  private static func organization(_ id: String) -> String {
    anyone("\"StringEquals\": {\"aws:PrincipalOrgID\": \"\(id)\"}")
  }

  private static func partner(_ account: String) -> String {
    """
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "\(account)"},
     "Condition": {"StringEquals": {"sts:ExternalId": "1"}}}
    """
  }

  private static func role(_ statements: [String]) -> String {
    """
    {"RoleDetailList": [{"Arn": "arn:aws:iam::210987654321:role/ci", "RoleName": "ci", "Path": "/",
      "AssumeRolePolicyDocument": {"Version": "2012-10-17",
        "Statement": [\(statements.joined(separator: ",\n"))]}}]}
    """
  }

  private func identities(_ id: String, in texts: [String: String]) throws -> Set<String> {
    let run = try TestRun(.texts(texts))
    let rule = try #require(TestRules.pack.rules.first { $0.id == id })
    return Set(try run.findings(of: rule).1.map(\.fingerprint))
  }

  @Test(arguments: [
    ("GHA-001", github("\"repo:acme/*\""), github("\"repo:evil/*\"")),
    ("GHA-002", github("\"repo:acme*\""), github("\"repo:evil*\"")),
    ("GHA-003", github("\"repo:acme/app:*\""), github("\"repo:evil/app:*\"")),
    ("TRUST-002", organization("o-aaaaaaaaaa"), organization("o-bbbbbbbbbb")),
    (
      "TRUST-001", anyone("\"IpAddress\": {\"aws:SourceIp\": \"203.0.113.0/24\"}"),
      anyone("\"IpAddress\": {\"aws:SourceIp\": \"198.51.0.0/16\"}")
    ),
    (
      "TRUST-003", anyone("\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/a\"}"),
      anyone("\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/*\"}")
    ),
    ("XID-003", partner("444433332222"), partner("777766665555")),
  ])
  func otherCallersAreAnotherFinding(rule: String, known: String, added: String) throws {
    let before = try identities(rule, in: ["a.json": Self.role([known])])
    let after = try identities(rule, in: ["a.json": Self.role([known, added])])
    #expect(before.count == 1)
    #expect(after.count == 2)
    #expect(after.isSuperset(of: before))
    #expect(try identities(rule, in: ["z.json": Self.role([added, known])]) == after)
  }

  @Test func theOrderOfSubjectsMeansNothing() throws {
    let one = try identities(
      "GHA-003",
      in: ["a.json": Self.role([Self.github("\"repo:acme/a:*\", \"repo:acme/b:*\"")])])
    let other = try identities(
      "GHA-003",
      in: ["a.json": Self.role([Self.github("\"repo:acme/b:*\", \"repo:acme/a:*\"")])])
    #expect(one == other)
    #expect(one.count == 1)
  }

  @Test func rolesOfTwoTemplatesAreTwoFindings() throws {
    let template = """
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                - {Effect: Allow, Principal: {AWS: "*"}, Action: "sts:AssumeRole"}
      """
    let one = try identities("TRUST-001", in: ["a.yaml": template])
    let two = try identities("TRUST-001", in: ["a.yaml": template, "b.yaml": template])
    #expect(one.count == 1)
    #expect(two.count == 2)
    #expect(two.isSuperset(of: one))
    #expect(try identities("TRUST-001", in: ["renamed.yaml": template]) == one)
  }

  @Test func oneAccountInTwoFilesIsOneFinding() throws {
    let text = Self.role([Self.github("\"repo:acme/*\"")])
    #expect(try identities("GHA-001", in: ["a.json": text, "b.json": text]).count == 1)
  }

  @Test(arguments: [
    "\"IpAddress\": {\"aws:SourceIp\": \"0.0.0.0/0\"}",
    "\"IpAddress\": {\"aws:SourceIp\": [\"0.0.0.0/0\", \"::/0\"]}",
    "\"StringEquals\": {\"aws:RequestedRegion\": \"eu-west-1\"}",
  ])
  func aNetworkOfEverybodyIsNoGuard(condition: String) throws {
    let run = try TestRun(.texts(["a.json": Self.role([Self.anyone(condition)])]))
    let rule = try #require(TestRules.pack.rules.first { $0.id == "TRUST-001" })
    let finding = try #require(try run.findings(of: rule).1.first)
    #expect(finding.reasons.first != "star-network")
  }
}
