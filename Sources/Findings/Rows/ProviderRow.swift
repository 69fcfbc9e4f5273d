import Estate
import Kubernetes
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
  let takesAPITokens: Truth
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
        clientIDs: provider.clientIDs?.count, takesAPITokens: provider.takesAPITokens,
        roles: roles[provider.arn.display]?.count ?? 0,
        isFromTemplate: provider.isFromTemplate, range: provider.range)
    }
  }
}

extension OIDCProvider {
  /// Whether the tokens that pods mount for the Kubernetes API have an audience that it accepts.
  var takesAPITokens: Truth {
    guard let clientIDs else { return .unknown }
    return Truth(clientIDs.contains { $0.literal == ServiceAccount.apiAudience })
  }

  /// Whether a template declares it.
  var isFromTemplate: Bool { if case .template = origin { true } else { false } }
}
