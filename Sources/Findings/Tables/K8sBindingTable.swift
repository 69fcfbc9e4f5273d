import TrustGraph

extension FactTable {
  static let k8sBinding = FactTable(
    "k8s_binding", "What a RoleBinding or ClusterRoleBinding lets one of its subjects do.",
    rows: { $0.bindings },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("cluster", "The cluster's name.") { $0.cluster },
      .text("binding", "The binding's name.") { $0.binding },
      .maybeText("namespace", "Its namespace; null for the whole cluster.") { $0.namespace },
      .text("role", "Kind and name of the role.") { $0.role },
      .text("subject_kind", "`User`, `Group` or `ServiceAccount`.") { $0.subjectKind },
      .text("subject_name", "The subject's name.") { $0.subjectName },
      .truth("is_admin", "Whether it is the whole cluster, at once or by one more step.") {
        $0.isAdmin
      },
      .truth("changes_logins", "Whether it can change who may log in.") { $0.changesLogins },
      .truth("yields_tokens", "Whether it can get tokens of service accounts.") { $0.yieldsTokens },
      .text("summary", "What it allows, in words.") { $0.summary },
      .text("powers", "What it allows beyond the objects that it names, in words with commas.") {
        $0.powers
      },
      .flag("is_held", "Whether an IAM principal or a workload is known to be the subject.") {
        $0.isHeld
      },
      .flag("is_everyone", "Whether the subject is everybody who can reach the cluster.") {
        $0.isEveryone
      },
      .flag("is_system", "Whether Kubernetes or EKS made it for a part of its own.") {
        $0.isSystem
      },
      .truth("logins_are_read", "Whether the cluster reads what says who may log in.") {
        $0.isAWSAuthRead
      },
      .flag("has_role", "Whether tokens that it can get lead to an IAM role.") {
        $0.strongest != nil
      },
      .number("role_reach", "What the strongest of those roles can do, 0 to 4.") {
        $0.strongest.map { Int($0.level.rawValue) } ?? 0
      },
      .text("iam_role", "The strongest of those roles; empty where there is none.") {
        $0.roleARN
      },
      .place("at", "The binding.") { $0.range },
    ])
}
