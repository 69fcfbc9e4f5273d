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
      .place("at", "The binding.") { $0.range },
    ])
}
