extension FactTable {
  static let k8sMapping = FactTable(
    "k8s_mapping", "A way in which an IAM principal logs in to a cluster, or was meant to.",
    narrowedBy: ["via"],
    rows: { $0.mappings },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("cluster", "The cluster's name.") { $0.cluster },
      .word("via", "`aws-auth`, `access-entry` or `creator`.") { $0.via },
      .text("principal_arn", "The principal as written.") { $0.arn },
      .maybeNumber("principal", "The `principal`, where it is among the inputs.") { $0.principal },
      .truth("principal_exists", "Whether it exists; null when its account was not exported.") {
        $0.exists
      },
      .flag("account_exported", "Whether its account was exported.") { $0.isAccountExported },
      .flag("cluster_account_known", "Whether the cluster's account is known.") {
        $0.isClusterAccountKnown
      },
      .maybeText("account", "The principal's account, 12 digits.") { $0.account },
      .truth("other_account", "Whether that is another account than the cluster's.") {
        $0.isOtherAccount
      },
      .truth("outside", "Whether that account is none of ours.") { $0.isOutside },
      .flag("is_user", "Whether it maps an IAM user.") { $0.isUser },
      .flag("is_whole_account", "Whether it maps every principal of an account.") {
        $0.isWholeAccount
      },
      .text("username", "The cluster user, possibly a template.") { $0.username },
      .text("groups", "The cluster groups, with commas.") { $0.groups },
      .flag("is_dead", "Whether it never works.") { $0.isDead },
      .text("dead", "Why it never works; empty when it may.") { $0.dead },
      .text("dead_reason", "The same in words.") { $0.deadReason },
      .truth("holds", "Whether it works: null when that depends on what was not supplied.") {
        $0.holds
      },
      .flag("is_masters", "Whether `system:masters` is among the groups.") { $0.isMasters },
      .flag("has_node_group", "Whether a group of the kubelets is among the groups.") {
        $0.hasNodeGroup
      },
      .flag("has_node_username", "Whether the user name is that of a node.") {
        $0.hasNodeUsername
      },
      .truth("trusts_nodes", "Whether EC2, Fargate pods or hybrid nodes can be the principal.") {
        $0.trustsNodes
      },
      .truth("group_is_admin", "Whether a binding makes a group or the user cluster administrator.")
      {
        $0.isAdmin
      },
      .truth("admin_in_namespace", "Whether only within a namespace.") { $0.isNamespaceAdmin },
      .text("admin_by", "The binding that does; empty when none is known.") { $0.adminBy },
      .flag("group_template", "Whether the caller's session name flows into a group.") {
        $0.hasGroupTemplate
      },
      .flag(
        "username_template",
        "Whether the session name is all of the user name, or follows `system:`."
      ) {
        $0.hasUsernameTemplate
      },
      .flag("username_system", "Whether it follows `system:`.") { $0.hasSystemTemplate },
      .truth("caller_picks_session", "Whether whoever assumes the role picks the session's name.") {
        $0.callerPicksSession
      },
      .maybeNumber(
        "exposure", "How many can become the principal: 0 one own principal to 5 anyone."
      ) {
        $0.exposure
      },
      .maybeWord("matrix_severity", "Severity for that many, and the whole cluster.") {
        $0.severity?.word
      },
      .text("mode", "The cluster's authentication mode; empty when not supplied.") {
        $0.details.mode
      },
      .flag("is_standard", "Whether it is an access entry for people, not for machines.") {
        $0.details.isStandard
      },
      .text("policies", "Its access policies with their namespaces.") { $0.details.policies },
      .flag("policies_known", "Whether its access policies were supplied.") {
        $0.details.arePoliciesKnown
      },
      .word(
        "cluster_policy",
        "Its strongest policy for the whole cluster: `cluster-admin`, `admin`, `edit`, `admin-view`."
      ) { $0.details.clusterPolicy },
      .text("unknown_policies", "Access policies whose rules trustpath does not know.") {
        $0.details.unknownPolicies
      },
      .text("latent_namespaces", "Namespaces of its policies that the cluster has not.") {
        $0.details.latentNamespaces
      },
      .truth("differs_from_winner", "Whether the mapping that replaces it gives other rights.") {
        $0.details.differsFromWinner
      },
      .flag("is_random", "Whether another spelling of the user may win instead, at random.") {
        $0.details.isRandom
      },
      .flag("reserved_name", "Whether its user name has a prefix that EKS keeps for itself.") {
        $0.details.isReservedName
      },
      .flag("shared_name", "Whether another principal logs in under the same fixed name.") {
        $0.details.isSharedName
      },
      .text("unbound_groups", "Groups that no binding names.") { $0.details.unboundGroups },
      .truth(
        "has_unbound_group", "Whether there is one; null where not all bindings were supplied."
      ) {
        $0.details.hasUnboundGroup
      },
      .text("typo", "A group that is nearly `system:masters`, and gives nothing.") {
        $0.details.typo
      },
      .place("at", "The mapping.") { $0.range },
    ])
}
