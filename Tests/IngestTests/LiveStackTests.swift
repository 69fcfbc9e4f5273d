import CloudFormation
import Estate
import IAM
import Ingest
import Logic
import Testing
import Text

/// Templates joined with what is deployed.
@Suite struct LiveStackTests {
  private static let id = "arn:aws:cloudformation:eu-west-1:111122223333:stack/app/1"

  private static func stack(_ more: String) -> String {
    """
    {"Stacks": [{"StackName": "app", "StackStatus": "UPDATE_COMPLETE", "StackId": "\(id)", \(more)}]}
    """
  }

  private static func resources(_ list: [(String, String, String)]) -> String {
    let entries = list.map { logical, type, physical in
      """
      {"StackName": "app", "StackId": "\(id)", "LogicalResourceId": "\(logical)",
       "ResourceType": "\(type)", "PhysicalResourceId": "\(physical)",
       "ResourceStatus": "CREATE_COMPLETE"}
      """
    }
    return "{\"StackResources\": [\(entries.joined(separator: ","))]}"
  }

  private static let role = """
    Parameters:
      Secret: {Type: String, NoEcho: true, Default: placeholder-secret}
      Who: {Type: String, Default: '999999999999'}
      Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /who}
    Resources:
      Role:
        Type: AWS::IAM::Role
        Properties:
          Path: /team/
          AssumeRolePolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Principal: {AWS: [!Ref Who, !Ref Stored]}
                Action: sts:AssumeRole
                Condition: {StringEquals: {sts:ExternalId: !Ref Secret}}
    """

  /// Vector 13: a hidden parameter of a deployed stack is not the template's default.
  @Test func vector13HiddenParameterStaysOpen() throws {
    let inputs = StackInputs([
      "stacks.json": Self.stack(
        """
        "Parameters": [{"ParameterKey": "Secret", "ParameterValue": "****"},
          {"ParameterKey": "Who", "ParameterValue": "444455556666"},
          {"ParameterKey": "Stored", "ParameterValue": "/who", "ResolvedValue": "777788889999"}]
        """),
      "app.yaml": Self.role,
    ])
    let role = try #require(inputs.estate.principals.first)
    #expect(try inputs.trusted(by: role.id) == ["444455556666", "777788889999"])
    let values = role.trust?.statements.first?.conditions.first?.values.map(\.text.display)
    #expect(values == ["${Secret}"])
    #expect(inputs.estate.templates.first?.openParameters == ["Secret"])
    #expect(!inputs.estate.secrets.contains { $0.value == "placeholder-secret" })
  }

  @Test func physicalNamesMakeTheRoleOfTheTemplateTheExportedRole() {
    let inputs = StackInputs([
      "resources.json": Self.resources([("Role", "AWS::IAM::Role", "app-Role-1A2B3C4D5E6F")]),
      "template.yaml": Self.role,
    ])
    #expect(inputs.ids == ["arn:aws:iam::111122223333:role/team/app-Role-1A2B3C4D5E6F"])
  }

  @Test(arguments: [
    ("app-Role-1A2B3C4D5E6F", true), ("app-Role-AbCdEfGhIjKl", true), ("app-Role-short", false),
    ("app-Role2-1A2B3C4D5E6F", false), ("other-Role-1A2B3C4D5E6F", false),
  ])
  func generatedNamesHaveAForm(name: String, isGenerated: Bool) {
    let inputs = StackInputs(
      [
        "account.json": """
        {"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/team/\(name)",
          "RoleName": "\(name)", "Path": "/team/", "AssumeRolePolicyDocument": {"Statement": []}}]}
        """,
        "template.yaml": Self.role,
      ], stack: StackContext(account: "111122223333", stackName: "app"))
    #expect(Set(inputs.ids).count == (isGenerated ? 1 : 2))
  }

  @Test func namesThatWouldBeTooLongAreCut() {
    let stack = "content-author-apps-production-content-syslog-and-more-of-that"
    let name = "content-author-apps-producti-ForwarderServiceRole-WMZ84B7LIFA0"
    let inputs = StackInputs(
      [
        "account.json": """
        {"RoleDetailList": [{"Arn": "arn:aws:iam::111122223333:role/\(name)",
          "RoleName": "\(name)", "Path": "/", "AssumeRolePolicyDocument": {"Statement": []}}]}
        """,
        "template.yaml": "Resources:\n  ForwarderServiceRole: {Type: AWS::IAM::Role, Properties: "
          + "{AssumeRolePolicyDocument: {Statement: []}}}",
      ], stack: StackContext(account: "111122223333", stackName: stack))
    #expect(Set(inputs.ids).count == 1)
  }

  @Test func outputsTellAttributes() throws {
    let inputs = StackInputs([
      "stacks.json": Self.stack(
        """
        "Outputs": [{"OutputKey": "Issuer",
          "OutputValue": "https://oidc.eks.eu-west-1.amazonaws.com/id/AAAABBBB"}]
        """),
      "app.yaml": """
      Resources:
        Cluster: {Type: AWS::EKS::Cluster, Properties: {Name: c}}
        Provider:
          Type: AWS::IAM::OIDCProvider
          Properties: {Url: !GetAtt Cluster.OpenIdConnectIssuerUrl, ClientIdList: [sts.amazonaws.com]}
      Outputs:
        Issuer: {Value: !GetAtt Cluster.OpenIdConnectIssuerUrl}
      """,
    ])
    #expect(
      inputs.estate.oidcProviders.map(\.arn.display) == [
        "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AAAABBBB"
      ])
  }

  @Test func nestedStacksAreFoundByTheirPhysicalId() throws {
    let child = "arn:aws:cloudformation:eu-west-1:111122223333:stack/app-Inner-X/2"
    let inputs = StackInputs([
      "resources.json": Self.resources([("Inner", "AWS::CloudFormation::Stack", child)]),
      "inner-resources.json": Self.resources([("Role", "AWS::IAM::Role", "deep")])
        .replacing(Self.id, with: child).replacing(
          "\"StackName\": \"app\"", with: "\"StackName\": \"app-Inner-X\""),
      "parent.yaml": """
      Resources:
        Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml}}
      """,
      "inner.yaml": Self.role,
    ])
    #expect(inputs.ids == ["arn:aws:iam::111122223333:role/team/deep"])
  }

  @Test func aTemplateOfSeveralPossibleStacksIsTold() {
    let inputs = StackInputs([
      "stacks.json": """
      {"Stacks": [
       {"StackName": "one", "StackId": "arn:aws:cloudformation:eu-west-1:111122223333:stack/one/1"},
       {"StackName": "two", "StackId": "arn:aws:cloudformation:eu-west-1:111122223333:stack/two/2"}]}
      """,
      "download.json": """
      {"TemplateBody": {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}}
      """,
    ])
    #expect(inputs.codes == ["cfn-stack-unmatched"])
  }

  /// Vector 18: the role of `Fn::GetStackOutput` is a step of the deployment.
  @Test func vector18RoleOfGetStackOutput() throws {
    let inputs = StackInputs([
      "stacks.json": Self.stack(
        "\"RoleARN\": \"arn:aws:iam::111122223333:role/deployer\""),
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
  }

  @Test func aStackOutputOfAnotherAccountIsRead() throws {
    let inputs = StackInputs(
      [
        "stacks.json": """
        {"Stacks": [{"StackName": "network",
          "StackId": "arn:aws:cloudformation:us-east-1:444455556666:stack/network/1",
          "Outputs": [{"OutputKey": "Caller", "OutputValue": "arn:aws:iam::444455556666:role/x"}]}]}
        """,
        "template.yaml": """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: target
              AssumeRolePolicyDocument:
                Statement:
                  - Effect: Allow
                    Principal:
                      AWS:
                        Fn::GetStackOutput:
                          StackName: network
                          OutputName: Caller
                          Region: us-east-1
                          RoleArn: arn:aws:iam::444455556666:role/output-reader
                    Action: sts:AssumeRole
        """,
      ], stack: StackContext(account: "111122223333", region: "eu-west-1"))
    #expect(
      try inputs.trusted(by: "arn:aws:iam::111122223333:role/target") == [
        "arn:aws:iam::444455556666:role/x"
      ])
  }

  @Test func selfManagedStackSetsAreSteps() {
    let inputs = StackInputs(
      [
        "template.yaml": """
        Resources:
          Set:
            Type: AWS::CloudFormation::StackSet
            Properties:
              StackSetName: set
              PermissionModel: SELF_MANAGED
              TemplateBody: '{"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}'
              StackInstancesGroup:
                - {DeploymentTargets: {Accounts: ['222222222222']}, Regions: [eu-west-1]}
        """
      ], stack: StackContext(account: "111122223333"))
    #expect(
      inputs.estate.deploymentSteps.map { "\($0.source.display) \($0.target.display)" } == [
        "arn:aws:iam::111122223333:role/AWSCloudFormationStackSetAdministrationRole "
          + "arn:aws:iam::222222222222:role/AWSCloudFormationStackSetExecutionRole"
      ])
  }
}
