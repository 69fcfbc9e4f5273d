import Testing
import Text
import TrustGraph

/// Paths that run through resources of templates other than roles.
@Suite struct TemplateChainTests {
  private static let account = "arn:aws:iam::111122223333"

  @Test func certificatesOfATrustAnchorReachTheRolesOfItsProfile() throws {
    let template = """
      Resources:
        Anchor:
          Type: AWS::RolesAnywhere::TrustAnchor
          Properties: {Name: corp, Source: {SourceType: AWS_ACM_PCA}}
        Profile:
          Type: AWS::RolesAnywhere::Profile
          Properties:
            Name: servers
            RoleArns:
              - !GetAtt Role.Arn
        Role:
          Type: AWS::IAM::Role
          Properties:
            RoleName: server
            AssumeRolePolicyDocument:
              Statement:
                - Effect: Allow
                  Principal: {Service: rolesanywhere.amazonaws.com}
                  Action: [sts:AssumeRole, sts:TagSession, sts:SetSourceIdentity]
                  Condition: {ArnEquals: {aws:SourceArn: !GetAtt Anchor.TrustAnchorArn}}
      """
    let estate = DrawnEstate(texts: ["template.yaml": template])
    let path = try #require(
      estate.paths(
        from: "service:rolesanywhere.amazonaws.com", to: "\(Self.account):role/server"
      ).first)
    #expect(path.status == .conditional)
    #expect(path.condition.contains("aws:SourceArn"))
    let places = path.hops.flatMap(\.evidence).filter { $0.role == .intends }
    #expect(places.map { Self.text(at: $0.range.lower, in: template) } == ["!GetAtt Role.Arn"])
  }

  @Test func aServiceIsKnownByTheResourceThatHandsItTheRole() throws {
    let template = """
      Resources:
        Function:
          Type: AWS::Lambda::Function
          Properties:
            Role: !GetAtt Role.Arn
        Role:
          Type: AWS::IAM::Role
          Properties:
            RoleName: worker
            AssumeRolePolicyDocument:
              Statement:
                - Effect: Allow
                  Principal: {Service: [lambda.amazonaws.com, glue.amazonaws.com]}
                  Action: sts:AssumeRole
      """
    let estate = DrawnEstate(texts: ["template.yaml": template])
    let uses = try ["lambda", "glue"].map { service in
      let path = try #require(
        estate.paths(from: "service:\(service).amazonaws.com", to: "\(Self.account):role/worker")
          .first)
      return path.hops.flatMap(\.evidence).count { $0.role == .intends }
    }
    #expect(uses == [1, 0])
  }

  private static let cluster = """
    Resources:
      Cluster:
        Type: AWS::EKS::Cluster
        Properties: {Name: prod, AccessConfig: {AuthenticationMode: API}}
      Provider:
        Type: AWS::IAM::OIDCProvider
        Properties:
          Url: !GetAtt Cluster.OpenIdConnectIssuerUrl
          ClientIdList: [sts.amazonaws.com]
      Role:
        Type: AWS::IAM::Role
        Properties:
          RoleName: cart
          AssumeRolePolicyDocument:
            Fn::Sub:
              - |
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                  "Principal": {"Federated": "${Provider}"},
                  "Action": "sts:AssumeRoleWithWebIdentity",
                  "Condition": {"StringEquals": {
                    "${Issuer}:sub": "system:serviceaccount:shop:cart",
                    "${Issuer}:aud": "sts.amazonaws.com"}}}]}
              - Issuer: !Select [1, !Split ["//", !GetAtt Cluster.OpenIdConnectIssuerUrl]]
    """

  /// Templates rarely hold service accounts: whoever rules the cluster may create the one that a trust
  /// names.
  @Test func anAdministratorOfATemplatesClusterCreatesTheAccountThatATrustNames() throws {
    let entry = """

        Entry:
          Type: AWS::EKS::AccessEntry
          Properties:
            ClusterName: !Ref Cluster
            PrincipalArn: \(Self.account):role/ops
            AccessPolicies:
              - PolicyArn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
                AccessScope: {Type: cluster}
      """
    let estate = DrawnEstate(texts: ["template.yaml": Self.cluster + entry])
    let path = try #require(
      estate.paths(from: "\(Self.account):role/ops", to: "\(Self.account):role/cart").first)
    #expect(path.status == .proved)
    #expect(path.hops.map(\.kind).last == .assumeRoleWithWebIdentity)
  }

  private static let accounts = """
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: cart
      namespace: shop
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: other
      namespace: shop
    """

  /// The issuer of a cluster that is not deployed is known by where it comes from.
  @Test func serviceAccountsReachTheRoleThatTrustsTheIssuerOfTheirCluster() throws {
    let estate = DrawnEstate(texts: [
      "template.yaml": Self.cluster, "accounts.yaml": Self.accounts,
    ])
    let role = "\(Self.account):role/cart"
    #expect(!estate.paths(from: "sa-token:prod/shop/cart", to: role).isEmpty)
    #expect(estate.paths(from: "sa-token:prod/shop/other", to: role).isEmpty)
  }

  /// The same logical names in another template make another cluster.
  @Test func theIssuerOfAnotherClusterIsNotTrusted() throws {
    let other = Self.cluster.replacing("Cluster.Open", with: "Second.Open")
      .replacing("Cluster:", with: "Second:").replacing("Name: prod", with: "Name: second")
    let estate = DrawnEstate(texts: [
      "a/template.yaml": Self.cluster.replacing("RoleName: cart", with: "RoleName: first"),
      "a/accounts.yaml": Self.accounts, "b/template.yaml": other,
    ])
    let token = "sa-token:prod/shop/cart"
    #expect(!estate.paths(from: token, to: "\(Self.account):role/first").isEmpty)
    #expect(estate.paths(from: token, to: "\(Self.account):role/cart").isEmpty)
  }

  @Test func podIdentityReachesItsRole() throws {
    let template = """
      Resources:
        Cluster: {Type: AWS::EKS::Cluster, Properties: {Name: prod}}
        Association:
          Type: AWS::EKS::PodIdentityAssociation
          Properties:
            ClusterName: !Ref Cluster
            Namespace: shop
            ServiceAccount: cart
            RoleArn: !GetAtt Role.Arn
        Role:
          Type: AWS::IAM::Role
          Properties:
            RoleName: cart
            AssumeRolePolicyDocument:
              Statement:
                - Effect: Allow
                  Principal: {Service: pods.eks.amazonaws.com}
                  Action: [sts:AssumeRole, sts:TagSession]
      """
    let role = "\(Self.account):role/cart"
    let estate = DrawnEstate(texts: ["template.yaml": template])
    let path = try #require(estate.paths(from: "sa-token:prod/shop/cart", to: role).first)
    #expect(path.status == .proved)
    let guarded = template.replacing(
      "Resources:",
      with: """
        Parameters: {Flag: {Type: String}}
        Conditions: {Yes: !Equals [!Ref Flag, x]}
        Resources:
        """
    ).replacing(
      "Type: AWS::EKS::PodIdentityAssociation",
      with: "Type: AWS::EKS::PodIdentityAssociation\n    Condition: 'Yes'")
    let open = try #require(
      DrawnEstate(texts: ["template.yaml": guarded])
        .paths(from: "sa-token:prod/shop/cart", to: role).first)
    #expect(open.status == .conditional)
    let withoutTags = template.replacing(", sts:TagSession", with: "")
    #expect(
      DrawnEstate(texts: ["template.yaml": withoutTags])
        .paths(from: "sa-token:prod/shop/cart", to: role).isEmpty)
  }

  @Test func anAccessEntryOfATemplateLogsIn() throws {
    let template = """
      Resources:
        Cluster: {Type: AWS::EKS::Cluster, Properties: {Name: prod, AccessConfig: {AuthenticationMode: API}}}
        Role:
          Type: AWS::IAM::Role
          Properties:
            RoleName: ops
            AssumeRolePolicyDocument:
              Statement:
                - {Effect: Allow, Principal: {AWS: '*'}, Action: sts:AssumeRole}
        Entry:
          Type: AWS::EKS::AccessEntry
          Properties:
            ClusterName: !Ref Cluster
            PrincipalArn: !GetAtt Role.Arn
            KubernetesGroups: [ops]
      """
    let estate = DrawnEstate(texts: ["template.yaml": template])
    #expect(!estate.paths(from: "anyone", to: "k8s-group:prod/ops").isEmpty)
    let old = template.replacing("AuthenticationMode: API", with: "AuthenticationMode: CONFIG_MAP")
    #expect(
      DrawnEstate(texts: ["template.yaml": old])
        .paths(from: "anyone", to: "k8s-group:prod/ops").isEmpty)
  }

  @Test func anAssignmentMakesAnAdministratorOfAnotherAccount() throws {
    let template = """
      Resources:
        Admins:
          Type: AWS::SSO::PermissionSet
          Properties:
            Name: Admins
            InstanceArn: arn:aws:sso:::instance/ssoins-1
            ManagedPolicies: [arn:aws:iam::aws:policy/AdministratorAccess]
        Assignment:
          Type: AWS::SSO::Assignment
          Properties:
            InstanceArn: arn:aws:sso:::instance/ssoins-1
            PermissionSetArn: !GetAtt Admins.PermissionSetArn
            PrincipalId: 1111-2222
            PrincipalType: GROUP
            TargetId: '444455556666'
            TargetType: AWS_ACCOUNT
      """
    let estate = DrawnEstate(texts: ["template.yaml": template])
    let role =
      "arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admins_*"
    let provider = "arn:aws:iam::444455556666:saml-provider/AWSSSO_*_DO_NOT_DELETE"
    #expect(!estate.paths(from: provider, to: role).isEmpty)
    let node = try #require(estate.trust.graph.index(of: role))
    #expect(estate.trust.reach[Int(node)].own == .administrator)
  }

  @Test func aLoopOfRolesIsDrawn() throws {
    let estate = DrawnEstate(texts: [
      "template.yaml": """
      Transform: AWS::LanguageExtensions
      Resources:
        Fn::ForEach::Teams:
          - Team
          - [red, green, blue]
          - Role${Team}:
              Type: AWS::IAM::Role
              Properties:
                RoleName: !Sub "team-${Team}"
                AssumeRolePolicyDocument:
                  Statement:
                    - Effect: Allow
                      Principal: {AWS: !Sub "arn:aws:iam::444455556666:role/${Team}"}
                      Action: sts:AssumeRole
      """
    ])
    for team in ["red", "green", "blue"] {
      let source = "arn:aws:iam::444455556666:role/\(team)"
      #expect(
        estate.directSources(of: "\(Self.account):role/team-\(team)") == [source], "\(team)")
    }
  }

  private static func text(at offset: UInt32, in text: String) -> String {
    let start = text.utf8.index(text.utf8.startIndex, offsetBy: Int(offset))
    return String(text[start...].prefix { $0 != "\n" })
  }
}
