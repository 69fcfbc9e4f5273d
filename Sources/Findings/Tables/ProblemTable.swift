extension FactTable {
  static let problem = FactTable(
    "problem", "Something malformed or not understood in a policy.",
    rows: { $0.problems },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("code", "What kind: `unknown-operator`, `duplicate-key`, `malformed-value`, ….") {
        $0.code
      },
      .text("message", "What is wrong, in words.") { $0.message },
      .text("holder", "Whose policy: a principal's or a managed policy's ARN.") { $0.holder },
      .text("account", "The holder's account as displayed.") { $0.account },
      .flag("in_trust_policy", "Whether it is in a trust policy.") { $0.isInTrustPolicy },
      .flag("in_deny", "Whether the statement denies.") { $0.isInDeny },
      .place("at", "The place.") { $0.range },
    ])
}
