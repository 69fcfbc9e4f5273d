import Estate
import IAM
import Logic
import Testing
import Text

@testable import Ingest

@Suite struct ReadersTests {
  private func ingest(_ files: [(String, String)]) -> (estate: Estate, readings: [FileReading]) {
    var ingestion = Ingestion()
    for (path, text) in files {
      ingestion.add(path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
    }
    let estate = ingestion.finish()
    return (estate, ingestion.readings)
  }

  private func export(role: String, account: String) -> String {
    """
    {"RoleDetailList": [{"RoleName": "\(role)", "Arn": "arn:aws:iam::\(account):role/\(role)",
     "Path": "/", "RoleId": "AROAEXAMPLE", "AssumeRolePolicyDocument": {"Version": "2012-10-17",
     "Statement": []}, "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": []}]}
    """
  }

  private static func awsAuth(_ group: String) -> String {
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: aws-auth, namespace: kube-system}
    data:
      mapRoles: |
        - {rolearn: "arn:aws:iam::111122223333:role/a", username: a, groups: ["\(group)"]}
    """
  }

  /// What is not judged is an error; where both descriptions count, a warning is enough.
  @Test(arguments: [
    (awsAuth("readers"), awsAuth("system:masters"), "error several-aws-auth"),
    (
      serviceAccount("111122223333"), serviceAccount("444455556666"), "warning conflicting-objects"
    ),
    (binding("a"), binding("b"), "warning conflicting-objects"),
  ])
  func objectsThatContradictEachOtherAreTold(one: String, other: String, told: String) {
    let result = ingest([("c/one.yaml", one), ("c/other.yaml", other)])
    let found = result.readings.flatMap(\.diagnostics)
    #expect(found.map { "\($0.severity) \($0.code)" } == [told])
    let same = ingest([("c/one.yaml", one), ("c/same.yaml", one)])
    #expect(same.readings.flatMap(\.diagnostics).isEmpty)
  }

  private static func serviceAccount(_ account: String) -> String {
    """
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: worker
      namespace: app
      annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::\(account):role/a"}
    """
  }

  private static func binding(_ group: String) -> String {
    """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: readers}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
    subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "\(group)"}]
    """
  }

  @Test func severalDocumentsInOneFileAreAllRead() {
    let text =
      export(role: "a", account: "111122223333") + "\n" + export(role: "b", account: "444455556666")
    let result = ingest([("dump", text)])
    #expect(
      result.estate.principals.map(\.id) == [
        "arn:aws:iam::111122223333:role/a", "arn:aws:iam::444455556666:role/b",
      ])
    #expect(result.estate.accounts.map(\.id) == ["111122223333", "444455556666"])
    #expect(result.estate.accounts.map(\.isExported) == [true, true])
    #expect(result.readings[0].counts == ["roles": 2])
  }

  @Test func anArrayOfExportsIsRead() {
    let text = "[" + export(role: "a", account: "111122223333") + "]"
    #expect(ingest([("x.txt", text)]).readings[0].kinds == ["authorization-details"])
  }

  @Test func recognisesByContentNotByName() {
    let names = ["role.yaml", "README", "x.bin"]
    for name in names {
      let result = ingest([(name, export(role: "a", account: "111122223333"))])
      #expect(result.readings[0].kinds == ["authorization-details"])
    }
  }

  @Test(arguments: [
    #""NextToken": "eyJ""#, #""IsTruncated": true, "Marker": "abc""#,
  ])
  func onePageOfAnExportIsNoWholeExport(_ mark: String) {
    let page = export(role: "a", account: "111122223333").dropLast() + ", \(mark)}"
    let truncated = ingest([("a.json", String(page))]).estate.truncatedExports
    #expect(truncated.map(\.subject) == [.principals])
    #expect(ingest([("a.json", export(role: "a", account: "1"))]).estate.truncatedExports.isEmpty)
  }

  @Test(arguments: [
    "", #","AssumeRolePolicyDocument": null"#, #","AssumeRolePolicyDocument": "%7B""#,
  ])
  func aRoleWithoutItsTrustPolicyIsToldAndUndecided(_ policy: String) throws {
    let text =
      #"{"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/a", "Path": "/"\#(policy)}]}"#
    let result = ingest([("a.json", text)])
    #expect(result.readings[0].diagnostics.contains { $0.code == "unexpected-form" })
    let trust = try #require(result.estate.principals.first?.trust)
    #expect(trust.isOpaque)
    #expect(trust.problems.map(\.code) == ["policy-unreadable"])
    let both = ingest([("a.json", text), ("b.json", export(role: "a", account: "111122223333"))])
    #expect(both.estate.principals.first?.trust?.isOpaque == false, "another export shows it")
    #expect(!both.readings.flatMap(\.diagnostics).contains { $0.code == "conflicting-exports" })
  }

  /// IAM leaves only the inline policies of users out, where there are none.
  @Test(arguments: [
    ("Role", #""RolePolicyList": [], "AttachedManagedPolicies": []"#, 0),
    ("Role", #""RolePolicyList": []"#, 1), ("Role", #""AttachedManagedPolicies": []"#, 1),
    ("Role", "", 2), ("User", #""AttachedManagedPolicies": [], "GroupList": []"#, 0),
    ("User", #""UserPolicyList": [], "GroupList": []"#, 1),
    ("User", #""AttachedManagedPolicies": []"#, 1), ("Group", #""AttachedManagedPolicies": []"#, 0),
    ("Role", #""RolePolicyList": {}, "AttachedManagedPolicies": []"#, 1),
    ("Role", #""RolePolicyList": [], "AttachedManagedPolicies": "x""#, 1),
    ("Role", #""RolePolicyList": [{"PolicyName": "p"}], "AttachedManagedPolicies": []"#, 1),
    (
      "User",
      #""AttachedManagedPolicies": [{"PolicyName": "AdministratorAccess"}], "GroupList": []"#, 1
    ),
  ])
  func policiesThatAnExportLeavesOutAreUnread(kind: String, lists: String, unread: Int) throws {
    func export(_ lists: String) -> String {
      let arn = "arn:aws:iam::111122223333:\(kind.lowercased())/a"
      let body = lists.isEmpty ? "" : ", " + lists
      return """
        {"\(kind)DetailList": [{"Arn": "\(arn)", "Path": "/",
          "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}\(body)}]}
        """
    }
    let result = ingest([("a.json", export(lists))])
    #expect(
      result.readings[0].diagnostics.map(\.code)
        == Array(repeating: "unexpected-form", count: unread))
    let principal = try #require(result.estate.principals.first)
    #expect(principal.inlinePolicies.count { $0.document.isOpaque } == unread)
    let whole = export(
      #""\#(kind)PolicyList": [], "AttachedManagedPolicies": [], "GroupList": []"#)
    for files in [[export(lists), whole], [whole, export(lists)]] {
      let both = ingest([("a.json", files[0]), ("b.json", files[1])])
      #expect(
        both.estate.principals.map(\.inlinePolicies.count) == [0], "another export shows them")
      #expect(!both.readings.flatMap(\.diagnostics).contains { $0.code == "conflicting-exports" })
    }
  }

  @Test(arguments: [
    ("null", false, false),
    (#"{"PermissionsBoundaryArn": "arn:aws:iam::1:policy/b"}"#, true, false),
    ("{}", true, true), (#"{"PermissionsBoundaryType": "Policy"}"#, true, true),
    (#""x""#, true, true),
  ])
  func aBoundaryThatIsNotNamedLimits(text: String, limits: Bool, isTold: Bool) throws {
    let user = """
      {"UserDetailList": [{"Arn": "arn:aws:iam::111122223333:user/a", "GroupList": [],
        "AttachedManagedPolicies": [], "PermissionsBoundary": \(text)}]}
      """
    let result = ingest([("a.json", user)])
    let principal = try #require(result.estate.principals.first)
    #expect((principal.boundary != nil) == limits)
    #expect(result.readings[0].diagnostics.contains { $0.code == "unexpected-form" } == isTold)
  }

  @Test func pagesOfOtherListsAreToldToo() {
    let accounts =
      #"{"Accounts": [{"Id": "111122223333", "Arn": "arn:aws:organizations::111122223333:account/o-abc/111122223333"}], "NextToken": "x"}"#
    let entries =
      #"{"accessEntries": ["arn:aws:iam::111122223333:role/a"], "nextToken": "x"}"#
    let truncated = ingest([("o.json", accounts), ("e.json", entries)]).estate.truncatedExports
    #expect(truncated.map(\.subject) == [.organization, .other])
  }

  @Test func onlyAListThatHoldsSomethingShowsWhatIsMissing() {
    let kinds = ingest([("a.json", export(role: "a", account: "111122223333"))]).estate.accounts
      .map(
        \.exportedKinds)
    #expect(kinds == [[.role]])
  }

  @Test func anUndecidedProviderBelongsToTheAccountOfItsFolder() {
    let provider =
      #"{"Url": "https://oidc.example.com/id/X/", "ClientIDList": ["sts.amazonaws.com"]}"#
    let result = ingest([
      ("a/iam.json", export(role: "a", account: "111122223333")),
      ("b/iam.json", export(role: "b", account: "444455556666")),
      ("b/provider.json", provider),
    ])
    #expect(
      result.estate.oidcProviders.map(\.arn.display) == [
        "arn:aws:iam::444455556666:oidc-provider/oidc.example.com/id/X"
      ])
  }

  @Test func aProviderWithNoAccountInSightStaysOpen() {
    let provider = #"{"Url": "oidc.example.com", "ClientIDList": []}"#
    let result = ingest([
      ("a/iam.json", export(role: "a", account: "111122223333")),
      ("b/iam.json", export(role: "b", account: "444455556666")),
      ("provider.json", provider),
    ])
    #expect(
      result.estate.oidcProviders.map(\.arn.display) == [
        "arn:aws:iam::${AWS::AccountId}:oidc-provider/oidc.example.com"
      ])
  }

  @Test func listAndDetailsOfAProviderAreOneProvider() {
    let arn = "arn:aws:iam::444455556666:oidc-provider/oidc.example.com"
    let result = ingest([
      ("list.json", #"{"OpenIDConnectProviderList": [{"Arn": "\#(arn)"}]}"#),
      ("get.json", #"{"Url": "oidc.example.com", "ClientIDList": ["x"]}"#),
    ])
    #expect(result.estate.oidcProviders.map(\.arn.display) == [arn])
    #expect(result.estate.oidcProviders[0].clientIDs == ["x"])
  }

  @Test func organisationAccountsNameTheOrganisation() {
    let text = """
      {"Accounts": [{"Id": "111122223333", "Name": "prod",
        "Arn": "arn:aws:organizations::999999999999:account/o-a1b2c3d4e5/111122223333"}]}
      """
    let organization = ingest([("accounts.json", text)]).estate.organization
    #expect(organization?.id == "o-a1b2c3d4e5")
    #expect(organization?.managementAccount == "999999999999")
    #expect(organization?.accounts == ["111122223333": "prod"])
  }

  @Test func aBrokenFileOfOurKindIsAnErrorAndOneOfAnotherKindIsNot() {
    let broken = String(export(role: "a", account: "111122223333").dropLast(40))
    let result = ingest([
      ("broken.json", broken), ("notes.txt", "role_arn: [is prose"), ("other.json", "{\"a\": "),
    ])
    #expect(result.readings.map(\.isBrokenInput) == [true, false, false])
    #expect(result.readings[0].diagnostics.contains { $0.severity == .error && $0.range != nil })
  }

  @Test func anExternalIDOfATrustPolicyIsASecret() {
    let text = """
      {"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/a",
       "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
       "Principal": {"AWS": "arn:aws:iam::999988887777:root"}, "Action": "sts:AssumeRole",
       "Condition": {"StringEquals": {"STS:ExternalID": ["one", "two"]}}}}}]}
      """
    #expect(ingest([("x", text)]).estate.secrets.map(\.value) == ["one", "two"])
  }

  @Test func exportsThatContradictEachOtherAreAnEvidenceProblem() {
    let one = export(role: "a", account: "111122223333")
    let other = one.replacing(
      #""Statement": []"#,
      with: #""Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}"#)
    let result = ingest([("a.json", one), ("b.json", one), ("c.json", other)])
    #expect(result.estate.principals.count == 1)
    #expect(
      result.readings.map { $0.diagnostics.map(\.code) } == [[], [], ["conflicting-exports"]])
  }

  @Test func rolesOfTwoTemplatesWithOneNameAreBothJudged() {
    func template(_ account: String) -> String {
      """
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            RoleName: deploy
            AssumeRolePolicyDocument:
              Statement:
                - {Effect: Allow, Principal: {AWS: "\(account)"}, Action: sts:AssumeRole}
      """
    }
    let estate = ingest([("a.yaml", template("111122223333")), ("b.yaml", template("*"))]).estate
    #expect(
      estate.principals.map(\.id) == [
        "arn:aws:iam::${AWS::AccountId}:role/deploy", "arn:aws:iam::${AWS::AccountId}:role/deploy",
      ])
    #expect(estate.principals.map { $0.trust?.statements.count } == [1, 1])
  }

  @Test func whatIsAttachedOutsideTheTemplateIsTold() {
    let template = """
      Resources:
        Grant:
          Type: AWS::IAM::Policy
          Properties:
            PolicyName: grant
            Roles: [existing-role]
            PolicyDocument: {Statement: {Effect: Allow, Action: "*", Resource: "*"}}
      """
    let reading = ingest([("a.yaml", template)]).readings[0]
    #expect(reading.diagnostics.map(\.code) == ["cfn-attached-elsewhere"])
  }

  @Test func onlyAListTellsThatAnotherProviderDoesNotExist() {
    let one = #"{"Url": "oidc.example.com", "ClientIDList": ["x"]}"#
    let account = export(role: "a", account: "111122223333")
    #expect(ingest([("a", account), ("one", one)]).estate.accountsWithProviderList.isEmpty)
    let arn = "arn:aws:iam::111122223333:oidc-provider/oidc.example.com"
    let list = #"{"OpenIDConnectProviderList": [{"Arn": "\#(arn)"}]}"#
    #expect(ingest([("list", list)]).estate.accountsWithProviderList == ["111122223333"])
  }
}
