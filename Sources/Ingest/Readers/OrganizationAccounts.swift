import Documents
import Estate
import IAM
import Logic
import Text

/// Output of `aws organizations list-accounts` and `describe-organization`.
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
    return first["Arn"]?.string?.contains(":organizations:") == true
  }

  func read(_ root: Node, _ reading: inout Reading) {
    if let organization = root["Organization"] {
      reading.estate.organizationID = organization["Id"]?.string
      reading.estate.managementAccount =
        (organization["MasterAccountId"] ?? organization["ManagementAccountId"])?.string
      reading.count("organizations")
    }
    guard let accounts = root["Accounts"] else { return }
    for account in accounts.elements {
      guard let id = account["Id"]?.string else {
        reading.malformed(account, "an account with an `Id`")
        continue
      }
      reading.estate.addMember(account: id, name: account["Name"]?.string)
      if let arn = account["Arn"]?.string.flatMap({ ARN($0) }) {
        let parts = arn.resource.split(separator: "/")
        if parts.count == 3 { reading.estate.organizationID = String(parts[1]) }
        reading.estate.managementAccount = arn.account
      }
      reading.count("accounts")
    }
  }
}
