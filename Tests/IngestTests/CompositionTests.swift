import CloudFormation
import Estate
import IAM
import Ingest
import Logic
import Testing
import Text

/// Files read together, as in one scan.
struct StackInputs {
  let estate: Estate
  let readings: [FileReading]
  let files: SourceFiles

  init(_ texts: KeyValuePairs<String, String>, stack: StackContext = StackContext()) {
    var ingestion = Ingestion(stack: stack)
    for (path, text) in texts {
      ingestion.add(path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
    }
    estate = ingestion.finish()
    readings = ingestion.readings
    files = ingestion.files
  }

  var ids: [String] { estate.principals.map(\.id) }

  func role(_ id: String) throws -> Principal {
    try #require(estate.principals.first { $0.id == id }, "\(ids)")
  }

  /// The AWS principals that the trust policy of a role names.
  func trusted(by id: String) throws -> [String] {
    try (role(id).trust?.statements ?? []).flatMap { statement -> [String] in
      guard case .these(let entries) = statement.principals else { return ["?"] }
      return entries.map(\.text.display)
    }
  }

  var codes: [String] { readings.flatMap(\.diagnostics).map(\.code) }
}

/// Templates that consist of several: nested stacks, exports, modules, stack sets, included files.
@Suite struct CompositionTests {
  private static let account = StackContext(account: "111122223333", region: "eu-west-1")

  private static func role(_ name: String, trusting principal: String) -> String {
    """
      \(name):
        Type: AWS::IAM::Role
        Properties:
          RoleName: \(name)
          AssumeRolePolicyDocument:
            Version: '2012-10-17'
            Statement:
              - {Effect: Allow, Principal: {AWS: \(principal)}, Action: sts:AssumeRole}
    """
  }

  /// Vector 10: the output of a nested stack is a principal in a sibling.
  @Test func vector10NestedStackOutputAsPrincipalInASibling() throws {
    let inputs = StackInputs(
      [
        "app/parent.yaml": """
        Resources:
          First:
            Type: AWS::CloudFormation::Stack
            Properties: {TemplateURL: ./stacks/first.yaml}
          Second:
            Type: AWS::CloudFormation::Stack
            Properties:
              TemplateURL: stacks/second.yaml
              Parameters: {Caller: !GetAtt First.Outputs.RoleArn}
        """,
        "app/stacks/first.yaml": """
        Resources:
        \(Self.role("caller", trusting: "'444455556666'"))
        Outputs:
          RoleArn: {Value: !GetAtt caller.Arn}
        """,
        "app/stacks/second.yaml": """
        Parameters: {Caller: {Type: String}}
        Resources:
        \(Self.role("target", trusting: "!Ref Caller"))
        """,
      ], stack: Self.account)
    #expect(
      inputs.ids == [
        "arn:aws:iam::111122223333:role/caller", "arn:aws:iam::111122223333:role/target",
      ])
    #expect(
      try inputs.trusted(by: "arn:aws:iam::111122223333:role/target") == [
        "arn:aws:iam::111122223333:role/caller"
      ])
    #expect(inputs.codes == [])
  }

  @Test func aNestedStackIsUnderTheConditionOfItsParent() throws {
    let inputs = StackInputs([
      "parent.yaml": """
      Parameters: {Stage: {Type: String}}
      Conditions:
        IsProd: !Equals [!Ref Stage, prod]
        Never: !Equals [a, b]
      Resources:
        Inner:
          Type: AWS::CloudFormation::Stack
          Condition: IsProd
          Properties:
            TemplateURL: inner.yaml
            Parameters: {Wide: !If [IsProd, 'yes', 'no']}
        Absent:
          Type: AWS::CloudFormation::Stack
          Condition: Never
          Properties: {TemplateURL: inner.yaml}
      """,
      "inner.yaml": """
      Parameters: {Wide: {Type: String}}
      Conditions: {IsWide: !Equals [!Ref Wide, 'yes'], Other: !Equals [!Ref 'AWS::Region', x-y-1]}
      Resources:
        Role:
          Type: AWS::IAM::Role
          Condition: Other
          Properties:
            RoleName: inner
            AssumeRolePolicyDocument:
              Statement:
                - Effect: Allow
                  Principal: {AWS: !If [IsWide, '*', '111122223333']}
                  Action: sts:AssumeRole
      """,
    ])
    #expect(inputs.estate.principals.count == 1)
    let role = try #require(inputs.estate.principals.first)
    #expect(role.guards.map(\.name) == ["IsProd", "Inner.Other"])
    // The parent passes `yes` exactly when the stack exists.
    #expect(try inputs.trusted(by: role.id) == ["*"])
  }

  @Test func aStackWhoseTemplateIsMissingIsTold() {
    let inputs = StackInputs([
      "parent.yaml": """
      Resources:
        Inner:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: https://bucket.s3.amazonaws.com/elsewhere.yaml}
      """
    ])
    #expect(inputs.codes == ["cfn-nested-missing"])
    #expect(inputs.estate.templates.map(\.opaqueReasons) == [["Inner"]])
  }

  @Test func anAddressMeansTheFileWithTheSameEnd() {
    let inputs = StackInputs(
      [
        "repo/main.yaml": """
        Parameters: {Bucket: {Type: String}, Prefix: {Type: String, Default: kit/}}
        Resources:
          Inner:
            Type: AWS::CloudFormation::Stack
            Properties: {TemplateURL: !Sub 'https://${Bucket}.s3.amazonaws.com/${Prefix}templates/iam.yaml'}
        """,
        "repo/templates/iam.yaml": "Resources:\n" + Self.role("right", trusting: "'*'"),
        "repo/other/iam.yaml": "Resources:\n" + Self.role("wrong", trusting: "'*'"),
      ], stack: Self.account)
    #expect(inputs.codes == ["cfn-unresolved"])
    let origins = inputs.estate.principals.map { principal -> String in
      guard case .template(_, let id) = principal.origin else { return "?" }
      return id
    }
    #expect(origins == ["Inner.right", "wrong"])
  }

  @Test func templatesThatContainThemselvesAreTold() {
    let text = """
      Resources:
        Inner:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: %}
      """
    let inputs = StackInputs([
      "a.yaml": text.replacing("%", with: "b.yaml"), "b.yaml": text.replacing("%", with: "a.yaml"),
      "c.yaml": text.replacing("%", with: "c.yaml"),
    ])
    #expect(Set(inputs.codes) == ["cfn-cycle"])
    #expect(inputs.readings.allSatisfy { $0.diagnostics.contains { $0.code == "cfn-cycle" } })
  }

  @Test func nestedStacksThatMultiplyEnd() {
    var texts: [(String, String)] = []
    for level in 0..<8 {
      let nested = (0..<8).map {
        "  N\($0): {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: t\(level + 1).yaml}}"
      }.joined(separator: "\n")
      texts.append(("t\(level).yaml", "Resources:\n\(nested)"))
    }
    var ingestion = Ingestion()
    for (path, text) in texts {
      ingestion.add(path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
    }
    _ = ingestion.finish()
    #expect(ingestion.readings.flatMap(\.diagnostics).contains { $0.code == "cfn-limit" })
  }

  /// Vector 11: a name is exported in two accounts; an import means the export of its own account.
  @Test func vector11ExportsAndImportsOfTwoAccounts() throws {
    func stack(_ account: String) -> String {
      """
      {"Stacks": [{"StackName": "network", "StackStatus": "CREATE_COMPLETE",
        "StackId": "arn:aws:cloudformation:eu-west-1:\(account):stack/network/1",
        "Outputs": [{"OutputKey": "Caller", "ExportName": "caller",
          "OutputValue": "arn:aws:iam::\(account):role/caller"}]},
       {"StackName": "app-\(account)", "StackStatus": "CREATE_COMPLETE",
        "StackId": "arn:aws:cloudformation:eu-west-1:\(account):stack/app-\(account)/2"}]}
      """
    }
    let app = "Resources:\n" + Self.role("app", trusting: "!ImportValue caller")
    let inputs = StackInputs([
      "a.json": stack("111111111111"), "b.json": stack("222222222222"),
      "app-111111111111.yaml": app, "app-222222222222.yaml": app, "app.yaml": app,
    ])
    #expect(
      try inputs.trusted(by: "arn:aws:iam::111111111111:role/app") == [
        "arn:aws:iam::111111111111:role/caller"
      ])
    #expect(
      try inputs.trusted(by: "arn:aws:iam::222222222222:role/app") == [
        "arn:aws:iam::222222222222:role/caller"
      ])
    // Nothing says which account the third is for, and the two exports differ.
    #expect(
      try inputs.trusted(by: "arn:aws:iam::${AWS::AccountId}:role/app") == [
        "${ImportValue(caller)}"
      ])
  }

  @Test func anImportMeansTheRoleOfTheOtherTemplate() throws {
    let inputs = StackInputs(
      [
        "a.yaml": "Resources:\n" + Self.role("a", trusting: "!ImportValue b-role")
          + "\nOutputs:\n  A: {Value: !GetAtt a.Arn, Export: {Name: a-role}}",
        "b.yaml": "Resources:\n" + Self.role("b", trusting: "!ImportValue c-role")
          + "\nOutputs:\n  B: {Value: !ImportValue c-role, Export: {Name: b-role}}",
        "c.yaml": "Resources:\n" + Self.role("c", trusting: "'*'")
          + "\nOutputs:\n  C: {Value: !GetAtt c.Arn, Export: {Name: c-role}}",
      ], stack: Self.account)
    let c = "arn:aws:iam::111122223333:role/c"
    #expect(try inputs.trusted(by: "arn:aws:iam::111122223333:role/a") == [c])
    #expect(try inputs.trusted(by: "arn:aws:iam::111122223333:role/b") == [c])
  }

  @Test func listedExportsAreImported() throws {
    let inputs = StackInputs(
      [
        "exports.json": """
        {"Exports": [{"ExportingStackId":
          "arn:aws:cloudformation:eu-west-1:111122223333:stack/network/1",
          "Name": "caller", "Value": "arn:aws:iam::111122223333:role/caller"}]}
        """,
        "app.yaml": "Resources:\n" + Self.role("app", trusting: "!ImportValue caller"),
      ], stack: Self.account)
    #expect(
      try inputs.trusted(by: "arn:aws:iam::111122223333:role/app") == [
        "arn:aws:iam::111122223333:role/caller"
      ])
  }

  @Test func modulesStandForTheResourcesOfTheirFragment() throws {
    let inputs = StackInputs(
      [
        "main.yaml": """
        Resources:
          Mod:
            Type: Org::Iam::Reader::MODULE
            Properties: {Who: '444455556666'}
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: outer
              AssumeRolePolicyDocument:
                Statement:
                  - {Effect: Allow, Principal: {AWS: !GetAtt Mod.Inner.Arn}, Action: sts:AssumeRole}
                  - {Effect: Allow, Principal: {AWS: !GetAtt ModInner.Arn}, Action: sts:AssumeRole}
        """,
        "org-iam-reader/fragments/reader.json": """
        {"Parameters": {"Who": {"Type": "String"}},
         "Resources": {"Inner": {"Type": "AWS::IAM::Role", "Properties": {
           "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow",
             "Principal": {"AWS": {"Ref": "Who"}}, "Action": "sts:AssumeRole"}]}}}}}
        """,
      ], stack: StackContext(account: "111122223333", stackName: "live"))
    let inner = "arn:aws:iam::111122223333:role/live-ModInner-*"
    #expect(try inputs.trusted(by: inner) == ["444455556666"])
    #expect(
      try inputs.trusted(by: "arn:aws:iam::111122223333:role/outer") == [inner, inner])
    #expect(inputs.codes == [])
  }

  @Test func stackSetsMakeRolesInTheAccountsThatTheyName() throws {
    let inputs = StackInputs(
      [
        "set.yaml": """
        Resources:
          Known:
            Type: AWS::CloudFormation::StackSet
            Properties:
              StackSetName: known
              PermissionModel: SELF_MANAGED
              Parameters: [{ParameterKey: Who, ParameterValue: !Ref 'AWS::AccountId'}]
              StackInstancesGroup:
                - DeploymentTargets: {Accounts: ['222222222222', '333333333333']}
                  Regions: [eu-west-1]
              TemplateBody: |
                Parameters: {Who: {Type: String}}
                Resources:
                  Role:
                    Type: AWS::IAM::Role
                    Properties:
                      RoleName: member
                      AssumeRolePolicyDocument:
                        Statement:
                          - {Effect: Allow, Principal: {AWS: !Ref Who}, Action: sts:AssumeRole}
          Units:
            Type: AWS::CloudFormation::StackSet
            Properties:
              StackSetName: units
              TemplateURL: member.yaml
              StackInstancesGroup:
                - DeploymentTargets: {OrganizationalUnitIds: [ou-abcd-12345678]}
        """,
        "member.yaml": "Resources:\n" + Self.role("unit", trusting: "'111122223333'"),
      ], stack: Self.account)
    #expect(
      inputs.ids == [
        "arn:aws:iam::${Units.Account}:role/unit", "arn:aws:iam::222222222222:role/member",
        "arn:aws:iam::333333333333:role/member",
      ])
    #expect(try inputs.trusted(by: "arn:aws:iam::222222222222:role/member") == ["111122223333"])
  }

  @Test func includedFilesStandWhereTheyAreCalled() throws {
    let inputs = StackInputs(
      [
        "main.yaml": """
        Transform: [{Name: AWS::Include, Parameters: {Location: parts/top.yaml}}]
        Resources:
          Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./parts/roles.yaml}}
          Other:
            Type: AWS::IAM::Role
            Properties:
              RoleName: other
              AssumeRolePolicyDocument:
                Fn::Transform: {Name: AWS::Include, Parameters: {Location: parts/trust.json}}
        """,
        "parts/top.yaml": "Mappings: {Who: {a: {id: '444455556666'}}}",
        "parts/roles.yaml": Self.role("included", trusting: "!FindInMap [Who, a, id]")
          .replacing("\n  ", with: "\n").replacing("  included", with: "included"),
        "parts/trust.json": """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
        """,
      ], stack: Self.account)
    #expect(
      try inputs.trusted(by: "arn:aws:iam::111122223333:role/included") == ["444455556666"])
    #expect(try inputs.trusted(by: "arn:aws:iam::111122223333:role/other") == ["*"])
    #expect(inputs.codes == [])
    #expect(inputs.estate.templates.flatMap(\.opaqueReasons) == [])
  }

  @Test func aFileThatIsNotThereStaysUnknown() {
    let inputs = StackInputs([
      "main.yaml": """
      Resources:
        Fn::Transform: {Name: AWS::Include, Parameters: {Location: ../secret.yaml}}
        Other: {Type: AWS::SNS::Topic}
      """
    ])
    #expect(inputs.estate.templates.flatMap(\.opaqueReasons) != [])
  }
}
