extension FactTable {
  static let externalID = FactTable(
    "external_id", "A value that a trust demands as `sts:ExternalId`; equal values, equal number.",
    narrowedBy: ["value"], rows: { $0.externalIDs },
    columns: [
      .number("trust", "The `trust` that demands it.") { $0.trust },
      .number("role", "The role, a `principal`.") { $0.role },
      .number("value", "The number of the value; the value itself is in no table.") { $0.value },
      .maybeText("party", "Whom it is for: the vendor's name, or the account.") { $0.party },
      .flag("is_literal", "Whether the value is written in the file.") { $0.isLiteral },
      .flag(
        "is_given", "Whether a parameter's given value, or a change set, put it into a template."
      ) { $0.isGiven },
      .truth("is_defaulted", "Whether it comes from a parameter's default.") { $0.isDefaulted },
      .truth("is_parameter", "Whether a template parameter gives it.") { $0.isParameter },
      .truth("no_echo", "Whether that parameter is marked NoEcho.") { $0.isNoEcho },
      .truth("guessable", "Whether it is short, an account id, or taken from a name or an example.")
      {
        $0.isGuessable
      },
      .maybeText("why", "Why it can be guessed.") { $0.why },
      .flag("from_template", "Whether a template declares the role.") { $0.isFromTemplate },
      .place("at", "The value.") { $0.range },
    ])
}
