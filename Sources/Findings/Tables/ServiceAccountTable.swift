extension FactTable {
  static let serviceAccount = FactTable(
    "service_account", "A Kubernetes service account.",
    rows: { $0.serviceAccounts },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("node", "Its identifier in reports.") { $0.node },
      .text("cluster", "The cluster's name.") { $0.cluster },
      .text("namespace", "Its namespace.") { $0.namespace },
      .text("name", "Its name.") { $0.name },
      .flag("is_annotated", "Whether an annotation names an IAM role.") { $0.roleARN != nil },
      .maybeText("role_arn", "The role that the annotation names.") { $0.roleARN },
      .maybeNumber("role", "That role, where it is among the inputs.") { $0.role },
      .truth("role_missing", "Whether its account was exported without it; null if it was not.") {
        $0.isRoleMissing
      },
      .truth("role_refuses", "Whether the role's trust lets the account's tokens in nowhere.") {
        $0.isRefused
      },
      .maybeText("refusal", "Why: `issuer-mismatch`, `sub-mismatch` or `aud-mismatch`.") {
        $0.refusal
      },
      .truth("injected", "Whether a webhook gives the account's role to pods of its namespace.") {
        $0.isInjected
      },
      .place("at", "The annotation, or the object.") { $0.range },
    ])
}
