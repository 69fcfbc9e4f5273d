extension FactTable {
  static let trust = FactTable(
    "trust", "An Allow of a role's trust policy, for one principal entry.",
    narrowedBy: ["via", "trusted_account"],
    rows: { $0.trusts },
    columns: [
      .number("id", "Its number.") { $0.id },
      .number("role", "The role, a `principal`.") { $0.role },
      .number("statement", "The statement's position in the trust policy, from 0.") {
        $0.statement
      },
      .word("via", "`aws`, `service`, `oidc`, `saml`, or `none` where the entry fits nothing.") {
        $0.via
      },
      .word("party", "What is named: `anyone`, `account`, `role`, `user`, `service`, ….") {
        $0.party
      },
      .text("trusted", "The entry as written.") { $0.trusted },
      .word(
        "named",
        "What `callers` are: `party`, or `organization`, `unit`, `account`, `principal`."
      ) { $0.named },
      .text(
        "callers",
        "Who gets in: the entry, or those to whom conditions narrow everybody."
      ) { $0.callers },
      .word(
        "organization",
        "What `*` lets in of an organisation: `organization`, `unit`, or nothing."
      ) { $0.organization },
      .maybeText("trusted_account", "The one account of `callers`, 12 digits.") {
        $0.trustedAccount
      },
      .truth("own_account", "Whether every account of `callers` is the role's own.") {
        $0.isOwnAccount
      },
      .truth("outside", "Whether some account of `callers` is none of ours.") { $0.isOutside },
      .maybeText("vendor", "Who is known to own that account.") { $0.vendor },
      .flag("aws_owned", "Whether AWS is known to own that account.") { $0.isAWSOwned },
      .flag("is_live", "Whether anybody can use it at all.") { $0.dead == nil },
      .truth("is_intended", "Whether somebody wrote it down as intended; null without such a list.")
      {
        $0.isIntended
      },
      .truth(
        "missing", "Whether the user or role does not exist; null where a list of them is missing."
      ) { $0.isMissing },
      .word("dead", "Why nobody can use it; empty when somebody can.") { $0.dead ?? "" },
      .text("denied_by", "The resource control policies that stop it, where they do.") {
        $0.deniedBy
      },
      .truth("holds", "Whether it is decided: null when it rests on something not understood.") {
        $0.holds
      },
      .maybeNumber("exposure", "How many get in: 0 one own principal to 5 anyone.") { $0.exposure },
      .truth(
        "may_name_anyone", "Null when a template leaves open whether the entry is `*`, else 0."
      ) { $0.mayNameAnyone },
      .maybeWord("matrix_severity", "Severity for that many and what the role can do.") {
        $0.severity?.word
      },
      .maybeWord("raised_severity", "One step above `matrix_severity`.") {
        $0.severity?.raised(by: 1).word
      },
      .maybeWord("lowered_severity", "One step below `matrix_severity`.") {
        $0.severity?.raised(by: -1).word
      },
      .word(
        "external_id",
        "What the ExternalId condition is worth: `none`, `vacuous`, `pattern`, `exact`."
      ) {
        $0.externalID
      },
      .flag("asks_external_id", "Whether every way in asks for an ExternalId.") {
        $0.asksExternalID
      },
      .flag("asks_mfa", "Whether every way in asks for MFA.") { $0.asksMFA },
      .flag("asks_organization", "Whether every way in asks for given organisations.") {
        $0.asksOrganization
      },
      .flag("asks_account", "Whether every way in asks for given accounts of the caller.") {
        $0.asksAccount
      },
      .flag("asks_principal_arn", "Whether every way in asks for certain names of the caller.") {
        $0.asksPrincipalARN
      },
      .flag("asks_principal_tag", "Whether every way in asks for the caller's tags.") {
        $0.asksPrincipalTag
      },
      .flag("asks_network", "Whether every way in asks where the request comes from.") {
        $0.asksNetwork
      },
      .flag("asks_caller_chosen", "Whether every way in asks for values that the caller picks.") {
        $0.asksCallerChosen
      },
      .text(
        "circle",
        "The conditions on organisation, account, ARN, tags and network of the callers; or empty."
      ) { $0.circle },
      .flag("asks_nothing", "Whether nothing at all is asked.") { $0.asksNothing },
      .flag("condition_empty", "Whether the statement ends in an empty `Condition`.") {
        $0.hasEmptyCondition
      },
      .flag("mfa_if_exists", "Whether MFA is asked in a way that access keys pass without it.") {
        $0.mfaIfExists
      },
      .flag(
        "mfa_denies_nothing",
        "Whether a Deny of the policy asks for MFA, but access keys pass without it."
      ) { $0.hasMFADenial },
      .number("users", "Principals of the inputs that can use it.") { $0.users },
      .number("non_admin_users", "Of these, those that are no administrators themselves.") {
        $0.nonAdminUsers
      },
      .number(
        "user_callers", "Of these, IAM users; counted for roles that can do sensitive things."
      ) { $0.userCallers },
      .place("at", "The statement.") { $0.range },
      .place("entry_at", "The principal entry.") { $0.entryRange },
      .place("mfa_deny_at", "That Deny, where there is one.") { $0.mfaDenialRange },
    ])
}
