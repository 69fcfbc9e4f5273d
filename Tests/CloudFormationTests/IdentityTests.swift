import CloudFormation
import Documents
import Logic
import Testing
import Text

/// What `Ref` and `Fn::GetAtt` give for the types that matter to trust, and what IAM makes of them.
@Suite struct IdentityTests {
  private static let context = StackContext(
    account: "111122223333", region: "eu-west-1", stackName: "s")

  @Test(
    arguments: [
      ("Role", "s-Role-*"), ("Role.Arn", "arn:aws:iam::111122223333:role/x/s-Role-*"),
      ("Role.RoleId", "${Role.RoleId}"),
      ("User", "user"), ("User.Arn", "arn:aws:iam::111122223333:user/user"),
      ("Group.Arn", "arn:aws:iam::111122223333:group/s-Group-*"),
      ("Profile", "s-Profile-*"),
      ("Profile.Arn", "arn:aws:iam::111122223333:instance-profile/s-Profile-*"),
      ("Managed", "arn:aws:iam::111122223333:policy/s-Managed-*"),
      ("Managed.PolicyArn", "arn:aws:iam::111122223333:policy/s-Managed-*"),
      ("Inline", "${Inline}"),
      ("OIDC", "arn:aws:iam::111122223333:oidc-provider/token.example.com/a"),
      ("OIDC.Arn", "arn:aws:iam::111122223333:oidc-provider/token.example.com/a"),
      ("SAML", "arn:aws:iam::111122223333:saml-provider/idp"),
      ("Linked", "AWSServiceRoleFor*_mine"), ("Linked.RoleName", "AWSServiceRoleFor*_mine"),
      ("Key", "${Key}"), ("Key.SecretAccessKey", "${Key.SecretAccessKey}"),
      ("Cluster", "prod"), ("Cluster.Arn", "arn:aws:eks:eu-west-1:111122223333:cluster/prod"),
      (
        "Cluster.OpenIdConnectIssuerUrl",
        "https://oidc.eks.eu-west-1.amazonaws.com/id/${Cluster.OpenIdConnectIssuerUrl}"
      ),
      ("Anchor", "${Anchor}"),
      (
        "Anchor.TrustAnchorArn",
        "arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/${Anchor}"
      ),
      ("Association.ExternalId", "${Association.ExternalId}"),
    ])
  func refersTo(reference: String, expected: String) throws {
    let call =
      reference.contains(".")
      ? #"{"Fn::GetAtt": "\#(reference)"}"# : #"{"Ref": "\#(reference)"}"#
    let resolved = try template(
      """
      {"Resources": {
        "Holder": {"Type": "Test::Value::Holder", "Properties": {"V": \(call)}},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"Path": "/x/"}},
        "User": {"Type": "AWS::IAM::User", "Properties": {"UserName": "user"}},
        "Group": {"Type": "AWS::IAM::Group"},
        "Profile": {"Type": "AWS::IAM::InstanceProfile"},
        "Managed": {"Type": "AWS::IAM::ManagedPolicy"},
        "Inline": {"Type": "AWS::IAM::Policy"},
        "OIDC": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": "https://token.example.com/a"}},
        "SAML": {"Type": "AWS::IAM::SAMLProvider", "Properties": {"Name": "idp"}},
        "Linked": {"Type": "AWS::IAM::ServiceLinkedRole",
          "Properties": {"AWSServiceName": "lex.amazonaws.com", "CustomSuffix": "mine"}},
        "Key": {"Type": "AWS::IAM::AccessKey", "Properties": {"UserName": {"Ref": "User"}}},
        "Cluster": {"Type": "AWS::EKS::Cluster", "Properties": {"Name": "prod"}},
        "Anchor": {"Type": "AWS::RolesAnywhere::TrustAnchor"},
        "Association": {"Type": "AWS::EKS::PodIdentityAssociation"}}}
      """
    ).resolved(context: Self.context)
    #expect(resolved.resources.first?["V"]?.text?.display == expected)
    #expect(resolved.diagnostics.items.isEmpty)
  }

  @Test(arguments: ["Key.SecretAccessKey", "Association.ExternalId"])
  func secretsOfTheDeploymentAreMarked(reference: String) throws {
    let resolved = try template(
      """
      Resources:
        Holder: {Type: A::B::C, Properties: {V: !GetAtt \(reference)}}
        Key: {Type: AWS::IAM::AccessKey}
        Association: {Type: AWS::EKS::PodIdentityAssociation}
      """
    ).resolved()
    #expect(resolved.resources.first?["V"]?.text?.marks == .secret)
  }

  private func principals(_ text: String) throws -> (IAMResources, ResolvedTemplate) {
    let resolved = try template(text).resolved(context: Self.context)
    return (IAMResources(resolved), resolved)
  }

  @Test func aServiceLinkedRoleTrustsItsServiceAlone() throws {
    let (iam, resolved) = try principals(
      """
      Resources:
        Linked: {Type: AWS::IAM::ServiceLinkedRole, Properties: {AWSServiceName: lex.amazonaws.com}}
      """)
    let role = try #require(iam.principals.first)
    #expect(
      role.arn.display
        == "arn:aws:iam::111122223333:role/aws-service-role/lex.amazonaws.com/AWSServiceRoleFor*")
    let statements = role.trust.flatMap(resolved.policyDocument)?.root["Statement"]?.elements
    #expect(statements?.map { $0["Principal"]?["Service"]?.string } == ["lex.amazonaws.com"])
  }

  @Test func accessKeysBelongToTheirUser() throws {
    let (iam, _) = try principals(
      """
      Resources:
        User: {Type: AWS::IAM::User}
        Key: {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref User}}
        Old: {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref User, Status: Inactive}}
      """)
    #expect(iam.principals.map { $0.accessKeys.map(\.logicalID) } == [["Key"]])
  }

  @Test func assignmentsMakeRolesOfPermissionSets() throws {
    let (iam, resolved) = try principals(
      """
      Resources:
        Assignment:
          Type: AWS::SSO::Assignment
          Properties:
            InstanceArn: arn:aws:sso:::instance/ssoins-1
            PermissionSetArn: !GetAtt Admins.PermissionSetArn
            PrincipalId: 11112222-group
            PrincipalType: GROUP
            TargetId: '444455556666'
            TargetType: AWS_ACCOUNT
        Second:
          Type: AWS::SSO::Assignment
          Properties:
            InstanceArn: arn:aws:sso:::instance/ssoins-1
            PermissionSetArn: !GetAtt Admins.PermissionSetArn
            PrincipalId: another-user
            PrincipalType: USER
            TargetId: '444455556666'
            TargetType: AWS_ACCOUNT
        Foreign:
          Type: AWS::SSO::Assignment
          Properties:
            PermissionSetArn: arn:aws:sso:::permissionSet/ssoins-1/ps-1
            TargetId: '444455556666'
            TargetType: AWS_ACCOUNT
        Admins:
          Type: AWS::SSO::PermissionSet
          Properties:
            Name: Admins
            InstanceArn: arn:aws:sso:::instance/ssoins-1
            ManagedPolicies: [arn:aws:iam::aws:policy/AdministratorAccess]
            CustomerManagedPolicyReferences: [{Name: extra, Path: /a/}]
            InlinePolicy: {Version: '2012-10-17', Statement: []}
            PermissionsBoundary: {CustomerManagedPolicyReference: {Name: limit}}
      """)
    let role = try #require(iam.principals.first)
    #expect(iam.principals.count == 1)
    let name = "AWSReservedSSO_Admins_*"
    #expect(
      role.arn.display
        == "arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/\(name)")
    #expect(role.account == "444455556666")
    #expect(
      role.attachedPolicies.map(\.arn.display) == [
        "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::444455556666:policy/a/extra",
      ])
    #expect(role.boundaries.map(\.arn.display) == ["arn:aws:iam::444455556666:policy/limit"])
    #expect(role.inlinePolicies.count == 1)
    let trust = try #require(role.trust.flatMap(resolved.policyDocument)?.root["Statement"])
    #expect(
      trust.elements.map { $0["Principal"]?["Federated"]?.text?.display } == [
        "arn:aws:iam::444455556666:saml-provider/AWSSSO_*_DO_NOT_DELETE"
      ])
    #expect(
      iam.permissionSetsElsewhere.map(\.arn.display) == [
        "arn:aws:sso:::permissionSet/ssoins-1/ps-1"
      ])
  }

  /// Each resource policy with the statement that the service makes of it.
  @Test(
    arguments: [
      (
        "P: {Type: AWS::Lambda::Permission, Properties: {Action: lambda:InvokeFunction, FunctionName: f, Principal: s3.amazonaws.com, SourceAccount: '111122223333', SourceArn: 'arn:aws:s3:::b'}}",
        #"f Allow {"Service":"s3.amazonaws.com"} {"ArnLike":{"aws:SourceArn":"arn:aws:s3:::b"},"StringEquals":{"aws:SourceAccount":"111122223333"}}"#
      ),
      (
        "P: {Type: AWS::Lambda::Permission, Properties: {Action: lambda:InvokeFunction, FunctionName: f, Principal: '*', PrincipalOrgID: o-1}}",
        #"f Allow "*" {"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#
      ),
      (
        "P: {Type: AWS::Lambda::Permission, Properties: {Action: lambda:InvokeFunction, FunctionName: f, Principal: '444455556666'}}",
        #"f Allow {"AWS":"444455556666"}"#
      ),
      (
        "P: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: b, PolicyDocument: {Statement: [{Effect: Allow, Principal: '*'}]}}}",
        #"b Allow "*""#
      ),
      (
        "P: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [q], PolicyDocument: {Statement: [{Effect: Deny, Principal: '*'}]}}}",
        #"q Deny "*""#
      ),
      (
        "P: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: [{Effect: Allow, Principal: {AWS: x}}]}}}",
        #"${P} Allow {"AWS":"x"}"#
      ),
      (
        "P: {Type: AWS::Events::EventBusPolicy, Properties: {EventBusName: e, StatementId: s, Statement: {Effect: Allow, Principal: '*', Action: events:PutEvents}}}",
        #"e Allow "*""#
      ),
    ])
  func resourcePoliciesAreRead(resource: String, expected: String) throws {
    let resolved = try template("Resources:\n  \(resource)").resolved(context: Self.context)
    let found = resolved.resourcePolicies.map { policy -> String in
      let statement = resolved.policyDocument(policy.document)?.root["Statement"]?.elements
        .first { _ in true }
      let parts = ["Effect", "Principal", "Condition"].map { Self.text(statement?[$0]) }
      return ([policy.target.display] + parts).filter { !$0.isEmpty }.joined(separator: " ")
    }
    #expect(found == [expected.replacing("Allow", with: "Allow")])
  }

  private static func text(_ node: Node?) -> String {
    guard let node else { return "" }
    switch node.kind {
    case .mapping:
      let members = node.members.map { "\"\($0.key.string ?? "")\":\(text($0.value))" }
      return "{\(members.joined(separator: ","))}"
    default:
      let literal = node.string ?? "?"
      return literal == "Allow" || literal == "Deny" ? literal : "\"\(literal)\""
    }
  }
}
