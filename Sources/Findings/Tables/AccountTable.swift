extension FactTable {
  static let account = FactTable(
    "account", "An account that the inputs export, declare resources in, or list as a member.",
    rows: { $0.accounts },
    columns: [
      .text("account", "12 digits, or what a template writes.") { $0.id },
      .maybeText("name", "Its alias or name, where known.") { $0.name },
      .flag("is_exported", "Whether its principals are among the inputs.") { $0.isExported },
      .flag("from_template", "Whether only a template names it.") { $0.isFromTemplate },
      .truth("is_member", "Whether it is in the organisation; null without an account list.") {
        $0.isMember
      },
      .flag("is_management", "Whether it is the organisation's management account.") {
        $0.isManagement
      },
    ])
}
