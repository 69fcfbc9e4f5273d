extension FactTable {
  static let placeholder = FactTable(
    "placeholder", "A text that somebody was meant to replace, or an id from AWS's examples.",
    rows: { $0.placeholders },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("text", "The placeholder itself.") { $0.text },
      .text("whole", "The whole value that holds it.") { $0.whole },
      .text("owner", "Whose it is: a principal's or policy's ARN, a cluster, a profile.") {
        $0.owner
      },
      .text("account", "The owner's account as displayed; empty when it has none.") { $0.account },
      .flag("is_documentation_account", "Whether it is an account id of AWS's examples.") {
        $0.isDocumentationAccount
      },
      .flag("is_account_id", "Whether it is 12 digits.") { $0.isAccountID },
      .flag("is_principal", "Whether it names who is trusted.") { $0.isPrincipal },
      .flag("from_template", "Whether it is in a template.") { $0.isFromTemplate },
      .place("at", "The value.") { $0.range },
    ])
}
