import TrustGraph

extension FactTable {
  static let escalation = FactTable(
    "escalation",
    "The best way of one family by which a principal gains rights with permissions alone.",
    rows: { $0.escalations },
    columns: [
      .number("id", "Its number.") { $0.id },
      .number("principal", "Who gains, a `principal`; never an administrator.") { $0.principal },
      .text(
        "family",
        "`own-rights`, `takeover`, `new-resource`, `existing-resource`, `identity-provider` or "
          + "`organization`."
      ) { $0.escalation.family.rawValue },
      .text("way", "Row of the edge catalogue, such as `iam-007`.") { $0.escalation.way },
      .text("means", "What it takes, in words.") { $0.escalation.means },
      .text("target", "Whom it becomes or acts as.") { $0.escalation.target },
      .number("target_reach", "What that can do, 3 or 4.") { $0.reach },
      .number("others", "How many other rows of the family give it something.") {
        $0.escalation.others
      },
      .truth("holds", "Whether it is decided: null when it rests on something not known.") {
        $0.escalation.holds
      },
      .place("at", "The statement that allows it.") { $0.range },
    ])
}
