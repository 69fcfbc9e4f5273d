import Logic

extension FactTable {
  static let federation = FactTable(
    "federation", "What a trust for web identity tokens accepts.",
    narrowedBy: ["family"],
    rows: { $0.federations },
    columns: [
      .number("id", "The `trust` that it belongs to.") { $0.trust },
      .number("role", "The role, a `principal`.") { $0.role },
      .text("issuer", "The issuer, host and path without scheme.") { $0.issuer },
      .word("family", "`eks`, `github`, `gitlab`, …, `other`, or `unlisted`.") { $0.family },
      .flag("is_shared", "Whether tenants of different owners share the issuer.") { $0.isShared },
      .flag("is_live", "Whether anybody can use the trust at all.") { $0.isLive },
      .truth("holds", "Whether it is decided: null when it rests on something not understood.") {
        $0.holds
      },
      .truth("subject_missing", "Whether no condition narrows the subject.") { $0.subjectMissing },
      .truth("subject_vacuous", "Whether a condition names the subject and lets every one in.") {
        $0.subjectVacuous
      },
      .truth("any_tenant", "Whether subjects of other tenants get in.") { $0.scope.anyTenant },
      .truth("tenant_unanchored", "Whether a wildcard stands inside the tenant's name.") {
        $0.scope.isUnanchored
      },
      .truth("tenant_pinned", "Whether the claim that tells tenants apart, or an id, is pinned.") {
        $0.isTenantPinned
      },
      .truth(
        "any_workload", "Whether all workloads of a tenant get in; for a cluster, of a namespace."
      ) {
        $0.scope.anyWorkload
      },
      .truth("any_context", "Whether any branch, environment or event of a workload gets in.") {
        $0.scope.anyContext
      },
      .truth("pull_request", "Whether the context of pull requests is named.") {
        $0.scope.isPullRequest
      },
      .truth("custom_subject", "Whether a subject is not written as the issuer does by default.") {
        $0.isCustom
      },
      .maybeText("first_claim", "The claim that a custom subject begins with.") { $0.firstClaim },
      .maybeText("subjects", "The accepted subjects as written.") { $0.subjects },
      .text("circle", "The accepted subjects in one order; empty when any is.") { $0.circle },
      .maybeText("tenant", "The tenant that is named: owner, group, namespace.") {
        $0.scope.tenant
      },
      .maybeText("workload", "The workload that is named: repository, service account.") {
        $0.scope.workload
      },
      .truth("admits_guests", "For Cognito: whether unauthenticated identities get in.") {
        $0.admitsGuests
      },
      .flag("asks_authentication", "For Cognito: whether every way in asks how one signed in.") {
        $0.asksAuthentication
      },
      .truth("audience_bound", "Whether a condition narrows the audience.") { $0.audienceBound },
      .maybeNumber("client_ids", "How many audiences the provider accepts.") { $0.clientIDs },
      .truth("caller_picks_audience", "Whether the workload asks for the audience that it gets.") {
        $0.callerPicksAudience
      },
      .truth("pins_workload_id", "Whether a claim that names a repository or project is pinned.") {
        $0.pinsWorkloadID
      },
      .truth("pins_tenant_id", "Whether a claim that names an owner by id is pinned.") {
        $0.pinsTenantID
      },
      .truth("has_vacuous_claims", "Whether a claim is named in a condition that holds without it.")
      {
        Truth($0.vacuousClaims != nil)
      },
      .maybeText("vacuous_claims", "Claims that are named in conditions which hold without them.") {
        $0.vacuousClaims
      },
      .maybeText("dead_code", "Why the conditions can never match any token; null when they can.") {
        $0.deadCode
      },
      .truth("has_dead_condition", "Whether the conditions can never match any token.") {
        $0.hasDeadCondition
      },
      .truth(
        "provider_exists", "Whether the provider is among the role's account's; null if unknown."
      ) {
        $0.providerExists
      },
      .truth("provider_foreign", "Whether the provider named is in another account than the role.")
      {
        $0.isProviderForeign
      },
      .flag("clusters_known", "For clusters: whether any cluster of the inputs tells its issuer.") {
        $0.areClustersKnown
      },
      .flag("service_accounts_known", "For clusters: whether its service accounts are inputs.") {
        $0.areAccountsKnown
      },
      .truth(
        "cluster_known", "For clusters: whether the cluster is among the inputs; null if none is."
      ) {
        $0.isClusterKnown
      },
      .number("service_accounts", "For clusters: service accounts that are let in.") {
        $0.serviceAccountCount
      },
      .text("service_account_list", "For clusters: their names, as `namespace/name`.") {
        $0.serviceAccountList
      },
      .truth("subject_exists", "For clusters: whether every account that is named exists.") {
        $0.subjectExists
      },
      .text("missing_accounts", "For clusters: the named accounts that the inputs do not show.") {
        $0.missingAccounts
      },
      .flag("names_default", "For clusters: whether an account called `default` is named.") {
        $0.namesDefault
      },
      .truth(
        "unannotated",
        "For clusters: whether the one account that is named exists, and nothing intends the role for it."
      ) { $0.isUnannotated },
      .text("creators", "For clusters: who may create the one account that is named.") {
        $0.creators
      },
      .truth("cluster_elsewhere", "For clusters: whether the cluster is in another account.") {
        $0.isClusterElsewhere
      },
      .truth("reaches_other_account", "Whether the role can assume a role in another account.") {
        $0.reachesOtherAccount
      },
      .place("subject_at", "The condition on the subject, or the statement.") { $0.subjectRange },
      .place("at", "The statement.") { $0.range },
    ])
}
