extension FactTable {
  static let intent = FactTable(
    "intent", "A trust that somebody wrote down as intended.",
    rows: { $0.intents },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("source", "Who may, with `*` for any text.") { $0.source },
      .text("target", "The role, with `*` for any text.") { $0.target },
      .number("uses", "How many trusts that somebody can use it covers.") { $0.uses },
      .place("at", "Its entry.") { $0.range },
    ])
}
