extension FactTable {
  static let nodeRole = FactTable(
    "node_role", "The role of a cluster's machines.",
    rows: { $0.nodeRoles },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("cluster", "The cluster's name.") { $0.cluster },
      .text("pool", "The node group, node class or instance profile.") { $0.pool },
      .word("kind", "`managed`, `self-managed`, `auto-mode`, `karpenter` or `eksctl`.") { $0.kind },
      .text("role_arn", "The role, or the profile where no input names the role.") { $0.roleARN },
      .maybeNumber("role", "That role, where it is among the inputs.") { $0.role },
      .flag("has_role", "Whether that role is among the inputs.") { $0.role != nil },
      .number("reach", "What it can do, alone or by assuming others, 0 to 4.") { $0.reach },
      .truth("reachable", "Whether pods get its credentials from the metadata service.") {
        $0.isReachable
      },
      .number("host_pods", "Workloads on the machines' own network, which always do.") {
        $0.hostPods
      },
      .text("excess", "Its policies beyond what machines of a cluster need, with commas.") {
        $0.excess
      },
      .number(
        "excess_level",
        "0 for none, 1 for the network plug-in's, 2 for writing images, 3 for others."
      ) { $0.excessLevel },
      .flag("is_sensitive", "Whether its own policies reach identities, secrets or keys.") {
        $0.assumes
      },
      .text("others", "Whom its trust lets in besides machines; empty for nobody.") { $0.others },
      .place("metadata_at", "The metadata options, or the node group.") { $0.metadataRange },
      .place("at", "The node group.") { $0.range },
    ])
}
