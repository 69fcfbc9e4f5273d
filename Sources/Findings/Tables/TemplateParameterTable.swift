extension FactTable {
  static let templateParameter = FactTable(
    "template_parameter", "A template parameter that was not given, where a trust policy uses it.",
    rows: { $0.templateParameters },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("parameter", "Its name.") { $0.name },
      .number("role", "The role, a `principal`.") { $0.role },
      .word("place", "`principal` or `condition`.") { $0.place },
      .flag("is_constrained", "Whether allowed values or a pattern exclude `*`.") {
        $0.isConstrained
      },
      .flag("is_whole", "Whether it is the whole value, so that it could be `*`.") { $0.isWhole },
      .place("at", "The value that uses it.") { $0.range },
    ])
}
