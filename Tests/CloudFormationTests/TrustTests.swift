import CloudFormation
import Documents
import Logic
import Testing
import Text

/// The test vectors of trust in templates: what must be known, and what must stay open.
@Suite struct TrustTests {
  private func trust(
    _ text: String, values: [String] = [], context: StackContext = StackContext()
  ) throws -> Node? {
    let resolved = try template(text).resolved(
      parameters: parameterValues(values), context: context)
    return IAMResources(resolved).principals.first?.trust.flatMap(resolved.policyDocument)?.root
  }

  private func statement(_ root: Node?) -> Node? {
    root?["Statement"]?.elements.first { _ in true }
  }

  private static let vendor = """
    Parameters:
      Vendor: {Type: String}
      Secret: {Type: String, NoEcho: true}
    Resources:
      Role:
        Type: AWS::IAM::Role
        Properties:
          RoleName: Pusher
          AssumeRolePolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Principal: {AWS: !Sub "arn:aws:iam::${Vendor}:root"}
                Action: sts:AssumeRole
                Condition: {StringEquals: {sts:ExternalId: !Ref Secret}}
    """

  @Test func anAccountThatIsNotGivenStaysSymbolic() throws {
    let principal = try statement(trust(Self.vendor))?["Principal"]?["AWS"]
    #expect(principal?.text?.display == "arn:aws:iam::${Vendor}:root")
  }

  @Test func anAccountThatIsGivenIsKnown() throws {
    let principal = try statement(trust(Self.vendor, values: ["Vendor=111122223333"]))
    #expect(principal?["Principal"]?["AWS"]?.string == "arn:aws:iam::111122223333:root")
  }

  @Test func aNoEchoValueNeverFlows() throws {
    let values = ["Secret=planted-secret", "Vendor=111122223333"]
    let value = try statement(trust(Self.vendor, values: values))?["Condition"]?["StringEquals"]?[
      "sts:ExternalId"]
    #expect(value?.text?.display == "${Secret}")
    #expect(value?.text?.marks.contains(.secret) == true)
    let resolved = try template(Self.vendor).resolved(parameters: parameterValues(values))
    #expect(resolved.secrets.map(\.value) == ["planted-secret"])
    #expect(!"\(resolved.resources)".contains("planted-secret"))
    #expect(!"\(resolved.parameters)".contains("planted-secret"))
  }

  @Test func theRoleOfAnUnknownAccountPrintsTheOrdinaryPartition() throws {
    let resolved = try template(Self.vendor).resolved()
    #expect(
      IAMResources(resolved).principals.map(\.arn.display) == [
        "arn:aws:iam::${AWS::AccountId}:role/Pusher"
      ])
    #expect(resolved.openParameters == ["Vendor", "Secret"])
  }

  @Test func aPatternOfTwelveDigitsMakesAnAccount() throws {
    let text = Self.vendor.replacing(
      "Vendor: {Type: String}", with: #"Vendor: {Type: String, AllowedPattern: '^\d{12}$'}"#)
    let holes = try statement(trust(text))?["Principal"]?["AWS"]?.text?.holes
    #expect(holes?.map(\.shape) == [.accountID])
  }

  @Test func aKeyOfAPolicyInATextMayBeUnknown() throws {
    let root = try trust(
      #"""
      Parameters: {Issuer: {Type: String}}
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument: !Sub |
              {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
               "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/${Issuer}"},
               "Action": "sts:AssumeRoleWithWebIdentity",
               "Condition": {"StringEquals": {"${Issuer}:sub": "system:serviceaccount:a:b"}}}]}
      """#)
    let condition = statement(root)?["Condition"]?["StringEquals"]
    #expect(condition?.members.map { $0.key.text?.display } == ["${Issuer}:sub"])
  }

  @Test func conditionsOfCDKAreRead() throws {
    let root = try trust(
      #"""
      {"Resources": {
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument":
          {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/x"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {"Fn::GetAtt": ["Json", "Value"]}}}]}}},
        "Json": {"Type": "Custom::AWSCDKCfnJson",
          "Properties": {"Value": "{\"x:sub\":\"system:serviceaccount:a:b\"}"}}}}
      """#)
    let condition = statement(root)?["Condition"]?["StringEquals"]
    #expect(condition?["x:sub"]?.string == "system:serviceaccount:a:b")
  }

  @Test func anUnknownConditionBlockIsAHoleAndNotAbsent() throws {
    let root = try trust(
      """
      Resources:
        Other: {Type: Custom::Thing}
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                - {Effect: Allow, Principal: '*', Action: sts:AssumeRole,
                   Condition: {StringEquals: !GetAtt Other.Value}}
      """)
    #expect(statement(root)?["Condition"]?["StringEquals"]?.kind == .hole)
  }

  @Test func undecidedConditionsEndUpOnStatements() throws {
    let root = try trust(
      """
      Parameters: {Org: {Type: String}}
      Conditions: {HasOrg: !Not [!Equals [!Ref Org, '']]}
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                - Effect: Allow
                  Principal: {AWS: !If [HasOrg, '*', '111122223333']}
                  Action: sts:AssumeRole
                - !If [HasOrg, !Ref AWS::NoValue, {Effect: Deny, Principal: '*', Action: '*'}]
      """)
    let statements = root?["Statement"]?.elements.map { $0 } ?? []
    #expect(
      statements.map { $0.guards.map(\.name) } == [["HasOrg"], ["not HasOrg"], ["not HasOrg"]])
    #expect(statements.first?["Principal"]?["AWS"]?.string == "*")
    #expect(statements.dropFirst().first?["Principal"]?["AWS"]?.string == "111122223333")
  }

  @Test func aPrincipalThatLeavesThePartitionOpenIsTheRoleOfTheTemplate() throws {
    let resolved = try template(
      """
      Resources:
        Named: {Type: AWS::IAM::Role, Properties: {RoleName: named, Path: /p/}}
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                - {Effect: Allow, Action: sts:AssumeRole, Principal:
                    {AWS: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/p/named"}}
      """
    ).resolved()
    let principals = IAMResources(resolved).principals
    let trust = principals.last?.trust.flatMap(resolved.policyDocument)?.root
    #expect(statement(trust)?["Principal"]?["AWS"]?.text == principals.first?.arn)
  }

  @Test func bothWaysOfAttachingAttachOnce() throws {
    let resolved = try template(
      """
      Resources:
        Role: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: [!Ref Policy]}}
        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties: {PolicyDocument: {Statement: []}, Roles: [!Ref Role]}
      """
    ).resolved()
    #expect(IAMResources(resolved).principals.map(\.attachedPolicies.count) == [1])
  }

  @Test func loopsMakeOneRoleForEachElement() throws {
    let resolved = try template(
      """
      Transform: AWS::LanguageExtensions
      Resources:
        Fn::ForEach::Roles:
          - Team
          - [red, green, blue]
          - Role${Team}: {Type: AWS::IAM::Role, Properties: {RoleName: !Sub "r-${Team}"}}
      """
    ).resolved()
    #expect(resolved.resources.map(\.logicalID) == ["Rolered", "Rolegreen", "Roleblue"])
    #expect(resolved.resources.map { $0.name?.display } == ["r-red", "r-green", "r-blue"])
  }

  @Test func booleansCompareAsText() throws {
    let resolved = try template(
      """
      Parameters: {B: {Type: String, Default: false}}
      Conditions: {Off: !Equals [!Ref B, false]}
      Resources: {Role: {Type: AWS::IAM::Role, Condition: Off}}
      """
    ).resolved()
    #expect(resolved.conditions == ["Off": .yes])
    #expect(resolved.defaultedParameters == ["B"])
  }
}
