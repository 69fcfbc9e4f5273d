import Logic

/// One object of a cluster, as a reader found it.
public enum ClusterObject: Sendable {
  /// A describe-cluster output: a cluster with its own properties only.
  case description(Cluster)
  /// An aws-auth ConfigMap.
  case awsAuth(AWSAuth)
  /// A service account.
  case serviceAccount(ServiceAccount)
  /// A Role or ClusterRole.
  case role(RBACRole)
  /// A RoleBinding or ClusterRoleBinding.
  case binding(RBACBinding)
  /// An access entry, possibly a part of one.
  case accessEntry(AccessEntry)
  /// That access entries were listed: all of them, or one page of several.
  case accessEntryList(isWhole: Bool)
  /// A Pod Identity association, possibly a part of one.
  case podIdentityAssociation(PodIdentityAssociation)
  /// Something that runs pods.
  case workload(Workload)
  /// A namespace.
  case namespace(ClusterNamespace)
  /// A Secret with a token of a service account.
  case tokenSecret(TokenSecret)
  /// A machine.
  case node(ClusterNode)
  /// A group of machines with a role.
  case nodePool(NodePool)
  /// A Fargate profile.
  case fargateProfile(FargateProfile)
  /// A role of a part of the cluster.
  case serviceRole(ServiceRole)
  /// An identity provider for people.
  case identityProvider(ClusterIdentityProvider)
  /// A policy about where pods may send to.
  case networkPolicy(NetworkPolicy)
  /// A role that the webhook injects by its configuration.
  case webhookRole(WebhookRole)
  /// What looks at pods before they are created.
  case admissionControl(AdmissionControl)
  /// That all mutating webhooks were listed.
  case mutatingWebhookList
}

extension ClusterObject {
  /// What can exist once in a cluster.
  var key: String {
    switch self {
    case .description(let cluster): "cluster/\(cluster.name ?? "")"
    case .awsAuth(let auth):
      auth.isEffective
        ? "aws-auth/\(auth.mappings.first?.source.rawValue ?? "")"
        : "aws-auth/\(auth.problems.count)"
    case .serviceAccount(let account): "sa/\(account.namespace)/\(account.name)"
    case .role(let role): "role/\(role.namespace ?? "")/\(role.name)"
    case .binding(let binding): "binding/\(binding.namespace ?? "")/\(binding.name)"
    case .accessEntry(let entry): "entry/\(entry.principalARN.display)"
    case .accessEntryList(let isWhole): "entries/\(isWhole)"
    case .podIdentityAssociation(let association):
      "association/\(association.namespace)/\(association.serviceAccount)"
    case .workload(let workload):
      "workload/\(workload.kind)/\(workload.namespace)/\(workload.name)"
    case .namespace(let namespace): "namespace/\(namespace.name)"
    case .tokenSecret(let secret): "secret/\(secret.namespace)/\(secret.name)"
    case .node(let node): "node/\(node.name)"
    case .nodePool(let pool): "pool/\(pool.name)"
    case .fargateProfile(let profile): "fargate/\(profile.name)"
    case .serviceRole(let role): "role-of/\(role.holder.rawValue)/\(role.name)"
    case .identityProvider(let provider): "provider/\(provider.name)"
    case .networkPolicy(let policy): "network/\(policy.namespace)/\(policy.name)"
    case .admissionControl(let control):
      "admission/\(control.kind.rawValue)/\(control.name)/\(control.coversPods)"
    case .mutatingWebhookList: "admission"
    case .webhookRole(let role): "webhook/\(role.namespace ?? "*")/\(role.serviceAccount)"
    }
  }
}

/// What an object says about the cluster it belongs to.
public struct ClusterReference: Hashable, Sendable {
  /// The cluster's name.
  public var name: String
  /// The cluster's ARN, if the object tells it.
  public var arn: String?
  /// The template that declares the cluster, if its name is not known in full.
  public var template: String?

  /// Makes a reference.
  public init(name: String, arn: String? = nil, template: String? = nil) {
    self.name = name
    self.arn = arn
    self.template = template
  }
}
