import IAM
import Logic
import Text

/// Who can put a key of its own into an identity provider that roles trust.
struct ProviderChangeFinder: EscalationFinder {
  static let rows = ["D-01", "D-02"]

  static func addEdges(to draft: inout EscalationDraft) {
    var roles: [String: [Int]] = [:]
    for (index, grant) in draft.base.grants.enumerated() {
      let isOIDC = grant.party.kind == .oidcProvider && grant.dead == .missingProvider
      let isSAML =
        grant.party.kind == .samlProvider && (grant.dead == nil || grant.dead == .missingProvider)
      if isOIDC || isSAML { roles[grant.party.text.display, default: []].append(index) }
    }
    guard !roles.isEmpty else { return }
    for provider in roles.keys.sorted() { add(roles[provider] ?? [], provider, &draft) }
  }

  private static func add(
    _ grants: [Int], _ provider: String, _ draft: inout EscalationDraft
  ) {
    guard let first = grants.first, let arn = ARN(provider) else { return }
    let grant = draft.base.grants[first]
    let isOIDC = grant.party.kind == .oidcProvider
    let isMissing = grant.dead == .missingProvider
    let action: KnownAction =
      isOIDC ? .createOpenIDConnectProvider : isMissing ? .createSAMLProvider : .updateSAMLProvider
    let row = isOIDC ? "D-01" : "D-02"
    let condition =
      isOIDC
      ? "the caller controls the issuer \(grant.party.name?.display ?? provider)"
      : provider.contains(text: "AWSSSO_")
        ? "AWS lets the provider of Identity Center be changed" : nil
    for group in draft.holders(of: action) where group.account == arn.account {
      let residual = draft.authority.residual(
        group.members[0], action.rawValue, on: SymbolicString(provider))
      let targets = grants.compactMap { index in
        draft.principals.index(of: draft.base.grants[index].role).map { ($0, residual) }
      }
      if residual.isNever { continue }
      draft.connect(
        group, to: targets, .policyChange, row, .full, when: .when(condition), about: provider)
    }
  }
}
