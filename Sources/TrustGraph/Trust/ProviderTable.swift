import Estate
import Logic

/// The identity providers that the inputs hold, by account.
struct ProviderTable {
  private var arns: Set<String> = []
  private var audiences: [String: [String]] = [:]
  private let oidcAccounts: Set<String>
  private let samlAccounts: Set<String>

  init(_ estate: Estate) {
    oidcAccounts = estate.accountsWithProviderList
    samlAccounts = estate.accountsWithSAMLProviderList
    for provider in estate.oidcProviders {
      arns.insert(provider.arn.display)
      if let clients = provider.clientIDs, clients.allSatisfy({ $0.literal != nil }) {
        audiences[provider.arn.display] = clients.compactMap(\.literal)
      }
    }
    for provider in estate.samlProviders { arns.insert(provider.arn.display) }
  }

  /// The audiences that a provider takes; nil when not known.
  func audiences(of party: TrustedParty) -> [String]? { audiences[party.text.display] }

  /// Whether the account's providers were listed in full and this one is not among them.
  func isMissing(_ party: TrustedParty, in account: SymbolicString) -> Bool {
    guard party.text.literal != nil else { return false }
    let known = party.kind == .oidcProvider ? oidcAccounts : samlAccounts
    return known.contains(account.display) && !arns.contains(party.text.display)
  }
}
