import Estate

extension FactTable {
  static let meta = FactTable(
    "meta", "What the run itself is: one row.",
    rows: { [$0] },
    columns: [
      .number("schema", "Version of the tables.") { _ in FactStore.schemaVersion },
      .text("as_of", "The date that ages are counted from, `YYYY-MM-DD`.") { $0.asOf },
      .flag("has_organization", "Whether an organisation's account list is among the inputs.") {
        $0.estate.organization != nil
      },
      .flag("has_service_control_policies", "Whether service control policies are.") {
        $0.estate.coverage.scp
      },
      .flag("has_resource_control_policies", "Whether resource control policies are.") {
        $0.estate.coverage.rcp
      },
      .flag("has_oidc_providers", "Whether IAM OIDC providers are.") {
        $0.estate.coverage.oidcProviders
      },
      .flag(
        "has_managed_policies",
        "Whether the documents of all attached policies are known, AWS's own from the catalogue."
      ) {
        $0.estate.coverage.managedPolicies
      },
      .flag("has_rbac", "Whether all Kubernetes bindings of every cluster are.") {
        $0.estate.coverage.rbac
      },
      .flag("has_intent", "Whether somebody wrote down which trust is intended.") {
        $0.estate.intents != nil
      },
    ])
}
