import TrustGraph

extension FactTable {
  static let path = FactTable(
    "path",
    "A chain of steps from somebody to an administrator, or from a workload to another account.",
    narrowedBy: ["kind", "entry_role"],
    rows: { $0.paths },
    columns: [
      .number("id", "Its number; a rule's column `path` shows its steps.") { $0.id },
      .word(
        "kind",
        "`outside-admin`, `own-admin`, `cross-account`, `workload`, `outside-cluster` or `through-cluster`."
      ) { $0.kind },
      .text("source", "Where it starts.") { $0.source },
      .text("target", "Where it ends.") { $0.target },
      .text("target_account", "The account that it ends in, as displayed.") { $0.targetAccount },
      .number("entry_role", "The first role on it, a `principal`; 0 when there is none.") {
        $0.entryRole
      },
      .number("hops", "How many steps.") { $0.hops },
      .number("exposure", "How many can start it: 0 one own principal to 5 anyone.") {
        $0.exposure
      },
      .number("target_reach", "What its end can do, 0 to 4.") { Int($0.targetReach.rawValue) },
      .maybeWord("matrix_severity", "Severity for that many and what the end can do.") {
        $0.severity?.word
      },
      .truth("is_open", "Whether it works: null when a step rests on something not understood.") {
        $0.isOpen
      },
      .flag("asks_mfa", "Whether every step asks for MFA.") { $0.asksMFA },
      .truth("is_exact", "Whether every step names exactly one caller.") { $0.isExact },
      .truth("crosses_accounts", "Whether a step leads to another account.") {
        $0.crossesAccounts
      },
      .text("walk", "Its nodes, in order.") { $0.walk },
      .text("weak_step", "The step with the weakest guard; empty when every step is exact.") {
        $0.weakStep
      },
      .place("at", "The trust statement of the weakest step.") { $0.range },
    ])
}
