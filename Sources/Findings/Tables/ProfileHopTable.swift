extension FactTable {
  static let profileHop = FactTable(
    "profile_hop", "A step of a profile, held against the trust policy of the role that it names.",
    rows: { $0.profileHops },
    columns: [
      .number("id", "Its number.") { $0.id },
      .number("profile", "The `profile`.") { $0.profile },
      .number("step", "Its position in the chain, from 0.") { $0.step },
      .text("role_arn", "The role that it assumes.") { $0.roleARN },
      .truth("works", "Whether it works: null when that depends on what was not supplied.") {
        $0.works
      },
      .maybeText("code", "Why it does not.") { $0.code },
      .maybeText("why", "Why it does not, or what it depends on, in words.") { $0.why },
      .place("at", "The setting that names the role.") { $0.range },
    ])
}
