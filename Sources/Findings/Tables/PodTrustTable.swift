extension FactTable {
  static let podTrust = FactTable(
    "pod_trust", "A trust of EKS Pod Identity.",
    rows: { $0.podTrusts },
    columns: [
      .number("id", "The `trust` that it belongs to.") { $0.trust },
      .number("role", "The role, a `principal`.") { $0.role },
      .flag("is_live", "Whether anybody can use the trust at all.") { $0.isLive },
      .truth("holds", "Whether it is decided: null when it rests on something not understood.") {
        $0.holds
      },
      .flag("asks_cluster", "Whether a condition asks for one cluster by its ARN.") {
        $0.asksCluster
      },
      .flag("asks_account", "Whether a condition asks for an account or organisation.") {
        $0.asksAccount
      },
      .flag("asks_service_account", "Whether a condition asks for namespace, account or name.") {
        $0.asksServiceAccount
      },
      .number("clusters", "How many clusters of the inputs could use it.") { $0.clusters },
      .place("at", "The statement.") { $0.range },
    ])
}
