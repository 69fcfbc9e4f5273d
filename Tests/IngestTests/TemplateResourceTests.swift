import CloudFormation
import Estate
import IAM
import Kubernetes
import Logic
import Testing
import Text

@testable import Ingest

/// What resources of a template other than IAM's own put into the estate.
@Suite struct TemplateResourceTests {
  private func estate(_ text: String) -> Estate {
    let context = """
      Parameters: {Flag: {Type: String}}
      Conditions: {Yes: !Equals [!Ref Flag, x]}
      Resources:
      """
    var ingestion = Ingestion(
      stack: StackContext(account: "111122223333", region: "eu-west-1", stackName: "s"))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
    let whole = context + "\n" + lines.joined(separator: "\n") + "\n"
    ingestion.add(path: "template.yaml", diskPath: nil, bytes: SourceBytes(Array(whole.utf8)))
    return ingestion.finish()
  }

  private static let cluster = """
    Cluster:
      Type: AWS::EKS::Cluster
      Properties:
        Name: prod
        AccessConfig: {AuthenticationMode: API, BootstrapClusterCreatorAdminPermissions: false}
    """

  @Test func aClusterIsDescribed() throws {
    let cluster = try #require(estate(Self.cluster).clusters.first)
    #expect(cluster.name == "prod")
    #expect(cluster.arn == "arn:aws:eks:eu-west-1:111122223333:cluster/prod")
    #expect(cluster.account == "111122223333")
    #expect(cluster.issuer == nil)
    #expect(
      cluster.declaredIssuer?.display
        == "oidc.eks.eu-west-1.amazonaws.com/id/${Cluster.OpenIdConnectIssuerUrl}")
    #expect(cluster.authenticationMode == "API")
    #expect(cluster.bootstrapsCreator == false)
  }

  /// CloudFormation's default, unlike the console's.
  @Test func aClusterThatDoesNotSayReadsItsConfigMap() throws {
    let cluster = estate("Cluster: {Type: AWS::EKS::Cluster}").clusters.first
    #expect(cluster?.name == "s-Cluster-*")
    #expect(cluster?.authenticationMode == "CONFIG_MAP")
  }

  @Test func accessEntriesAreLoginsOfTheirCluster() throws {
    let cluster = try #require(
      estate(
        Self.cluster + """

          Role: {Type: AWS::IAM::Role, Properties: {RoleName: ops, Path: /x/}}
          Entry:
            Type: AWS::EKS::AccessEntry
            Properties:
              ClusterName: !Ref Cluster
              PrincipalArn: !GetAtt Role.Arn
              KubernetesGroups: [ops, viewers]
              AccessPolicies:
                - PolicyArn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy
                  AccessScope: {Type: namespace, Namespaces: [team-*]}
                - PolicyArn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
                  AccessScope: {Type: cluster}
          Maybe:
            Type: AWS::EKS::AccessEntry
            Condition: 'Yes'
            Properties: {ClusterName: prod, PrincipalArn: 'arn:aws:iam::444455556666:role/guest'}
          """
      ).clusters.first)
    let entry = try #require(cluster.accessEntries.first)
    #expect(entry.principalARN == "arn:aws:iam::111122223333:role/x/ops")
    #expect(entry.groups == ["ops", "viewers"])
    #expect(entry.type == "STANDARD")
    #expect(entry.policies.map(\.namespaces) == [["team-*"], nil])
    #expect(cluster.accessEntries.map { $0.guards.map(\.name) } == [[], ["Yes"]])
    let verdicts = ClusterLogins(cluster).all.map(\.verdict.word)
    #expect(verdicts == ["allowed", "conditional"])
  }

  @Test(
    arguments: [
      ("API", ["EC2_LINUX system:nodes", "FARGATE_LINUX system:nodes"]), ("CONFIG_MAP", []),
    ])
  func nodesLogInByThemselves(mode: String, expected: [String]) throws {
    let cluster = try #require(
      estate(
        Self.cluster.replacing("AuthenticationMode: API", with: "AuthenticationMode: \(mode)") + """

          Nodes:
            Type: AWS::EKS::Nodegroup
            Properties: {ClusterName: !Ref Cluster, NodeRole: 'arn:aws:iam::111122223333:role/n'}
          Fargate:
            Type: AWS::EKS::FargateProfile
            Properties:
              ClusterName: !Ref Cluster
              PodExecutionRoleArn: arn:aws:iam::111122223333:role/p
          """
      ).clusters.first)
    #expect(cluster.accessEntries.map { "\($0.type) \($0.groups.joined())" } == expected)
  }

  /// Machines, Fargate, roles of parts and identity providers, as from `aws eks describe-…`.
  @Test func partsOfAClusterAreItsOwn() throws {
    let cluster = try #require(
      estate(
        Self.cluster + """

          Nodes:
            Type: AWS::EKS::Nodegroup
            Properties: {ClusterName: !Ref Cluster, NodegroupName: workers, AmiType: AL2_x86_64,
              NodeRole: 'arn:aws:iam::111122223333:role/n'}
          Templated:
            Type: AWS::EKS::Nodegroup
            Properties: {ClusterName: !Ref Cluster, NodeRole: 'arn:aws:iam::111122223333:role/n',
              LaunchTemplate: {Id: lt-1, Version: '2'}}
          Fargate:
            Type: AWS::EKS::FargateProfile
            Properties:
              ClusterName: !Ref Cluster
              FargateProfileName: batch
              PodExecutionRoleArn: arn:aws:iam::111122223333:role/p
              Selectors: [{Namespace: batch, Labels: [{Key: app, Value: x}]}]
          Addon:
            Type: AWS::EKS::Addon
            Properties: {ClusterName: !Ref Cluster, AddonName: vpc-cni,
              ServiceAccountRoleArn: 'arn:aws:iam::111122223333:role/cni'}
          Capability:
            Type: AWS::EKS::Capability
            Properties: {ClusterName: !Ref Cluster, Type: ARGOCD,
              RoleArn: 'arn:aws:iam::111122223333:role/argo'}
          People:
            Type: AWS::EKS::IdentityProviderConfig
            Properties: {ClusterName: !Ref Cluster, Type: oidc, Oidc: {ClientId: k8s,
              IssuerUrl: 'https://id.example.com', GroupsPrefix: 'oidc:'}}
          """
      ).clusters.first)
    #expect(cluster.nodePools.map(\.name) == ["Templated", "workers"])
    #expect(cluster.nodePools.map(\.isReachableByPods) == [.unknown, .yes])
    #expect(cluster.fargateProfiles.map { $0.selectsAll(of: "batch") } == [false])
    #expect(
      cluster.fargateProfiles.map { $0.selects(namespace: "batch", labels: ["app": "x"]) }
        == [true])
    #expect(cluster.serviceRoles.map(\.name) == ["vpc-cni", "ARGOCD"])
    #expect(cluster.identityProviders.map(\.groupsPrefix) == ["oidc:"])
  }

  /// Source: aws-quickstart, `AWSQS::EKS::Cluster` and `AWSQS::Kubernetes::Resource`.
  @Test func thirdPartyClusters() throws {
    let cluster = try #require(
      estate(
        """
          Cluster:
            Type: AWSQS::EKS::Cluster
            Properties:
              Name: prod
              KubernetesApiAccess:
                Roles: [{Arn: 'arn:aws:iam::111122223333:role/ops', Username: ops,
                  Groups: ['system:masters']}]
                Users: [{Arn: 'arn:aws:iam::111122223333:user/bob', Username: bob}]
          Accounts:
            Type: AWSQS::Kubernetes::Resource
            Properties:
              ClusterName: !Ref Cluster
              Manifest: '[{"apiVersion": "v1", "kind": "ServiceAccount",
                "metadata": {"name": "app", "namespace": "web"}}]'
        """
      ).clusters.first)
    #expect(cluster.name == "prod")
    #expect(
      cluster.awsAuth?.mappings.map { "\($0.field.rawValue) \($0.username) \($0.groups)" } == [
        "mapRoles ops [\"system:masters\"]", "mapUsers bob []",
      ])
    #expect(cluster.serviceAccounts.map(\.name) == ["app"])
  }

  @Test func associationsBelongToTheirServiceAccount() throws {
    let cluster = try #require(
      estate(
        Self.cluster + """

          Role: {Type: AWS::IAM::Role, Properties: {RoleName: app}}
          Association:
            Type: AWS::EKS::PodIdentityAssociation
            Properties:
              ClusterName: !Ref Cluster
              Namespace: shop
              ServiceAccount: cart
              RoleArn: !GetAtt Role.Arn
              TargetRoleArn: arn:aws:iam::444455556666:role/data
              DisableSessionTags: true
          Addon:
            Type: AWS::EKS::Addon
            Condition: 'Yes'
            Properties:
              ClusterName: !Ref Cluster
              AddonName: aws-ebs-csi-driver
              PodIdentityAssociations:
                - {ServiceAccount: ebs-csi-controller-sa, RoleArn: !GetAtt Role.Arn}
          """
      ).clusters.first)
    let found = cluster.podIdentityAssociations.map { association in
      "\(association.namespace)/\(association.serviceAccount) \(association.roleARN?.display ?? "") "
        + "\(association.targetRoleARN?.display ?? "-") "
        + "\(association.disablesSessionTags.map(String.init) ?? "?") "
        + association.guards.map(\.name).joined()
    }
    let role = "arn:aws:iam::111122223333:role/app"
    #expect(
      found == [
        "kube-system/ebs-csi-controller-sa \(role) - false Yes",
        "shop/cart \(role) arn:aws:iam::444455556666:role/data true ",
      ])
  }

  @Test func rolesThatServicesRunWithAreRemembered() throws {
    let estate = estate(
      """
      Role: {Type: AWS::IAM::Role, Properties: {RoleName: worker}}
      Function:
        Type: AWS::Lambda::Function
        Properties: {Role: !GetAtt Role.Arn}
      """)
    let use = try #require(estate.roleUses.first)
    #expect(use.role == "arn:aws:iam::111122223333:role/worker")
    #expect(
      "\(use.resourceType) \(use.logicalID) \(use.property)"
        == "AWS::Lambda::Function Function Role")
    #expect(use.isBy(service: "lambda.amazonaws.com") == .yes)
    #expect(use.isBy(service: "glue.amazonaws.com") == .no)
  }

  @Test(arguments: [
    ("states.us-east-1.amazonaws.com", "states.eu-central-1.amazonaws.com", Truth.yes),
    ("dms.us-east-1.amazonaws.com", "dms.amazonaws.com", .yes),
    ("monitoring.rds.amazonaws.com", "rds.amazonaws.com", .no),
    ("vpc-flow-logs.amazonaws.com", "logs.amazonaws.com", .no),
  ])
  func regionsInServiceNamesDoNotMatter(seen: String, named: String, expected: Truth) {
    let use = RoleUse(
      role: "r", resourceType: "t", logicalID: "l", property: "p", services: [seen], range: nil)
    #expect(use.isBy(service: named) == expected)
  }

  @Test func permissionSetsBecomeRolesOfTheAccountTheyAreAssignedIn() throws {
    let estate = estate(
      """
      Assignment:
        Type: AWS::SSO::Assignment
        Properties:
          PermissionSetArn: !GetAtt Admins.PermissionSetArn
          PrincipalId: a-group
          PrincipalType: GROUP
          TargetId: '444455556666'
          TargetType: AWS_ACCOUNT
      Admins:
        Type: AWS::SSO::PermissionSet
        Properties: {Name: Admins, ManagedPolicies: [arn:aws:iam::aws:policy/AdministratorAccess]}
      """)
    let role = try #require(estate.principals.first)
    #expect(role.account == "444455556666")
    #expect(role.path == "/aws-reserved/sso.amazonaws.com/")
    #expect(
      role.attachedPolicies.map(\.text.display) == ["arn:aws:iam::aws:policy/AdministratorAccess"])
    #expect(role.trust?.statements.count == 1)
    #expect(estate.accounts.map(\.id) == ["444455556666"])
  }

  // MARK: - Clusters of several templates

  private func clusters(_ files: [(String, String)], stackName: String? = nil) -> [Cluster] {
    var ingestion = Ingestion(
      stack: StackContext(account: "111122223333", region: "eu-west-1", stackName: stackName))
    for (path, text) in files {
      ingestion.add(path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
    }
    return ingestion.finish().clusters
  }

  private static let nameless = """
    Resources:
      Cluster: {Type: AWS::EKS::Cluster, Properties: {AccessConfig: {AuthenticationMode: API}}}
      Entry:
        Type: AWS::EKS::AccessEntry
        Properties: {ClusterName: !Ref Cluster, PrincipalArn: 'arn:aws:iam::111122223333:role/NAME'}
    """

  /// A generated name is written alike in two templates and is another name in each.
  @Test func clustersWithGeneratedNamesStayApart() {
    let found = clusters([
      ("a.yaml", Self.nameless.replacing("NAME", with: "a")),
      ("b.yaml", Self.nameless.replacing("NAME", with: "b")),
    ])
    #expect(
      found.map { $0.accessEntries.map(\.principalARN.display) } == [
        ["arn:aws:iam::111122223333:role/a"], ["arn:aws:iam::111122223333:role/b"],
      ])
    #expect(
      found.map(\.label) == [
        "${AWS::StackName}-Cluster-*@a.yaml", "${AWS::StackName}-Cluster-*@b.yaml",
      ])
  }

  /// One template alone needs no file to tell its cluster apart, and a known name is one cluster.
  @Test func clustersOfOneNameAreOne() {
    #expect(
      clusters([("a.yaml", Self.nameless)]).map(\.label) == ["${AWS::StackName}-Cluster-*"])
    let named = Self.nameless.replacing("Properties: {Acc", with: "Properties: {Name: prod, Acc")
    let found = clusters([
      ("a.yaml", named.replacing("role/NAME", with: "role/a")),
      ("b.yaml", named.replacing("role/NAME", with: "role/b")),
    ])
    #expect(found.map(\.label) == ["prod"])
    #expect(found.first?.accessEntries.count == 2)
  }

  // MARK: - Identity providers of clusters

  @Test func anIdentityProviderOfAClusterIsRead() throws {
    let text =
      Self.cluster + """

        Login:
          Type: AWS::EKS::IdentityProviderConfig
          Properties:
            ClusterName: !Ref Cluster
            Type: oidc
            IdentityProviderConfigName: people
            Oidc:
              ClientId: kubernetes
              IssuerUrl: https://login.example.com
              UsernameClaim: email
              UsernamePrefix: '-'
              GroupsClaim: groups
              GroupsPrefix: !Ref Flag
              RequiredClaims: [!If [Yes, {Key: team, Value: ops}, !Ref 'AWS::NoValue']]
        """
    let cluster = try #require(estate(text).clusters.first)
    let provider = try #require(cluster.identityProviders.first)
    #expect(cluster.identityProviders.count == 1)
    #expect(provider.name == "people")
    #expect(provider.issuer == "https://login.example.com")
    #expect(provider.usernamePrefix == "-")
    #expect(provider.groupsClaim == "groups")
    // A parameter may be empty and a condition may not hold: neither protects for certain.
    #expect(provider.groupsPrefix == nil)
    #expect(!provider.hasRequiredClaims)
  }

  // MARK: - Connectors of AWS SAM

  /// Queues, topics and functions let the source of a connector in by policies of their own.
  @Test func connectorsMakeThePolicyOfTheirDestination() throws {
    let found = estate(
      """
      Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [x]}}}
      Queue: {Type: AWS::SQS::Queue}
      Topic: {Type: AWS::SNS::Topic}
      Handler:
        Type: AWS::Lambda::Function
        Properties: {Role: 'arn:aws:iam::111122223333:role/x'}
      ToQueue:
        Type: AWS::Serverless::Connector
        Properties: {Source: {Id: Rule}, Destination: {Id: Queue}, Permissions: [Write]}
      ToBoth:
        Type: AWS::Serverless::Connector
        Properties:
          Source: {Id: Rule}
          Destination: [{Id: Topic}, {Id: Handler}]
          Permissions: [Write]
      Reading:
        Type: AWS::Serverless::Connector
        Properties: {Source: {Id: Rule}, Destination: {Id: Handler}, Permissions: [Read]}
      """
    ).resourcePolicies
    let policies = found.filter { $0.type != "" }
    #expect(
      Dictionary(uniqueKeysWithValues: policies.map { ($0.logicalID, $0.type) }) == [
        "ToQueueQueuePolicy": "AWS::SQS::QueuePolicy",
        "ToBothTopicPolicyDestination0": "AWS::SNS::TopicPolicy",
        "ToBothWriteLambdaPermissionDestination1": "AWS::Lambda::Permission",
      ])
    for policy in policies {
      let statement = try #require(policy.document.statements.first)
      #expect(statement.effect == .allow)
      guard case .these(let entries) = statement.principals else {
        Issue.record("\(policy.logicalID) names nobody")
        continue
      }
      #expect(entries.map(\.text.display) == ["events.amazonaws.com"])
      #expect(statement.conditions.map(\.key.display) == ["aws:SourceArn"])
      #expect(statement.conditions.first?.values.map(\.text.display) == ["${Rule.Arn}"])
    }
  }
}
