extension FactTable {
  static let serviceTrust = FactTable(
    "service_trust",
    "A trust for a service that tells for whose resource it acts; none for service-linked roles.",
    rows: { $0.serviceTrusts },
    columns: [
      .number("id", "The `trust` that it belongs to.") { $0.trust },
      .number("role", "The role, a `principal`.") { $0.role },
      .text("service", "The service principal as written.") { $0.service },
      .flag(
        "was_confused", "Whether the service is known to have acted for the wrong account once."
      ) {
        $0.wasConfused
      },
      .flag("is_live", "Whether anybody can use the trust at all.") { $0.isLive },
      .truth("holds", "Whether it is decided: null when it rests on something not understood.") {
        $0.holds
      },
      .word(
        "source",
        "What every way in asks about the source: `none`, `open` for ARNs of any account, `confined`."
      ) { $0.source },
      .flag("is_vacuous", "Whether a condition names the source, but holds without one.") {
        $0.isVacuous
      },
      .flag("is_contradictory", "Whether the account asked for is none of the ARNs asked for.") {
        $0.isContradictory
      },
      .truth("admits_foreign", "Whether it names another account than the role's.") {
        $0.admitsForeign
      },
      .text("foreign_accounts", "Those accounts, as far as they are known.") {
        $0.foreignAccounts
      },
      .maybeWord("foreign_severity", "Severity for these and what the role can do.") {
        $0.foreignSeverity?.word
      },
      .place("at", "The statement.") { $0.range },
    ])
}
