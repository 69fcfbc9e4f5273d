extension FactTable {
  static let principal = FactTable(
    "principal", "An IAM user, role or group.", narrowedBy: ["kind"],
    rows: { $0.principals },
    columns: [
      .number("id", "Its number.") { $0.id },
      .word("kind", "`role`, `user` or `group`.") { $0.kind },
      .text("arn", "Its ARN, as a template writes it where it leaves parts open.") { $0.arn },
      .text("name", "Its name without path.") { $0.name },
      .text("account", "Its account as displayed; to show, not to compare.") { $0.account },
      .maybeText("account_id", "Its account's 12 digits; null when a template leaves them open.") {
        $0.accountID
      },
      .flag("from_template", "Whether a template declares it.") { $0.isFromTemplate },
      .number("reach", "What it can do, alone or by assuming others: 0 nothing to 4 everything.") {
        $0.reach
      },
      .number("own_reach", "What it can do by its own policies, 0 to 4.") { $0.ownReach },
      .truth("is_admin", "Whether its own policies make it an administrator.") { $0.isAdmin },
      .flag(
        "leans_on_others",
        "Whether somebody stronger whom it may change, and no input lists, would make it one."
      ) { $0.leansOnOthers },
      .flag("reach_complete", "Whether every policy that counts is among the inputs.") {
        $0.isReachComplete
      },
      .flag(
        "scp_complete",
        "Whether every service control policy that limits it is among the inputs."
      ) {
        $0.isCeilingKnown
      },
      .maybeNumber(
        "exposure",
        "How many can become it, directly or by a chain: 0 one own principal to 5 anyone."
      ) { $0.exposure },
      .flag("is_service_linked", "Whether it is a service-linked role.") { $0.isServiceLinked },
      .flag("is_sso", "Whether IAM Identity Center made it.") { $0.isSSO },
      .flag("is_organization_admin", "Whether its name is that of an organisation-wide admin role.")
      {
        $0.isOrganizationAdmin
      },
      .flag("has_boundary", "Whether it has a permissions boundary.") { $0.hasBoundary },
      .maybeText("last_used", "When it was last used, as exported.") { $0.lastUsed },
      .place("admin_at", "The statement that gives most of its own power.") { $0.adminRange },
      .place("at", "Its object.") { $0.range },
    ])
}
