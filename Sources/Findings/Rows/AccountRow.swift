import Estate
import Logic

/// A row of the table `account`.
struct AccountRow: Sendable {
  let id: String
  let name: String?
  let isExported: Bool
  let isMember: Truth
  let isManagement: Bool

  /// A template's symbol, or an account that only templates declare resources in.
  var isFromTemplate: Bool { !id.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}

extension Facts {
  var accounts: [AccountRow] {
    let organization = estate.organization
    let exported = estate.accounts.map { account in
      AccountRow(
        id: account.id, name: account.name, isExported: account.isExported,
        isMember: organization.map { Truth($0.accounts.keys.contains(account.id)) } ?? .unknown,
        isManagement: organization?.managementAccount == account.id)
    }
    let known = Set(estate.accounts.map(\.id))
    let listed = (organization?.accounts ?? [:]).filter { !known.contains($0.key) }.map {
      id, name in
      AccountRow(
        id: id, name: name, isExported: false, isMember: .yes,
        isManagement: organization?.managementAccount == id)
    }
    return exported + listed.sorted { $0.id < $1.id }
  }
}
