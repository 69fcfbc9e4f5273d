import Estate

/// A kind of evidence that the inputs lack: what it hides, and who could export it how.
struct EvidenceGap: Sendable {
  /// What it is called inside a sentence.
  let name: String
  /// Whether the inputs hold it.
  let isPresent: @Sendable (Coverage) -> Bool
  /// What cannot be told without it.
  let hides: String
  /// Read-only commands for the owner of the account or cluster.
  let commands: [String]

  /// Every kind of evidence, in the order of the coverage record.
  static let all: [EvidenceGap] = [
    EvidenceGap(
      name: "service control policies", isPresent: \.scp,
      hides: "A guardrail of the organisation may stop a path that is shown as allowed.",
      commands: organizationCommands("SERVICE_CONTROL_POLICY")),
    EvidenceGap(
      name: "resource control policies", isPresent: \.rcp,
      hides: "A guardrail on roles may stop callers from outside that are shown as allowed.",
      commands: organizationCommands("RESOURCE_CONTROL_POLICY")),
    EvidenceGap(
      name: "permissions boundaries", isPresent: \.boundaries,
      hides: "What a boundary takes away from a principal stays undecided.",
      commands: ["aws iam get-account-authorization-details --output json"]),
    EvidenceGap(
      name: "managed policies", isPresent: \.managedPolicies,
      hides: "What an attached policy allows, sts:AssumeRole included, stays undecided.",
      commands: ["aws iam get-account-authorization-details --output json"]),
    EvidenceGap(
      name: "OIDC providers", isPresent: \.oidcProviders,
      hides: "Whether a federated trust has a provider, and which audiences it accepts.",
      commands: [
        "aws iam list-open-id-connect-providers",
        "aws iam get-open-id-connect-provider --open-id-connect-provider-arn ARN",
      ]),
    EvidenceGap(
      name: "SAML providers", isPresent: \.samlProviders,
      hides: "Whether a SAML trust has a provider, and who signs for it.",
      commands: [
        "aws iam list-saml-providers", "aws iam get-saml-provider --saml-provider-arn ARN",
      ]),
    EvidenceGap(
      name: "Kubernetes roles and bindings", isPresent: \.rbac,
      hides: "What a principal that logs in to a cluster may do there.",
      commands: [
        "kubectl get roles,rolebindings,clusterroles,clusterrolebindings,serviceaccounts -A -o yaml"
      ]),
    EvidenceGap(
      name: "EKS access entries", isPresent: \.accessEntries,
      hides: "Logins that do not come from aws-auth, cluster administrators among them.",
      commands: [
        "aws eks list-access-entries --cluster-name CLUSTER",
        "aws eks describe-access-entry --cluster-name CLUSTER --principal-arn ARN",
        "aws eks list-associated-access-policies --cluster-name CLUSTER --principal-arn ARN",
      ]),
    EvidenceGap(
      name: "Kubernetes workloads", isPresent: \.workloads,
      hides: "Which service accounts are in use, by what, and which pods reach their machine.",
      commands: [
        "kubectl get pods,deployments,statefulsets,daemonsets,jobs,cronjobs,namespaces,nodes -A "
          + "-o yaml"
      ]),
  ]

  private static func organizationCommands(_ kind: String) -> [String] {
    [
      "aws organizations list-roots > roots.json",
      "aws organizations list-parents --child-id ID > parents-of-ID.json",
      "aws organizations list-policies --filter \(kind) > policies.json",
      "aws organizations describe-policy --policy-id ID > policy-ID.json",
      "aws organizations list-targets-for-policy --policy-id ID > targets-for-policy-ID.json",
    ]
  }

  /// The kinds that the inputs lack.
  static func missing(in coverage: Coverage) -> [EvidenceGap] {
    all.filter { !$0.isPresent(coverage) }
  }
}
