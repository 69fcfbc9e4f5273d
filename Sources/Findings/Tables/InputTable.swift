import Text

extension FactTable {
  static let remark = FactTable(
    "remark", "Something that was noticed while an input was read.", narrowedBy: ["code"],
    rows: { facts in facts.remarks.enumerated().map { ($0.offset + 1, $0.element) } },
    columns: [
      .number("id", "Its number.") { $0.0 },
      .text("code", "What kind; docs/diagnostics.md lists them.") { $0.1.code },
      .text("message", "The same in words.") { $0.1.message },
      .text("severity", "`note`, `warning` or `error`.") { $0.1.severity.rawValue },
      .place("at", "The place.") { $0.1.range },
    ])

  static let gap = FactTable(
    "gap", "A kind of evidence that the inputs lack, or have in part.",
    rows: { $0.gaps },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("code", "What is missing.") { $0.code },
      .text("what", "The same in words.") { $0.what },
      .text("subject", "Whose it is: an account, a file, or the inputs as a whole.") { $0.subject },
      .text("hides", "What cannot be said without it.") { $0.hides },
      .text("way", "What to do about it, as a sentence.") { $0.way },
      .place("at", "The place, where there is one.") { $0.range },
    ])
}
