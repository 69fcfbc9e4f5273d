import CloudFormation
import Estate
import IAM
import Kubernetes
import Logic
import Testing
import Text
import TrustGraph

@testable import Ingest

/// The vectors of the specification of templates, one test for each, by number.
@Suite struct TemplateVectorTests {
  private static let stack = StackContext(
    account: "111122223333", region: "eu-west-1", stackName: "app")

  private static func role(
    _ name: String, principal: String, condition: String? = nil, more: String = ""
  ) -> String {
    """
      \(name):
        Type: AWS::IAM::Role
        Properties:
          RoleName: \(name.lowercased())
          \(more)
          AssumeRolePolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Principal: \(principal)
                Action: sts:AssumeRole
                \(condition.map { "Condition: \($0)" } ?? "")
    """
  }

  private static func vendor(_ parameter: String, condition: String? = nil) -> String {
    """
    Parameters:
      VendorAccountId: \(parameter)
      ExternalId: {Type: String, NoEcho: true, Default: planted-secret}
    Resources:
    \(role("Vendor", principal: "{AWS: !Sub 'arn:${AWS::Partition}:iam::${VendorAccountId}:root'}", condition: condition))
    """
  }

  @Test func vector01AnOpenAccountIsTrustedForCertain() throws {
    let inputs = StackInputs([
      "app.yaml": Self.vendor("{Type: String, AllowedPattern: '^\\d{12}$'}")
    ])
    let role = try #require(inputs.estate.principals.first)
    let entry = try #require(Self.entries(role).first)
    #expect(entry.text.display == "arn:${AWS::Partition}:iam::${VendorAccountId}:root")
    guard case .account(let name) = entry.pattern else {
      Issue.record("\(entry.pattern) is no account")
      return
    }
    #expect(name.account.display == "${VendorAccountId}")
    #expect(name.account.holes.map(\.shape) == [.accountID])
    let grants = TrustGraph(inputs.estate).grants
    #expect(grants.map(\.verdict) == [.yes])
    #expect(grants.allSatisfy { $0.source != nil && $0.dead == nil })
    // Without a pattern it may be anything, a star included.
    let open = StackInputs(["app.yaml": Self.vendor("{Type: String}")])
    #expect(
      Self.entries(try #require(open.estate.principals.first)).first?.text.holes.last?.shape == .any
    )
  }

  @Test func vector02ASecretExternalIDIsAConditionOfUnknownValue() throws {
    let condition = "{StringEquals: {'sts:ExternalId': !Ref ExternalId}}"
    let inputs = StackInputs([
      "app.yaml": Self.vendor("{Type: String}", condition: condition)
    ])
    let grant = try #require(TrustGraph(inputs.estate).grants.first)
    #expect(grant.externalID == .exact)
    #expect(!grant.residual.isAlways && grant.residual.isSatisfiable)
    #expect(grant.residual.keys == ["sts:ExternalId"])
    #expect(!grant.residual.display(redacting: .none).contains("planted-secret"))
  }

  @Test func vector03AnUnknownIssuerInAKeyAndNoAudience() throws {
    let inputs = StackInputs(
      [
        "app.yaml": #"""
        Parameters: {Issuer: {Type: String}}
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: !Sub |
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                 "Principal": {"Federated": "arn:aws:iam::${AWS::AccountId}:oidc-provider/${Issuer}"},
                 "Action": "sts:AssumeRoleWithWebIdentity",
                 "Condition": {"StringEquals": {"${Issuer}:sub": "system:serviceaccount:a:b"}}}]}
        """#
      ], stack: Self.stack)
    let role = try #require(inputs.estate.principals.first)
    #expect(role.trust?.statements.first?.conditions.map(\.key.display) == ["${Issuer}:sub"])
    let token = try #require(TrustGraph(inputs.estate).grants.first?.token)
    #expect(token.issuer.display == "${Issuer}")
    #expect(token.subjects == .these(["system:serviceaccount:a:b"], isExact: true))
    #expect(token.audiences == .any)
  }

  @Test func vector04TheIssuerOfAClusterLeadsToItsProvider() throws {
    let inputs = StackInputs(
      [
        "app.yaml": """
        Resources:
          C: {Type: AWS::EKS::Cluster, Properties: {Name: prod}}
          Provider:
            Type: AWS::IAM::OIDCProvider
            Properties: {Url: !GetAtt C.OpenIdConnectIssuerUrl, ClientIdList: [sts.amazonaws.com]}
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: role
              AssumeRolePolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: sts:AssumeRoleWithWebIdentity
                    Principal:
                      Federated:
                        Fn::Join:
                          - ''
                          - - !Sub 'arn:aws:iam::${AWS::AccountId}:oidc-provider/'
                            - !Select [1, !Split ['//', !GetAtt C.OpenIdConnectIssuerUrl]]
        """
      ], stack: Self.stack)
    let role = try inputs.role("arn:aws:iam::111122223333:role/role")
    #expect(Self.entries(role).map(\.text) == inputs.estate.oidcProviders.map(\.arn))
    #expect(TrustGraph(inputs.estate).grants.map(\.dead) == [nil])
  }

  @Test func vector05TheJSONOfACustomResourceIsTheCondition() throws {
    let inputs = StackInputs(
      [
        "app.json": #"""
        {"Resources": {
          "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "role",
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/x.example"},
              "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": {"StringEquals": {"Fn::GetAtt": ["Json", "Value"]}}}]}}},
          "Json": {"Type": "Custom::AWSCDKCfnJson", "Properties": {"Value":
            "{\"x.example:sub\":\"system:serviceaccount:a:b\"}"}}}}
        """#
      ], stack: Self.stack)
    let statement = try inputs.role("arn:aws:iam::111122223333:role/role").trust?.statements.first
    #expect(statement?.conditions.map(\.key.display) == ["x.example:sub"])
    #expect(
      statement?.conditions.first?.values.map(\.text.display) == ["system:serviceaccount:a:b"])
  }

  @Test func vector06BothReadingsOfAnAccountInDigitsAreNamed() throws {
    let inputs = StackInputs(
      ["app.yaml": "Resources:\n" + Self.role("Role", principal: "{AWS: 065115117704}")],
      stack: Self.stack)
    let remark = try #require(
      inputs.readings.flatMap(\.diagnostics).first { $0.code == "cfn-octal-account-id" })
    #expect(remark.message.contains("065115117704"))
    #expect(remark.message.contains("7133765572"))
  }

  @Test func vector07AStatementUnderAnUndecidedConditionIsGuarded() throws {
    let inputs = StackInputs(
      [
        "app.yaml": """
        Parameters: {Stage: {Type: String}}
        Conditions: {IsProd: !Equals [!Ref Stage, prod]}
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: role
              AssumeRolePolicyDocument:
                Statement:
                  - {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}
                  - Fn::If:
                    - IsProd
                    - {Effect: Allow, Principal: {AWS: '444455556666'}, Action: 'sts:AssumeRole'}
                    - !Ref AWS::NoValue
        """
      ], stack: Self.stack)
    let role = try inputs.role("arn:aws:iam::111122223333:role/role")
    #expect(role.trust?.statements.map { $0.guards.map(\.name) } == [[], ["IsProd"]])
  }

  @Test(arguments: [true, false])
  func vector08AttachingFromEitherSideAttachesOnce(_ isPolicyFirst: Bool) throws {
    let policy = """
        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            ManagedPolicyName: own
            Roles: [!Ref Role]
            PolicyDocument: {Statement: {Effect: Allow, Action: 's3:*', Resource: '*'}}
      """
    let role = Self.role(
      "Role", principal: "{Service: ec2.amazonaws.com}", more: "ManagedPolicyArns: [!Ref Policy]")
    let parts = isPolicyFirst ? [policy, role] : [role, policy]
    let inputs = StackInputs(
      ["app.yaml": "Resources:\n" + parts.joined(separator: "\n")], stack: Self.stack)
    #expect(
      try inputs.role("arn:aws:iam::111122223333:role/role").attachedPolicies.map(\.text.display)
        == ["arn:aws:iam::111122223333:policy/own"])
  }

  @Test func vector09TheARNOfARoleHasItsPath() throws {
    let inputs = StackInputs(
      [
        "app.yaml": "Resources:\n"
          + Self.role("Role", principal: "{Service: ec2.amazonaws.com}", more: "Path: /x/")
          + "\n" + Self.role("Target", principal: "{AWS: !GetAtt Role.Arn}")
      ], stack: Self.stack)
    #expect(
      try inputs.trusted(by: "arn:aws:iam::111122223333:role/target")
        == ["arn:aws:iam::111122223333:role/x/role"])
    #expect(inputs.ids.contains("arn:aws:iam::111122223333:role/x/role"))
  }

  @Test func vector10TheOutputOfANestedStackIsAPrincipalInASibling() throws {
    let inputs = StackInputs(
      [
        "app.yaml": """
        Resources:
          First: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./first.yaml}}
          Second:
            Type: AWS::CloudFormation::Stack
            Properties:
              TemplateURL: ./second.yaml
              Parameters: {Caller: !GetAtt First.Outputs.Arn}
        """,
        "first.yaml": "Resources:\n" + Self.role("Caller", principal: "{AWS: '444455556666'}")
          + "\nOutputs: {Arn: {Value: !GetAtt Caller.Arn}}",
        "second.yaml": "Parameters: {Caller: {Type: String}}\nResources:\n"
          + Self.role("Target", principal: "{AWS: !Ref Caller}"),
      ], stack: Self.stack)
    #expect(
      try inputs.trusted(by: "arn:aws:iam::111122223333:role/target")
        == ["arn:aws:iam::111122223333:role/caller"])
  }

  @Test func vector11AnExportMeetsTheImportOfItsOwnAccountOnly() throws {
    func stack(_ name: String, _ account: String) -> String {
      """
      {"Stacks": [{"StackName": "\(name)",
        "StackId": "arn:aws:cloudformation:eu-west-1:\(account):stack/\(name)/1"}]}
      """
    }
    func exporter(_ principal: String) -> String {
      "Resources:\n" + Self.role("Caller", principal: principal)
        + "\nOutputs: {Arn: {Value: !GetAtt Caller.Arn, Export: {Name: caller}}}"
    }
    let inputs = StackInputs([
      "a/stacks.json": stack("here", "111122223333"),
      "b/stacks.json": stack("there", "444455556666"),
      "c/stacks.json": stack("user", "444455556666"),
      "here.yaml": exporter("{AWS: '111122223333'}"),
      "there.yaml": exporter("{AWS: '444455556666'}"),
      "user.yaml": "Resources:\n"
        + Self.role("Target", principal: "{AWS: !ImportValue caller}"),
    ])
    #expect(
      try inputs.trusted(by: "arn:aws:iam::444455556666:role/target")
        == ["arn:aws:iam::444455556666:role/caller"])
  }

  @Test func vector12TheRoleOfAFunctionHasTheBoundaryOfGlobals() throws {
    let inputs = StackInputs(
      [
        "app.yaml": """
        Transform: AWS::Serverless-2016-10-31
        Globals: {Function: {PermissionsBoundary: 'arn:aws:iam::111122223333:policy/limit'}}
        Resources:
          Handler:
            Type: AWS::Serverless::Function
            Properties:
              Handler: index.handler
              Runtime: nodejs22.x
              Policies: [{Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: '*'}]}]
        """
      ], stack: Self.stack)
    let role = try #require(inputs.estate.principals.first)
    #expect(role.id == "arn:aws:iam::111122223333:role/app-HandlerRole-*")
    #expect(Self.entries(role).map(\.text.display) == ["lambda.amazonaws.com"])
    #expect(role.boundary?.text.display == "arn:aws:iam::111122223333:policy/limit")
    #expect(role.inlinePolicies.map(\.name) == ["HandlerRolePolicy0"])
    #expect(
      role.attachedPolicies.map(\.text.display)
        == ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"])
  }

  @Test func vector13AHiddenParameterIsNotItsDefault() throws {
    let inputs = StackInputs([
      "stacks.json": """
      {"Stacks": [{"StackName": "app",
        "StackId": "arn:aws:cloudformation:eu-west-1:111122223333:stack/app/1",
        "Parameters": [{"ParameterKey": "ExternalId", "ParameterValue": "****"},
          {"ParameterKey": "VendorAccountId", "ParameterValue": "444455556666"}]}]}
      """,
      "app.yaml": Self.vendor(
        "{Type: String}", condition: "{StringEquals: {'sts:ExternalId': !Ref ExternalId}}"),
    ])
    let role = try inputs.role("arn:aws:iam::111122223333:role/vendor")
    #expect(Self.entries(role).map(\.text.display) == ["arn:aws:iam::444455556666:root"])
    #expect(
      role.trust?.statements.first?.conditions.first?.values.map(\.text.display)
        == ["${ExternalId}"])
    #expect(inputs.estate.templates.first?.openParameters == ["ExternalId"])
  }

  @Test func vector14TheAccountAndTheTemplateAreTwoSaysAboutOneRole() throws {
    let inputs = StackInputs(
      [
        "account.json": """
        {"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/vendor", "RoleName": "vendor",
          "Path": "/", "RoleId": "AROAVENDOR", "AssumeRolePolicyDocument": {"Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {"AWS": "777788889999"},
              "Action": "sts:AssumeRole"}]}}]}
        """,
        "app.yaml": "Resources:\n" + Self.role("Vendor", principal: "{AWS: '444455556666'}"),
      ], stack: Self.stack)
    let says = inputs.estate.principals.filter { $0.id.hasSuffix("role/vendor") }
    #expect(
      Set(says.flatMap(Self.entries).map(\.text.display)) == ["444455556666", "777788889999"])
    #expect(Set(says.map { $0.origin == .export }) == [true, false])
    #expect(
      TrustGraph(inputs.estate).graph.nodes.filter { $0.id.hasSuffix("role/vendor") }.count == 1)
  }

  @Test func vector15ALoopOfThreeMakesThreeRoles() throws {
    let inputs = StackInputs(
      [
        "app.yaml": """
        Transform: AWS::LanguageExtensions
        Resources:
          Fn::ForEach::Teams:
            - Team
            - [red, green, blue]
            - 'Role${Team}':
                Type: AWS::IAM::Role
                Properties:
                  RoleName: !Sub 'team-${Team}'
                  AssumeRolePolicyDocument:
                    Statement:
                      - {Effect: Allow, Principal: {AWS: '444455556666'}, Action: 'sts:AssumeRole'}
        """
      ], stack: Self.stack)
    #expect(
      inputs.ids.sorted()
        == ["blue", "green", "red"].map { "arn:aws:iam::111122223333:role/team-\($0)" })
  }

  /// CloudFormation takes the last of two resources of one logical id.
  @Test func vector16TheLastOfTwoResourcesOfOneIDCounts() throws {
    let inputs = StackInputs(
      [
        "app.yaml": "Resources:\n" + Self.role("Role", principal: "{AWS: '444455556666'}") + "\n"
          + Self.role("Role", principal: "'*'")
      ], stack: Self.stack)
    #expect(try inputs.trusted(by: "arn:aws:iam::111122223333:role/role") == ["*"])
    #expect(inputs.ids.count == 1)
    let remark = try #require(
      inputs.readings.flatMap(\.diagnostics).first { $0.code == "cfn-duplicate-key" })
    #expect(remark.message.contains("`Role`"))
    #expect(remark.notes.count == 1)
  }

  @Test func vector17AMemberAccountHasARoleForTheManagementAccount() throws {
    let inputs = StackInputs(
      [
        "app.yaml": """
        Resources:
          Sandbox:
            Type: AWS::Organizations::Account
            Properties: {AccountName: sandbox, Email: a@example.com}
          Audit:
            Type: AWS::Organizations::Account
            Properties: {AccountName: audit, Email: b@example.com, RoleName: Break-Glass}
        """ + "\n" + Self.role("Reader", principal: "{AWS: !GetAtt Audit.AccountId}")
      ], stack: Self.stack)
    #expect(
      inputs.ids.sorted() == [
        "arn:aws:iam::${Audit}:role/Break-Glass",
        "arn:aws:iam::${Sandbox}:role/OrganizationAccountAccessRole",
        "arn:aws:iam::111122223333:role/reader",
      ])
    let role = try inputs.role("arn:aws:iam::${Sandbox}:role/OrganizationAccountAccessRole")
    #expect(role.account.display == "${Sandbox}")
    #expect(Self.entries(role).map(\.text.display) == ["arn:aws:iam::111122223333:root"])
    #expect(
      role.attachedPolicies.map(\.text.display) == ["arn:aws:iam::aws:policy/AdministratorAccess"])
    let trust = TrustGraph(inputs.estate)
    let node = try #require(trust.graph.nodes.firstIndex { $0.id == role.id })
    #expect(trust.reach[node].own == .administrator)
    #expect(
      trust.grants.contains { $0.role == NodeIndex(node) && $0.verdict == .yes && $0.dead == nil })
    // `GetAtt` of the new account's id is its `Ref`.
    #expect(try inputs.trusted(by: "arn:aws:iam::111122223333:role/reader") == ["${Audit}"])
  }

  @Test func vector18TheRoleOfAStackOutputIsAStep() throws {
    let inputs = StackInputs([
      "stacks.json": """
      {"Stacks": [{"StackName": "app", "RoleARN": "arn:aws:iam::111122223333:role/deployer",
        "StackId": "arn:aws:cloudformation:eu-west-1:111122223333:stack/app/1"}]}
      """,
      "app.yaml": """
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Properties:
            DisplayName: !GetStackOutput
              StackName: network
              OutputName: Name
              Region: us-east-1
              RoleArn: arn:aws:iam::444455556666:role/output-reader
      """,
    ])
    #expect(
      inputs.estate.deploymentSteps.map { "\($0.source.display) \($0.target.display)" } == [
        "arn:aws:iam::111122223333:role/deployer arn:aws:iam::444455556666:role/output-reader"
      ])
    let trust = TrustGraph(inputs.estate)
    #expect(trust.graph.edges.contains { $0.via == "T-STACK-OUTPUT" && $0.status == .possible })
  }

  @Test func vector19AnAttributeAsOneText() throws {
    let inputs = StackInputs(
      [
        "app.yaml": "Resources:\n" + Self.role("R", principal: "{Service: ec2.amazonaws.com}")
          + "\n" + Self.role("Target", principal: "{AWS: {'Fn::GetAtt': R.Arn}}")
      ], stack: Self.stack)
    #expect(
      try inputs.trusted(by: "arn:aws:iam::111122223333:role/target")
        == ["arn:aws:iam::111122223333:role/r"])
  }

  @Test func vector20ABooleanEqualsItsText() throws {
    let inputs = StackInputs(
      [
        "app.yaml": """
        Parameters: {B: {Type: String, Default: false}}
        Conditions: {Off: !Equals [!Ref B, false], On: !Equals [!Ref B, true]}
        Resources:
          Kept:
            Type: AWS::IAM::Role
            Condition: Off
            Properties: {RoleName: kept, AssumeRolePolicyDocument: {Statement: []}}
          Gone:
            Type: AWS::IAM::Role
            Condition: On
            Properties: {RoleName: gone, AssumeRolePolicyDocument: {Statement: []}}
        """
      ], stack: Self.stack)
    #expect(inputs.ids == ["arn:aws:iam::111122223333:role/kept"])
  }

  private static func entries(_ role: Principal) -> [PrincipalEntry] {
    (role.trust?.statements ?? []).flatMap { statement -> [PrincipalEntry] in
      if case .these(let entries) = statement.principals { return entries }
      return []
    }
  }
}
