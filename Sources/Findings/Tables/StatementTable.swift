extension FactTable {
  static let statement = FactTable(
    "statement",
    "A statement of an identity policy that can decide about trust: it names IAM, STS or everything, "
      + "or says what it does not mean.",
    rows: { $0.statements },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("holder", "Who has the policy: the principal's ARN, or a managed policy's own.") {
        $0.holder
      },
      .text("policy", "The policy's name.") { $0.policy },
      .text("account", "The holder's account as displayed.") { $0.account },
      .flag("is_managed", "Whether it is a managed policy.") { $0.isManaged },
      .flag("is_aws_managed", "Whether AWS wrote it.") { $0.isAWSManaged },
      .number("holders", "How many principals have it.") { $0.holders },
      .number("position", "The statement's position in the policy, from 0.") { $0.position },
      .word("effect", "`Allow`, `Deny`, or empty when it cannot be read.") { $0.effect },
      .flag("has_condition", "Whether a condition narrows it.") { $0.hasCondition },
      .flag("not_action", "Whether it says `NotAction`.") { $0.isNotAction },
      .flag("not_resource", "Whether it says `NotResource`.") { $0.isNotResource },
      .truth("grants_everything", "Whether it allows every action on everything.") {
        $0.grantsEverything
      },
      .truth(
        "inverse_reaches_identity", "Whether a `NotAction` leaves IAM, STS or Organizations in."
      ) {
        $0.inverseReachesIdentity
      },
      .truth("assumes_any_role", "Whether it allows assuming any role, or any of an account.") {
        $0.assumesAnyRole
      },
      .truth("passes_any_role", "Whether it allows passing any role to any service.") {
        $0.passesAnyRole
      },
      .truth("mfa_denies_nothing", "Whether it denies without MFA, but not to access keys.") {
        $0.mfaDeniesNothing
      },
      .truth("mfa_if_exists", "Whether it allows with MFA, and to access keys without it.") {
        $0.mfaIfExists
      },
      .place("at", "The statement.") { $0.range },
    ])
}
