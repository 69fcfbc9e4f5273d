import Foundation
import Testing

/// Findings about a trust carry the request that uses it.
@Suite struct TrustWitnessTests {
  private func witnesses(
    _ condition: String, principal: String = #""AWS": "*""#, action: String = "sts:AssumeRole"
  ) throws -> (text: String, found: [[String: Any]]) {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      {"RoleDetailList": [{"Path": "/", "RoleName": "a", "RoleId": "AROAA",
       "Arn": "arn:aws:iam::111122223333:role/a", "CreateDate": "2026-01-01T00:00:00+00:00",
       "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
         {"Effect": "Allow", "Action": "\(action)", "Principal": {\(principal)}\(condition)}]},
       "InstanceProfileList": [], "RolePolicyList": [{"PolicyName": "p", "PolicyDocument":
         {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*",
          "Resource": "*"}]}}], "AttachedManagedPolicies": [], "Tags": []}]}
      """, to: "account.json")
    let run = try Program.run(["scan", path, "-o", "json", "--exit-zero"])
    let report = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    let findings = try #require(report?["findings"] as? [[String: Any]])
    return (run.outputText, findings.compactMap { $0["witness"] as? [String: Any] })
  }

  @Test func externalIDsAreHidden() throws {
    let (text, found) = try witnesses(
      #", "Condition": {"StringLike": {"sts:ExternalId": "corp-*"}}"#)
    let witness = try #require(found.first)
    let context = try #require(witness["context"] as? [String: [String]])
    #expect(context == ["sts:ExternalId": ["ExternalId"]])
    let commands = try #require(witness["commands"] as? [String])
    #expect(commands.first?.contains("--external-id ExternalId") == true)
    #expect(!text.contains("corp-x"))
  }

  @Test func tokensHaveSubjects() throws {
    let issuer = "token.actions.githubusercontent.com"
    let (_, found) = try witnesses(
      ", \"Condition\": {\"StringEquals\": {\"\(issuer):aud\": \"sts.amazonaws.com\"}}",
      principal: "\"Federated\": \"arn:aws:iam::111122223333:oidc-provider/\(issuer)\"",
      action: "sts:AssumeRoleWithWebIdentity")
    let context = try #require(found.first?["context"] as? [String: [String]])
    #expect(context["\(issuer):aud"] == ["sts.amazonaws.com"])
    #expect(context["\(issuer):sub"]?.first?.hasPrefix("repo:") == true)
  }

  /// A trust that asks for nothing needs no witness.
  @Test func whatIsOpenHasNone() throws {
    #expect(try witnesses("").found.isEmpty)
  }
}
