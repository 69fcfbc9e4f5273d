import Foundation
import Testing

/// What an export does not hold is "depends", never "nobody".
@Suite struct IncompleteExportTests {
  private static let cluster = """
    {"cluster": {"name": "shop", "arn": "arn:aws:eks:eu-central-1:210987654321:cluster/shop",
      "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}}}
    """
  private static let mapping = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: aws-auth, namespace: kube-system}
    data:
      mapAccounts: '["333344445555"]'
      mapRoles: |
        - rolearn: arn:aws:iam::210987654321:role/dev
          username: dev
          groups: [system:masters]
    """
  private static let admin = "arn:aws:iam::210987654321:role/admin"
  private static let entry = """
    {"accessEntry": {"clusterName": "shop", "principalArn": "\(admin)", "username": "u",
      "kubernetesGroups": [], "type": "STANDARD"}}
    """
  private static let policies = """
    {"clusterName": "shop", "principalArn": "\(admin)", "associatedAccessPolicies": []}
    """

  /// An entry on a page that was not exported would come before every mapping of aws-auth.
  @Test(arguments: [
    (#""nextToken": "more""#, false, "conditional"), (#""nextToken": null"#, true, "allowed"),
  ])
  func furtherPagesOfAccessEntries(token: String, isWhole: Bool, verdict: String) throws {
    let folder = try write(list: "{\"accessEntries\": [\"\(Self.admin)\"], \(token)}")
    for caller in ["210987654321:role/dev", "333344445555:user/ann"] {
      let login = try Program.run([
        "identities", folder.url.path, "--caller", "arn:aws:iam::\(caller)",
      ]).outputText
      #expect(login.contains("\"verdict\":\"\(verdict)\""), "\(login)")
    }
    #expect(try coverage(folder) == isWhole)
  }

  /// `list-access-entries` alone tells who logs in, and neither as whom nor with which policies.
  @Test func listWithoutDescriptions() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.cluster, to: "cluster.json")
    _ = try folder.write("{\"accessEntries\": [\"\(Self.admin)\"]}", to: "entries.json")
    #expect(try !coverage(folder))
    let logins = try Program.run(["identities", folder.url.path]).outputText
    #expect(logins.contains("\"verdict\":\"conditional\""))
  }

  /// Policies that are not told may be any.
  @Test func furtherPagesOfAccessPolicies() throws {
    let cut = Self.policies.replacing("[]}", with: "[], \"nextToken\": \"more\"}")
    let folder = try write(list: "{\"accessEntries\": [\"\(Self.admin)\"]}", policies: cut)
    #expect(try !coverage(folder))
  }

  /// Listings without policies are told, and never look like roles that may do nothing.
  @Test(arguments: [
    (#"{"Roles": [{"RoleName": "r", "Arn": "arn:aws:iam::210987654321:role/r"}]}"#, "list-roles"),
    (#"{"Role": {"RoleName": "r", "Arn": "arn:aws:iam::210987654321:role/r"}}"#, "get-role"),
    (#"{"Users": [{"UserName": "u", "Arn": "arn:aws:iam::210987654321:user/u"}]}"#, "list-users"),
    (
      #"{"RoleName": "r", "PolicyName": "p", "PolicyDocument": {"Statement": []}}"#,
      "get-role-policy"
    ),
  ])
  func listingsWithoutPolicies(text: String, command: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(text, to: "listing.json")
    for arguments in [["inputs"], ["scan"] + Scan.day] {
      let run = try Program.run(arguments + [folder.url.path])
      #expect(run.exitCode == 2)
      #expect(run.outputText.contains("`aws iam \(command)`"))
      #expect(run.outputText.contains("aws iam get-account-authorization-details"))
    }
  }

  /// Several accounts in one file: a list of exports, or a map by account.
  @Test(arguments: ["[A, B]", #"{"111122223333": A, "444455556666": B}"#, "A\nB"])
  func severalExportsInOneFile(form: String) throws {
    func export(_ account: String) -> String {
      #"{"RoleDetailList": [], "GroupDetailList": [], "Policies": [], "UserDetailList": ["#
        + #"{"UserName": "u", "Arn": "arn:aws:iam::\#(account):user/u", "UserPolicyList": [],"#
        + #" "AttachedManagedPolicies": [], "GroupList": []}]}"#
    }
    let folder = try TemporaryFolder()
    let text = form.replacing("A", with: export("111122223333"))
      .replacing(/B$|B(?=[\]}])/, with: export("444455556666"))
    let run = try Program.run(["inputs", try folder.write(text, to: "exports.json")])
    #expect(run.exitCode == 0)
    #expect(run.outputText.contains("2 users"))
  }

  /// A name that is not found may stand in what could not be read.
  @Test(arguments: [
    ["query", "who-can-assume", admin], ["graph", "-o", "json", "--around", admin],
  ])
  func questionsAboutUnreadInputs(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(#"{"RoleDetailList": [{"Arn": "\#(Self.admin)""#, to: "cut.json")
    let run = try Program.run(arguments + [path])
    #expect(run.exitCode == 2)
    #expect(run.errorText.contains("[json-truncated]"))
  }

  private func write(list: String, policies: String = policies) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (text, name) in [
      (Self.cluster, "cluster.json"), (Self.mapping, "aws-auth.yaml"), (Self.entry, "entry.json"),
      (policies, "policies.json"), (list, "entries.json"),
    ] { _ = try folder.write(text, to: name) }
    return folder
  }

  private func coverage(_ folder: TemporaryFolder) throws -> Bool {
    struct Covered: Decodable { var coverage: [String: Bool] }
    let run = try Program.run(["scan", folder.url.path, "-o", "json"] + Scan.day)
    let covered = try JSONDecoder().decode(Covered.self, from: run.output)
    return covered.coverage["access_entries"] ?? false
  }
}
