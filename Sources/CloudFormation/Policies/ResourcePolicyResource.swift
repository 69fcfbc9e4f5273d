public import Logic

/// A policy that a template attaches to a resource other than an IAM principal.
public struct ResourcePolicyResource: Sendable {
  /// The resource that it is attached to, as its policy property or its ARN names it.
  public let target: SymbolicString
  /// The policy.
  public let document: GuardedPolicy
  /// The resource that declares it.
  public let resource: Resource
}

extension ResolvedTemplate {
  /// The policies that the template attaches to resources.
  public var resourcePolicies: [ResourcePolicyResource] {
    resources.flatMap { resource -> [ResourcePolicyResource] in
      guard let form = ResourcePolicyForm.all[resource.type] else { return [] }
      guard let document = form.document(resource) else { return [] }
      let policy = GuardedPolicy(document, under: resource.guards)
      let targets = form.target.flatMap { resource[$0]?.elements(under: resource.guards) }
      let names = targets?.compactMap(\.value.text) ?? []
      return (names.isEmpty ? [resource.physicalID] : names).map {
        ResourcePolicyResource(target: $0, document: policy, resource: resource)
      }
    }
  }
}

/// Where a type of resource holds a resource policy.
struct ResourcePolicyForm {
  /// The property that names the resources the policy is attached to; nil for the resource itself.
  let target: String?
  /// The policy of a resource; nil when it has none.
  let document: @Sendable (Resource) -> TemplateValue?

  private init(_ property: String, of target: String? = nil) {
    self.target = target
    document = { $0[property] }
  }

  private init(target: String? = nil, _ document: @escaping @Sendable (Resource) -> TemplateValue?)
  {
    self.target = target
    self.document = document
  }

  /// Every type that is read.
  static let all: [String: ResourcePolicyForm] = [
    "AWS::ApiGateway::RestApi": .init("Policy"),
    "AWS::Backup::BackupVault": .init("AccessPolicy"),
    "AWS::CodeArtifact::Domain": .init("PermissionsPolicyDocument"),
    "AWS::CodeArtifact::Repository": .init("PermissionsPolicyDocument"),
    "AWS::DynamoDB::Table": .init { $0["ResourcePolicy"]?["PolicyDocument"] },
    "AWS::ECR::PublicRepository": .init("RepositoryPolicyText"),
    "AWS::ECR::RegistryPolicy": .init("PolicyText"),
    "AWS::ECR::Repository": .init("RepositoryPolicyText"),
    "AWS::EFS::FileSystem": .init("FileSystemPolicy"),
    "AWS::Events::EventBus": .init("Policy"),
    "AWS::Events::EventBusPolicy": .init(target: "EventBusName", PermissionStatement.eventBus),
    "AWS::Kinesis::ResourcePolicy": .init("ResourcePolicy", of: "ResourceArn"),
    "AWS::KMS::Key": .init("KeyPolicy"),
    "AWS::KMS::ReplicaKey": .init("KeyPolicy"),
    "AWS::Lambda::LayerVersionPermission": .init(
      target: "LayerVersionArn", PermissionStatement.layer),
    "AWS::Lambda::Permission": .init(target: "FunctionName", PermissionStatement.function),
    "AWS::Logs::ResourcePolicy": .init("PolicyDocument", of: "PolicyName"),
    "AWS::OpenSearchService::Domain": .init("AccessPolicies"),
    "AWS::S3::AccessPoint": .init("Policy"),
    "AWS::S3::BucketPolicy": .init("PolicyDocument", of: "Bucket"),
    "AWS::S3Express::BucketPolicy": .init("PolicyDocument", of: "Bucket"),
    "AWS::SecretsManager::ResourcePolicy": .init("ResourcePolicy", of: "SecretId"),
    "AWS::SNS::TopicInlinePolicy": .init("PolicyDocument", of: "TopicArn"),
    "AWS::SNS::TopicPolicy": .init("PolicyDocument", of: "Topics"),
    "AWS::SQS::QueueInlinePolicy": .init("PolicyDocument", of: "Queue"),
    "AWS::SQS::QueuePolicy": .init("PolicyDocument", of: "Queues"),
  ]
}
