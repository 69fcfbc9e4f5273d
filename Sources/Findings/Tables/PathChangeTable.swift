import TrustGraph

extension FactTable {
  static let pathChange = FactTable(
    "path_change",
    "A trust path that a change opens or alters; empty unless a change is laid over exports.",
    narrowedBy: ["kind"],
    rows: { $0.pathChanges },
    columns: [
      .number("id", "Its number; a rule's column `path` shows its steps.") { $0.id },
      .word("kind", "`opened`, `widened`, `altered` or `strengthened`.") { $0.kind },
      .text("source", "Where it starts.") { $0.source },
      .text("target", "Where it ends.") { $0.target },
      .text("target_account", "The account that it ends in, as displayed.") { $0.targetAccount },
      .number("hops", "How many steps, those of existing roles included.") { $0.hops },
      .number(
        "exposure", "How many can start it: 0 one own principal to 5 anyone; -1 an AWS service."
      ) { $0.exposure },
      .number("target_reach", "What its end can do, 0 to 4.") { Int($0.change.reach.rawValue) },
      .word(
        "matrix_severity",
        "Severity for that many and what the end can do; `info` where whoever starts it gains nothing."
      ) { $0.severity.word },
      .truth("holds", "Whether it works: null when it rests on something not understood.") {
        $0.holds
      },
      .number("others", "How many more the same statements give the same step.") { $0.others },
      .text("before", "What its decisive step asked for before; empty where there was none.") {
        $0.before
      },
      .text("after", "What its decisive step asks for now.") { $0.after },
      .text("walk", "Its nodes, in order.") { $0.walk },
      .place("at", "The decisive statement.") { $0.range },
    ])
}
