import Kubernetes
import Logic
import Testing

@testable import TrustGraph

/// One edge case of who reaches what in and through a cluster, with the authority for the answer.
///
/// `C` is upstream source, `D` AWS or Kubernetes documentation, `M` the AWS service model, `IAM`
/// the semantics of policies.
struct EdgeCase: CustomTestStringConvertible, Sendable {
  /// What the graph must say.
  enum Answer: Sendable {
    /// Nobody gets from one to the other.
    case no
    /// For certain.
    case yes
    /// It depends, on something in whose words this text occurs.
    case depends(String)
  }

  let number: Int
  let authority: String
  let files: [String: String]
  let from: String
  let to: String
  let answer: Answer

  init(
    _ number: Int, _ authority: String, _ files: [String: String]..., from: String, to: String,
    _ answer: Answer
  ) {
    self.number = number
    self.authority = authority
    self.files = files.reduce(into: [:]) { all, some in all.merge(some) { $1 } }
    self.from = from
    self.to = to
    self.answer = answer
  }

  var testDescription: String { "\(number) \(authority): \(from) → \(to)" }

  // MARK: Inputs

  static let issuer = "oidc.eks.eu-west-1.amazonaws.com/id/A1"
  static let role = "arn:aws:iam::111122223333:role/worker"
  static let masters = "k8s-group:prod/system:masters"
  static let token = "sa-token:prod/payments/worker"
  static let account = "sa:prod/payments/worker"
  static let group = "k8s-group:prod/dev"

  /// describe-cluster with the authentication mode and what else is given.
  static func cluster(_ mode: String = "API_AND_CONFIG_MAP", _ more: String = "") -> [String:
    String]
  {
    [
      "cluster.json": """
      {"cluster": {"name": "prod", "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/prod",
       "identity": {"oidc": {"issuer": "https://\(issuer)"}}\(more),
       "accessConfig": {"authenticationMode": "\(mode)"}}}
      """
    ]
  }

  /// A role whose trust policy has the statements.
  static func account(
    _ trust: String, allows: String? = nil, account: String = "111122223333",
    name: String = "worker", provider: String? = nil, audiences: String = #""sts.amazonaws.com""#
  ) -> [String: String] {
    let policies = allows.map {
      """
      {"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [\($0)]}}
      """
    }
    let arn = "arn:aws:iam::\(account):oidc-provider/\(provider ?? issuer)"
    return [
      "\(account).json": """
      {"RoleDetailList": [{"Arn": "arn:aws:iam::\(account):role/\(name)", "RoleName": "\(name)",
       "RoleId": "AROA", "Path": "/", "CreateDate": "2025-01-01T00:00:00+00:00",
       "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [\(trust)]},
       "RolePolicyList": [\(policies ?? "")], "AttachedManagedPolicies": []}]}
      """,
      "\(account)-providers.json": """
      {"OpenIDConnectProviderList": [{"Arn": "\(arn)", "Url": "\(provider ?? issuer)",
       "ClientIDList": [\(audiences)]}]}
      """,
    ]
  }

  /// A web identity trust with the condition, of the provider in the account.
  static func web(
    _ condition: String?, account: String = "111122223333", issuer: String = issuer
  ) -> String {
    """
    {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
     "Principal": {"Federated": "arn:aws:iam::\(account):oidc-provider/\(issuer)"}
     \(condition.map { ", \"Condition\": \($0)" } ?? "")}
    """
  }

  static let exact = web(
    """
    {"StringEquals": {"\(issuer):sub": "system:serviceaccount:payments:worker",
     "\(issuer):aud": "sts.amazonaws.com"}}
    """)

  /// Service accounts `payments/worker` and `other/batch`, and what else is given.
  static func objects(_ more: String = "") -> [String: String] {
    [
      "objects.yaml": """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: worker, namespace: payments}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: batch, namespace: other}
      ---
      \(more)
      """
    ]
  }

  /// A Role and its binding to the group `dev` in a namespace.
  static func rules(_ rules: String, in namespace: String = "payments") -> String {
    """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: r, namespace: \(namespace)}
    rules: [\(rules)]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: r, namespace: \(namespace)}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
    subjects: [{kind: Group, name: dev}]
    ---

    """
  }

  /// A ClusterRole and its binding to the group `dev` in the whole cluster.
  static func clusterRules(_ rules: String) -> String {
    """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: r}
    rules: [\(rules)]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: r}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
    subjects: [{kind: Group, name: dev}]
    ---

    """
  }

  /// A rule in flow style.
  static func rule(
    _ verbs: String, _ resources: String, group: String = "", names: String? = nil
  ) -> String {
    """
    {apiGroups: ["\(group)"], resources: [\(resources)], verbs: [\(verbs)]\
    \(names.map { ", resourceNames: [\($0)]" } ?? "")}
    """
  }

  /// A RoleBinding or ClusterRoleBinding of a ClusterRole with the subjects.
  static func binding(_ role: String, _ subjects: String, in namespace: String? = nil) -> String {
    """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: \(namespace == nil ? "ClusterRoleBinding" : "RoleBinding")
    metadata: {name: b-\(role)\(namespace.map { ", namespace: \($0)" } ?? "")}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: \(role)}
    subjects: [\(subjects)]
    ---

    """
  }

  /// A Pod that runs as an account.
  static func pod(
    _ name: String, _ more: String = "", in namespace: String = "payments",
    as account: String = "worker"
  ) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name), namespace: \(namespace)}
    spec: {serviceAccountName: \(account)\(more), containers: [{name: c, image: i}]}
    ---

    """
  }

  /// A Pod Identity association of `payments/worker`.
  static func association(_ more: String = "") -> [String: String] {
    [
      "association.json": """
      {"association": {"clusterName": "prod", "namespace": "payments", "serviceAccount": "worker",
       "associationArn": "arn:aws:eks:eu-west-1:111122223333:podidentityassociation/prod/a-1",
       "associationId": "a-1", "roleArn": "\(role)"\(more)}}
      """
    ]
  }

  /// A trust of EKS for pods, with the actions and the condition.
  static func pods(_ actions: String, _ condition: String? = nil) -> String {
    """
    {"Effect": "Allow", "Action": [\(actions)], "Principal": {"Service": "pods.eks.amazonaws.com"}
     \(condition.map { ", \"Condition\": \($0)" } ?? "")}
    """
  }
}
