import Foundation
import Testing

/// What `trustpath query` says where there is no answer, or not the whole of one.
@Suite struct QueryCommandTests {
  private static let account = "arn:aws:iam::111122223333:"
  private static let user = account + "user/ann"

  private static func role(_ name: String, _ trust: String, condition: String = "") -> String {
    """
    {"Path": "/", "RoleName": "\(name)", "RoleId": "AROA\(name)", "Arn": "\(account)role/\(name)",
     "CreateDate": "2026-01-01T00:00:00+00:00",
     "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
       {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {\(trust)}\(condition)}]},
     "InstanceProfileList": [], "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": []}
    """
  }

  /// ann may assume first, whose session `alice` last trusts; nobody may assume alone.
  private static let export = """
    {"UserDetailList": [{"Path": "/", "UserName": "ann", "UserId": "AIDAANN", "Arn": "\(user)",
      "CreateDate": "2026-01-01T00:00:00+00:00", "GroupList": [], "AttachedManagedPolicies": [],
      "UserPolicyList": [], "Tags": []}],
     "GroupDetailList": [], "Policies": [], "RoleDetailList": [
     \(role("first", #""AWS": "\#(user)""#, condition: #", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#)),
     \(role("last", #""AWS": "arn:aws:sts::111122223333:assumed-role/first/alice""#)),
     \(role("alone", #""Service": "lambda.amazonaws.com""#)),
     \(role("long", #""AWS": "\#(account)role/first""#, condition: #", "Condition": {"NumericGreaterThan": {"sts:DurationSeconds": "3600"}}"#)),
     \(role("short", #""AWS": "\#(user)""#, condition: #", "Condition": {"StringEquals": {"sts:RoleSessionName": "a"}}"#))
     ]}
    """

  private func ask(_ question: String...) throws -> Program.Run {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.export, to: "account.json")
    _ = try folder.write(
      """
      {"Accounts": [{"Id": "999999999999", "Name": "far", "Status": "ACTIVE", "Arn":
        "arn:aws:organizations::000000000001:account/o-abcdefghij/999999999999"}]}
      """, to: "accounts.json")
    return try Program.run(["query"] + question + [folder.url.path])
  }

  @Test(arguments: [
    (["paths", user, account + "role/alone"], "no path leads from `\(user)`"),
    (["why", user, account + "role/alone"], "no single step leads from `\(user)`"),
    (["who-can-assume", user], "nobody can become `\(user)`"),
    (["can-reach", account + "role/alone"], "nothing can be reached from"),
  ])
  func noAnswerIsSaid(_ question: [String], _ words: String) throws {
    for flags in [[], ["--json"]] {
      let folder = try TemporaryFolder()
      let path = try folder.write(Self.export, to: "account.json")
      let run = try Program.run(["query"] + question + flags + [path])
      #expect(run.exitCode == 0)
      #expect(run.output.isEmpty)
      #expect(run.errorText.hasPrefix("trustpath: " + words))
    }
  }

  @Test(arguments: [
    ("alone", "called `alone`; is it `\(account)role/alone`?"),
    ("role/Alone", "is it `\(account)role/alone`?"),
    (account + "ROLE/alone", "is it `\(account)role/alone`?"),
    (account + "role/aloen", "is it `\(account)role/alone`?"),
    ("lats", "is it `\(account)role/last`?"),
    ("999999999999", "the organization lists account 999999999999"),
    ("123412341234", "called `123412341234`\n"),
  ])
  func unknownNamesAreExplained(_ name: String, _ words: String) throws {
    let run = try ask("can-reach", name)
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.errorText.contains(words))
  }

  /// A later command needs the credentials of the one before, and says so; so does a place that no
  /// command sends.
  @Test func walksSayWhatTheyNeed() throws {
    let text = try ask("walk", Self.user, Self.account + "role/last").outputText
    let lines = text.split(separator: "\n")
    #expect(lines[0].hasPrefix("# aws sts assume-role") && lines[0].hasSuffix("name alice"))
    #expect(lines[1] == "#   requires aws:SourceIp is in 203.0.113.0/24")
    #expect(
      lines[2].hasPrefix("# with the credentials that the line before returned in AWS_ACCESS"))
    #expect(lines[3].hasPrefix("# aws sts assume-role --role-arn \(Self.account)role/last"))
  }

  @Test func whatCannotBeWalkedIsNamed() throws {
    let run = try ask("walk", Self.user, Self.account + "role/short")
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.errorText.contains("step 1, \(Self.user) → \(Self.account)role/short (AssumeRole)"))
    #expect(run.errorText.contains("names have 2 to 64 letters"))
    let none = try ask("walk", Self.user, Self.account + "role/alone")
    #expect(none.exitCode == 64)
    #expect(none.errorText.contains("no path from"))
  }

  @Test func whyNotNamesWaysAndChanges() throws {
    let way = try ask("why-not", Self.user, Self.account + "role/first").outputText
    #expect(way.hasPrefix("\(Self.user) can become \(Self.account)role/first, on conditions:\n"))
    #expect(way.contains("requires aws:SourceIp is in 203.0.113.0/24"))
    let none = try ask("why-not", Self.user, Self.account + "role/alone").outputText
    #expect(none.hasPrefix("\(Self.user) cannot become \(Self.account)role/alone on these inputs."))
    #expect(none.contains("to open: name \(Self.user) as a principal in a statement of"))
    let service = try ask("why-not", "service:lambda.amazonaws.com", Self.account + "role/first")
    #expect(service.exitCode == 0)
    #expect(
      service.outputText.contains(
        "to open: name the service lambda.amazonaws.com as a principal in a statement of"))
    let several = try ask("why-not", "roles", Self.account + "role/first")
    #expect(several.exitCode == 64)
    #expect(several.errorText.contains("ask `query who-can-assume \(Self.account)role/first`"))
  }

  @Test func whyNotNamesTheStepThatRefuses() throws {
    let ends = [Self.user, Self.account + "role/long"]
    let text = try ask("why-not", ends[0], ends[1]).outputText
    #expect(text.hasPrefix("\(ends[0]) cannot become \(ends[1]) on these inputs."))
    #expect(text.contains("There is a way, but one step does not follow the others:\n\(ends[0])\n"))
    #expect(text.contains("step 2 asks for what no request of a role has"))
    let json = try ask("why-not", "--json", ends[0], ends[1]).outputText
    #expect(json.contains(#""step":2,"origin":2,"refused":[],"blockers":[]"#))
  }

  @Test func aServiceAccountIsItsTokenTowardsAWS() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(
      "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: app, namespace: prod}\n",
      to: "account.yaml")
    let run = try Program.run(
      ["query", "can-reach", "sa:c1/prod/app", "--cluster", "c1", folder.url.path])
    #expect(run.errorText.contains("`sa-token:c1/prod/app`"))
  }

  /// Nobody starts: that is an answer, not a question about the same people twice.
  @Test(arguments: ["anyone", "ci", "outside"]) func nobodyHasNoWay(_ nobody: String) throws {
    let run = try ask("cut", nobody, "administrators")
    #expect(run.exitCode == 0)
    #expect(run.outputText.hasPrefix("There is no way."))
  }

  /// What a cut says of a place is what the other questions say of it.
  @Test func cutsSayWhatPlacesDo() throws {
    let folder = try TemporaryFolder()
    func user(_ name: String, _ policies: String) -> String {
      """
      {"Path": "/", "UserName": "\(name)", "UserId": "AIDA\(name)", "Arn": "\(Self.account)user/\(name)",
       "CreateDate": "2026-01-01T00:00:00+00:00", "GroupList": [], "AttachedManagedPolicies": [],
       "UserPolicyList": [\(policies)], "Tags": []}
      """
    }
    let policy = """
      {"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "*"}]}}
      """
    _ = try folder.write(
      """
      {"UserDetailList": [\(user("ann", policy)), \(user("bob", ""))], "GroupDetailList": [],
       "Policies": [], "RoleDetailList": [\(Self.role("first", #""AWS": "\#(Self.user)""#))]}
      """, to: "account.json")
    for (target, role) in [("user/bob", "grants"), ("role/first", "trusts")] {
      let cut = try Program.run(
        ["query", "cut", Self.user, Self.account + target, "--json", folder.url.path])
      #expect(cut.outputText.contains(#""role":"\#(role)""#), "\(cut.outputText)")
    }
  }

  /// `--cluster` says of questions what it says of scans.
  @Test func clusterObjectsAreGivenACluster() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.export, to: "account.json")
    _ = try folder.write(
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: aws-auth, namespace: kube-system}
      data:
        mapUsers: |
          - userarn: \(Self.user)
            username: ops
      """, to: "aws-auth.yaml")
    let run = try Program.run([
      "query", "who-can-assume", "k8s-user:prod/ops", "--cluster", "prod", folder.url.path,
    ])
    #expect(run.exitCode == 0)
    #expect(run.outputText.contains(Self.user))
  }
}
