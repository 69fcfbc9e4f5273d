import Estate
import Logic
import TrustGraph

/// OIDC providers by ARN, and by issuer and account.
struct OIDCProviderIndex: Sendable {
  private struct Key: Hashable {
    let issuer: SymbolicString?
    let account: SymbolicString?
  }

  private let byARN: [SymbolicString: OIDCProvider]
  private let byIssuer: [Key: OIDCProvider]

  init(_ providers: [OIDCProvider]) {
    byARN = Dictionary(providers.map { ($0.arn, $0) }) { first, _ in first }
    byIssuer = Dictionary(
      providers.map { (Key(issuer: $0.issuer, account: $0.account), $0) }
    ) { first, _ in first }
  }

  /// The provider that a trust policy names.
  subscript(party: TrustedParty) -> OIDCProvider? {
    byARN[party.text] ?? byIssuer[Key(issuer: party.name, account: party.account)]
  }
}
