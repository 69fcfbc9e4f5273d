import Documents
import Estate
import Text

/// Output of `aws organizations list-delegated-administrators` and
/// `list-delegated-services-for-account`.
///
/// The latter does not print the account: its id is looked for in the path.
struct OrganizationDelegates: Reader {
  let kind = "organization-delegates"
  let markers: [StaticString] = ["\"DelegatedAdministrators\"", "\"DelegatedServices\""]

  func recognises(_ root: Node) -> Bool {
    root["DelegatedAdministrators"] != nil || root["DelegatedServices"] != nil
  }

  func read(_ root: Node, _ reading: inout Reading) {
    for node in root["DelegatedAdministrators"].map({ Array($0.elements) }) ?? [] {
      guard let account = node["Id"]?.string else {
        reading.malformed(node, "a delegated administrator with an `Id`")
        continue
      }
      reading.estate.organization.delegates[account, default: []].formUnion([])
      reading.count("delegated administrators")
    }
    guard let services = root["DelegatedServices"],
      let account = OrganizationID.target(in: reading.path)
    else { return }
    for node in services.elements {
      guard let service = node["ServicePrincipal"]?.string else { continue }
      reading.estate.organization.delegates[account, default: []].insert(service)
      reading.count("delegated services")
    }
  }
}
