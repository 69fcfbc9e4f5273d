extension FactTable {
  static let bypass = FactTable(
    "bypass",
    "Two trusts of one role: one asks for something that the other lets the same callers omit.",
    rows: { $0.bypasses },
    columns: [
      .number("id", "Its number.") { $0.id },
      .number("role", "The role, a `principal`.") { $0.role },
      .number("guarded", "The `trust` that asks.") { $0.guarded },
      .number("open", "The `trust` that does not.") { $0.open },
      .word("guard", "What is asked: `mfa`, `externalid`, `network` or `oidc`.") { $0.guardName },
      .truth("same_callers", "Whether the second lets in everybody whom the first lets in.") {
        $0.sameCallers
      },
      .place("at", "The statement that does not ask.") { $0.range },
    ])
}
