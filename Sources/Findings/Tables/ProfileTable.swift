import TrustGraph

extension FactTable {
  static let profile = FactTable(
    "profile", "A profile of an AWS CLI configuration file.",
    rows: { $0.profiles },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("name", "Its name.") { $0.name },
      .flag("assumes_role", "Whether it names a role.") { $0.assumesRole },
      .maybeText("role_arn", "The role that it names.") { $0.roleARN },
      .maybeText("identity", "Who the profile makes its user, as an ARN.") { $0.identity },
      .flag("has_static_key", "Whether it holds an access key.") { $0.hasStaticKey },
      .flag("is_example_key", "Whether that is the key of AWS's examples.") { $0.isExampleKey },
      .flag("is_used", "Whether a profile that assumes a role starts from it.") { $0.isUsed },
      .maybeNumber("reach", "What the role at the end can do, 0 to 4.") { $0.reach },
      .flag("starts_with_web_identity", "Whether a web identity token is where it starts.") {
        $0.startsWithWebIdentity
      },
      .truth("crosses_accounts", "Whether its steps lead through more than one account.") {
        $0.crossesAccounts
      },
      .place("key_at", "The access key.") { $0.keyRange },
      .place("at", "The profile.") { $0.range },
    ])

  static let profileProblem = FactTable(
    "profile_problem", "Something wrong with a profile.",
    rows: { $0.profileProblems },
    columns: [
      .number("id", "Its number.") { $0.id },
      .number("profile", "The `profile`.") { $0.profile },
      .word("kind", "What it is about: `source`, `loop`, `trust` or `duration`.") { $0.kind },
      .text("code", "What is wrong.") { $0.problem.code.rawValue },
      .flag("certain", "Whether no credentials file beyond the inputs could put it right.") {
        $0.problem.isCertain
      },
      .text("message", "The same in words.") { $0.problem.message },
      .place("at", "The setting.") { $0.problem.range },
    ])
}
