extension FactTable {
  static let drift = FactTable(
    "drift", "A role that both an account export and a template tell.",
    rows: { $0.drifts },
    columns: [
      .number("id", "Its number.") { $0.id },
      .number("role", "The exported role, a `principal`.") { $0.role },
      .truth("is_wider", "Whether the account lets in what the template does not.") { $0.isWider },
      .truth("is_narrower", "Whether the template lets in what the account does not.") {
        $0.isNarrower
      },
      .text("entry", "Whom the account lets in beyond the template; empty when nobody.") {
        $0.entry
      },
      .word("matrix_severity", "Severity for whom it lets in and what the role can do.") {
        $0.severity.word
      },
      .place("at", "The exported entry beyond the template, or the exported role.") { $0.range },
      .place("declared_at", "The template's resource.") { $0.declaredRange },
    ])
}
