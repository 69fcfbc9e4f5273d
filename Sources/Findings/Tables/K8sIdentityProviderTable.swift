import Kubernetes

extension FactTable {
  static let k8sIdentityProvider = FactTable(
    "k8s_identity_provider", "An OIDC provider whose tokens a cluster takes from people.",
    rows: { $0.identityProviders },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("cluster", "The cluster's name.") { $0.cluster },
      .text("name", "The provider's name.") { $0.provider.name },
      .text("issuer", "Its issuer.") { $0.provider.issuer },
      .flag("has_groups", "Whether it gives groups.") { $0.provider.groupsClaim != nil },
      .flag("prefixes_groups", "Whether groups get a prefix.") {
        $0.provider.groupsPrefix != nil
      },
      .flag("prefixes_users", "Whether user names get a prefix, as they do unless it is `-`.") {
        $0.provider.usernamePrefix != "-"
      },
      .flag("has_required_claims", "Whether claims narrow who gets in.") {
        $0.provider.hasRequiredClaims
      },
      .place("at", "The configuration.") { $0.provider.range },
    ])
}
