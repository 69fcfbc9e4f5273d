import Estate
import Logic
import Text
import TrustGraph

/// A row of the table `provider`.
struct ProviderRow: Sendable {
  let id: Int
  let arn: String
  let issuer: String
  let family: StaticString
  let account: String
  let clientIDs: Int?
  let roles: Int
  let isFromTemplate: Bool
  let range: SourceRange?
}

extension Facts {
  var providers: [ProviderRow] {
    var roles: [String: Set<NodeIndex>] = [:]
    for grant in grants where grant.party.kind == .oidcProvider {
      roles[grant.party.text.display, default: []].insert(grant.role)
    }
    return estate.oidcProviders.enumerated().map { index, provider in
      ProviderRow(
        id: index + 1, arn: provider.arn.display, issuer: provider.issuer.display,
        family: issuers.issuer(provider.issuer).family.word, account: provider.account.display,
        clientIDs: provider.clientIDs?.count, roles: roles[provider.arn.display]?.count ?? 0,
        isFromTemplate: provider.isFromTemplate, range: provider.range)
    }
  }
}

extension OIDCProvider {
  /// Whether a template declares it.
  var isFromTemplate: Bool { if case .template = origin { true } else { false } }
}
