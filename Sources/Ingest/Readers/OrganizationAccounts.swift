import Documents
import Estate
import IAM
import Logic
import Text

/// Output of `aws organizations list-accounts`, `list-accounts-for-parent` and
/// `describe-organization`.
struct OrganizationAccounts: Reader {
  let kind = "organization"
  let markers: [StaticString] = [
    "\"Accounts\"", "\"Organization\"", "\nAccounts:", "\nOrganization:",
  ]

  func recognises(_ root: Node) -> Bool {
    if let organization = root["Organization"] {
      return organization["Id"]?.string?.hasPrefix("o-") == true
    }
    guard let accounts = root["Accounts"], let first = accounts.elements.first(where: { _ in true })
    else { return false }
    return first["Arn"]?.string?.contains(text: ":organizations:") == true
  }

  func read(_ root: Node, _ reading: inout Reading) {
    if let organization = root["Organization"] {
      reading.estate.organization.id = organization["Id"]?.string
      reading.estate.organization.managementAccount =
        (organization["MasterAccountId"] ?? organization["ManagementAccountId"])?.string
      reading.count("organizations")
    }
    guard let accounts = root["Accounts"] else { return }
    // `list-accounts-for-parent` does not print the parent: its id is in the name people give it.
    let parent = OrganizationID.container(in: reading.path)
    for account in accounts.elements {
      guard let id = account["Id"]?.string else {
        reading.malformed(account, "an account with an `Id`")
        continue
      }
      reading.estate.organization.accounts[id] = account["Name"]?.string
      if let parent { reading.estate.organization.parents[id] = parent }
      if let arn = account["Arn"]?.string.flatMap({ ARN($0) }) {
        let parts = arn.resource.split(separator: "/")
        if parts.count == 3 { reading.estate.organization.id = String(parts[1]) }
        reading.estate.organization.managementAccount = arn.account
      }
      reading.count("accounts")
    }
  }
}
