import CloudFormation
import Estate
import IAM
import Ingest
import Kubernetes
import Logic
import Testing

/// What the AWS CDK synthesizes: custom resources and the manifest of an assembly.
@Suite struct CDKTests {
  private static let template = #"""
    {"Resources": {
      "Cluster9EE0221C": {"Type": "Custom::AWSCDK-EKS-Cluster", "Properties": {
        "ServiceToken": "arn:aws:lambda:eu-west-1:111122223333:function:provider",
        "Config": {"name": "prod", "version": "1.31",
          "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}}}},
      "Masters": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "masters",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}}},
      "Auth": {"Type": "Custom::AWSCDK-EKS-KubernetesResource", "Properties": {
        "ClusterName": {"Ref": "Cluster9EE0221C"},
        "Manifest": {"Fn::Join": ["", [
          "[{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"aws-auth\",\"namespace\":\"kube-system\"},\"data\":{\"mapRoles\":\"[{\\\"rolearn\\\":\\\"",
          {"Fn::GetAtt": ["Masters", "Arn"]},
          "\\\",\\\"username\\\":\\\"admin\\\",\\\"groups\\\":[\\\"system:masters\\\"]}]\",\"mapUsers\":\"[]\",\"mapAccounts\":\"[]\"}}]"]]}}},
      "Account": {"Type": "Custom::AWSCDK-EKS-KubernetesResource", "Properties": {
        "ClusterName": {"Ref": "Cluster9EE0221C"},
        "Manifest": {"Fn::Join": ["", [
          "[{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"app\",\"namespace\":\"web\",\"annotations\":{\"eks.amazonaws.com/role-arn\":\"",
          {"Fn::GetAtt": ["App", "Arn"]}, "\"}}}]"]]}}},
      "Oidc": {"Type": "Custom::AWSCDKOpenIdConnectProvider", "Properties": {
        "ClientIDList": ["sts.amazonaws.com"],
        "Url": {"Fn::GetAtt": ["Cluster9EE0221C", "OpenIdConnectIssuerUrl"]}}},
      "Json": {"Type": "Custom::AWSCDKCfnJson", "Properties": {"Value": {"Fn::Join": ["", [
        "{\"", {"Fn::Select": [1, {"Fn::Split": ["//", {"Fn::GetAtt": ["Cluster9EE0221C", "OpenIdConnectIssuerUrl"]}]}]},
        ":sub\":\"system:serviceaccount:web:app\"}"]]}}},
      "App": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "app",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated": {"Ref": "Oidc"}},
          "Condition": {"StringEquals": {"Fn::GetAtt": ["Json", "Value"]}}}]}}}}}
    """#

  private func inputs(account: String = "111122223333") -> StackInputs {
    StackInputs([
      "cdk.out/manifest.json": """
      {"version": "38.0.0", "artifacts": {"Prod": {"type": "aws:cloudformation:stack",
        "environment": "aws://\(account)/eu-west-1",
        "properties": {"templateFile": "Prod.template.json", "stackName": "prod-stack",
          "parameters": {}}}}}
      """,
      "cdk.out/Prod.template.json": Self.template,
    ])
  }

  @Test func theAssemblyTellsAccountAndRegion() {
    #expect(
      inputs().ids == [
        "arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:role/masters",
      ])
    #expect(
      inputs(account: "unknown-account").ids == [
        "arn:aws:iam::${AWS::AccountId}:role/app", "arn:aws:iam::${AWS::AccountId}:role/masters",
      ])
  }

  @Test func theProviderIsTheOneOfTheCluster() throws {
    let inputs = inputs()
    let provider = try #require(inputs.estate.oidcProviders.first)
    let cluster = try #require(inputs.estate.clusters.first)
    #expect(provider.issuer == cluster.declaredIssuer)
    #expect(provider.clientIDs?.map(\.display) == ["sts.amazonaws.com"])
    #expect(
      try inputs.role("arn:aws:iam::111122223333:role/app").trust?.statements.first?.conditions
        .first?.key.display == provider.issuer.display + ":sub")
  }

  @Test func manifestsAreObjectsOfTheCluster() throws {
    let inputs = inputs()
    let cluster = try #require(inputs.estate.clusters.first)
    #expect(cluster.name == "prod")
    #expect(cluster.authenticationMode == "API_AND_CONFIG_MAP")
    #expect(
      cluster.serviceAccounts.map { "\($0.namespace)/\($0.name) \($0.roleARN?.display ?? "")" } == [
        "web/app arn:aws:iam::111122223333:role/app"
      ])
    #expect(
      cluster.awsAuth?.mappings.map { "\($0.arn.display) \($0.groups)" } == [
        "arn:aws:iam::111122223333:role/masters [\"system:masters\"]"
      ])
    // The end of the issuer is what EKS makes; that is told, and nothing else.
    #expect(Set(inputs.codes) == ["cfn-unresolved"])
  }
}
