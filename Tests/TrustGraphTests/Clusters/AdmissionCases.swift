extension EdgeCase {
  /// What webhooks and admission policies leave of who gets tokens by pods.
  static let admission: [EdgeCase] = [
    // MARK: Which pods have a role injected
    .init(
      0, "C webhook: a list without a webhook that injects: nothing does", own,
      objects(pods + list()), from: web, to: role, .no),
    .init(
      0, "D: on EKS the webhook is there, whatever the list shows", cluster(),
      objects(pods + list()), account(exact), from: web, to: role, .yes),
    .init(
      0, "C webhook: without a list of all webhooks one is taken to be there", own,
      objects(pods), from: web, to: role, .yes),
    .init(
      0, "C webhook: a webhook in a file of its own is no list", own,
      objects(pods + webhook("Mutating", "other", uid: false)), from: web,
      to: role, .yes),
    .init(
      0, "C webhook: the Pod Identity webhook injects", own,
      objects(pods + list(item("pod-identity-webhook"))), from: web, to: role,
      .yes),
    .init(
      0, "I: another webhook may do what that one does", own,
      objects(pods + list(item("vault"))), from: web, to: role,
      .depends("a webhook gives these pods the role")),
    .init(
      0, "D admission: a namespace that its selector leaves out", own,
      objects(
        pods + list(item("pod-identity-webhook", "namespaceSelector: \(without("payments"))"))),
      from: web, to: role, .no),
    .init(
      0, "D admission: a namespace that the inputs do not hold", own,
      objects(
        pods
          + list(
            item("pod-identity-webhook", "namespaceSelector: {matchLabels: {inject: 'true'}}"))),
      from: web, to: role, .depends("a webhook gives these pods the role")),
    .init(
      0, "D admission: a namespace with the label", own,
      objects(
        pods + namespace("inject: 'true'")
          + list(
            item("pod-identity-webhook", "namespaceSelector: {matchLabels: {inject: 'true'}}"))),
      from: web, to: role, .yes),
    .init(
      0, "D admission: a namespace without the label", own,
      objects(
        pods + namespace("team: a")
          + list(
            item("pod-identity-webhook", "namespaceSelector: {matchLabels: {inject: 'true'}}"))),
      from: web, to: role, .no),
    .init(
      0, "D admission: a pod that its selector leaves out", cluster(),
      objects(
        pods
          + list(
            item(
              "pod-identity-webhook",
              "objectSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}"))),
      account(exact), from: web, to: role, .no),
    .init(
      0, "D admission: expressions are not evaluated", own,
      objects(pods + list(item("pod-identity-webhook", "matchConditions: [{name: a}]"))), from: web,
      to: role, .depends("a webhook gives these pods the role")),
    .init(
      0, "C webhook: what it does not cover it does not change", own,
      objects(pods + list(item("pod-identity-webhook", resources: "services"))),
      from: web, to: role, .no),
    .init(
      0, "fact 5: the trust stands, whatever is injected", own, objects(pods + list()), from: token,
      to: role, .yes),

    // MARK: What may refuse a pod
    .init(
      0, "D admission: a validating webhook may refuse the pod", cluster(),
      objects(creates + webhook("Validating", "kyverno")), from: group, to: token,
      .depends("kyverno lets the pod in")),
    .init(
      0, "D admission: one that fails open too", cluster(),
      objects(creates + webhook("Validating", "kyverno", "failurePolicy: Ignore")), from: group,
      to: token, .depends("kyverno lets the pod in, or does not answer")),
    .init(
      0, "D admission: in the namespaces that it looks into only", cluster(),
      objects(
        creates + webhook("Validating", "kyverno", "namespaceSelector: \(without("payments"))")),
      from: group, to: token, .yes),
    .init(
      0, "I: who creates the pod writes its labels", cluster(),
      objects(
        creates
          + webhook("Validating", "kyverno", "objectSelector: {matchLabels: {check: 'true'}}")),
      from: group, to: token, .yes),
    .init(
      0, "D admission: one for other resources refuses no pod", cluster(),
      objects(creates + webhook("Validating", "certs", resources: "secrets")), from: group,
      to: token, .yes),
    .init(
      0, "D admission: malformed rules keep nobody out", cluster(),
      objects(
        creates
          + """
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata: {name: x}
          webhooks: [{name: x, rules: text}, 1]
          ---

          """), from: group, to: token, .yes),
    .init(
      0, "D admission: tokens are minted without a pod", cluster(),
      objects(
        rules(rule("create", "serviceaccounts/token")) + webhook("Validating", "kyverno")),
      from: group, to: token, .yes),
    .init(
      0, "D admission: all namespaces by a cluster role, each with what looks into it", cluster(),
      objects(
        clusterRules(rule("create", "pods"))
          + webhook("Validating", "kyverno", "namespaceSelector: \(without("other"))")),
      from: group, to: "sa-token:prod/other/batch", .yes),
    .init(
      0, "D admission: and where it does", cluster(),
      objects(
        clusterRules(rule("create", "pods"))
          + webhook("Validating", "kyverno", "namespaceSelector: \(without("other"))")),
      from: group, to: token, .depends("kyverno lets the pod in")),
    .init(
      0, "D admission policy: a binding that denies", cluster(),
      objects(creates + policy + policyBinding("Deny")), from: group, to: token,
      .depends("no-roles lets the pod in")),
    .init(
      0, "D admission policy: a binding that only warns", cluster(),
      objects(creates + policy + policyBinding("Warn")), from: group, to: token, .yes),
    .init(
      0, "D admission policy: a policy without a binding does nothing", cluster(),
      objects(creates + policy), from: group, to: token, .yes),
  ]

  private static let web = "workload:prod/payments/Pod/web"
  private static let creates = rules(rule("create", "pods"))

  /// A cluster that nothing shows to be of EKS, with the issuer that roles trust.
  private static let own = [
    "cluster.json": """
    {"cluster": {"name": "prod", "identity": {"oidc": {"issuer": "https://\(ownIssuer)"}}}}
    """
  ].merging(
    account(
      web(
        """
        {"StringEquals": {"\(ownIssuer):sub": "system:serviceaccount:payments:worker"}}
        """, issuer: ownIssuer), provider: ownIssuer)
  ) { $1 }

  private static let ownIssuer = "oidc.kops.example.com/prod"

  private static let pods = """
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: worker, namespace: payments, annotations: {eks.amazonaws.com/role-arn: "\(role)"}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: payments, labels: {app: web}}
    spec: {serviceAccountName: worker, containers: [{name: c, image: i}]}
    ---

    """

  private static func namespace(_ labels: String) -> String {
    """
    apiVersion: v1
    kind: Namespace
    metadata: {name: payments, labels: {\(labels)}}
    ---

    """
  }

  private static func without(_ namespace: String) -> String {
    "{matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, "
      + "values: [\(namespace)]}]}"
  }

  private static func hook(_ name: String, _ more: String, _ resources: String) -> String {
    let rule =
      "{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [\(resources)]}"
    return "{name: \(name), rules: [\(rule)]\(more.isEmpty ? "" : ", " + more)}"
  }

  private static func item(
    _ name: String, _ more: String = "", resources: String = "pods"
  ) -> String {
    """
    {apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration,
     metadata: {name: \(name), uid: u}, webhooks: [\(hook(name, more, resources))]}
    """
  }

  /// What `kubectl get --raw` prints of all mutating webhooks.
  private static func list(_ items: String...) -> String {
    """
    apiVersion: admissionregistration.k8s.io/v1
    kind: MutatingWebhookConfigurationList
    items: [\(items.joined(separator: ", "))]
    ---

    """
  }

  private static func webhook(
    _ kind: String, _ name: String, _ more: String = "", resources: String = "pods",
    uid: Bool = true
  ) -> String {
    """
    apiVersion: admissionregistration.k8s.io/v1
    kind: \(kind)WebhookConfiguration
    metadata: {name: \(name)\(uid ? ", uid: u" : "")}
    webhooks: [\(hook(name, more, resources))]
    ---

    """
  }

  private static let policy = """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicy
    metadata: {name: no-roles}
    spec:
      matchConstraints:
        resourceRules:
        - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
      validations: [{expression: "object.spec.serviceAccountName == 'default'"}]
    ---

    """

  private static func policyBinding(_ action: String) -> String {
    """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicyBinding
    metadata: {name: b}
    spec: {policyName: no-roles, validationActions: [\(action)]}
    ---

    """
  }
}
