extension FactTable {
  static let podIdentity = FactTable(
    "pod_identity", "An EKS Pod Identity association.",
    rows: { $0.associations },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("cluster", "The cluster's name.") { $0.cluster },
      .text("node", "The service account's token in reports.") { $0.node },
      .text("namespace", "The namespace.") { $0.namespace },
      .text("service_account", "The service account's name.") { $0.serviceAccount },
      .maybeText("role_arn", "The role; null where only a list was supplied.") { $0.roleARN },
      .maybeNumber("role", "That role, where it is among the inputs.") { $0.role },
      .flag("has_role", "Whether that role is among the inputs.") { $0.role != nil },
      .flag("role_account_exported", "Whether the role's account was exported.") {
        $0.isRoleAccountExported
      },
      .truth("role_missing", "Whether its account was exported without it.") { $0.isRoleMissing },
      .truth("role_elsewhere", "Whether the role is in another account than the cluster.") {
        $0.isRoleElsewhere
      },
      .truth("trusted", "Whether the role's trust lets Pod Identity in.") { $0.isTrusted },
      .truth("may_tag", "Whether it also lets it tag sessions.") { $0.mayTag },
      .truth("tags_off", "Whether sessions carry no tags; null when the output does not say.") {
        $0.tagsAreOff
      },
      .truth("asks_tags", "Whether the trust asks for session tags.") { $0.asksTags },
      .truth("tags_optional", "Whether a condition on tags holds also without them.") {
        $0.tagsAreOptional
      },
      .flag("has_target", "Whether a second role follows.") { $0.targetARN != nil },
      .text("target_arn", "The second role; empty where there is none.") { $0.targetARN ?? "" },
      .maybeNumber("target", "That role, where it is among the inputs.") { $0.target },
      .maybeNumber("target_reach", "What it can do, 0 to 4.") { $0.targetReach },
      .truth("binds_external_id", "Whether its trust asks the first role for an exact ExternalId.")
      {
        $0.bindsExternalID
      },
      .flag("accounts_known", "Whether service accounts of the cluster are among the inputs.") {
        $0.areAccountsKnown
      },
      .truth("account_exists", "Whether the service account exists; null if not all were supplied.")
      {
        $0.accountExists
      },
      .flag("is_annotated", "Whether the service account is annotated with a role as well.") {
        $0.isAnnotated
      },
      .flag("on_fargate", "Whether its namespace runs on Fargate, where it has no effect.") {
        $0.isOnFargate
      },
      .flag("is_owned", "Whether an add-on made it.") { $0.isOwned },
      .place("at", "The association.") { $0.range },
    ])
}
