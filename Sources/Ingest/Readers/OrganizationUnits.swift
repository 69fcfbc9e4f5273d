import Documents
import Estate
import Text

/// Where accounts hang: output of `aws organizations list-roots`,
/// `list-organizational-units-for-parent`, `list-parents` and `list-children`, and lists of units
/// with `Parent` and `Accounts`, as scripts collect them.
///
/// What the commands do not print (the parent, or the child) is looked for in the path.
struct OrganizationUnits: Reader {
  let kind = "organization-units"
  let markers: [StaticString] = [
    "\"Roots\"", "\"OrganizationalUnits\"", "\"Parents\"", "\"Children\"",
  ]

  func recognises(_ root: Node) -> Bool {
    func first(_ key: StaticString, _ prefixes: [String]) -> Bool {
      guard let id = root[key]?.elements.first(where: { _ in true })?["Id"]?.string else {
        return false
      }
      return prefixes.contains { id.hasPrefix($0) } || prefixes.isEmpty
    }
    let types = ["Parents", "Children"] as [StaticString]
    return first("Roots", ["r-"]) || first("OrganizationalUnits", ["ou-"])
      || types.contains { key in
        first(key, []) && root[key]?.elements.first { _ in true }?["Type"] != nil
      }
  }

  func read(_ root: Node, _ reading: inout Reading) {
    for node in elements(root["Roots"]) { read(root: node, &reading) }
    for node in elements(root["OrganizationalUnits"]) { read(unit: node, &reading) }
    let named = OrganizationID.target(in: reading.path)
    for node in elements(root["Parents"]) {
      guard let child = named, let parent = node["Id"]?.string else { continue }
      reading.estate.organization.parents[child] = parent
      reading.count("parents")
    }
    for node in elements(root["Children"]) {
      guard let parent = named, let child = node["Id"]?.string else { continue }
      reading.estate.organization.parents[child] = parent
      reading.count("children")
    }
    let isLost = named == nil && (root["Parents"] != nil || root["Children"] != nil)
    if isLost {
      reading.diagnostics.append(
        Diagnostic(
          .warning, "relative-without-name",
          "parents or children of something whose id is not in the path of the file",
          at: root.range, fix: "name the file after it: parents-of-111122223333.json"))
    }
  }

  private func elements(_ node: Node?) -> [Node] { node.map { Array($0.elements) } ?? [] }

  private func read(root node: Node, _ reading: inout Reading) {
    guard let id = node["Id"]?.string else {
      return reading.malformed(node, "a root with an `Id`")
    }
    reading.estate.organization.read(arn: node["Arn"]?.string)
    if let types = node["PolicyTypes"] {
      let enabled = types.elements.filter { $0["Status"]?.string != "PENDING_DISABLE" }
      reading.estate.organization.enabledKinds[id] = Set(
        enabled.compactMap { $0["Type"]?.string.flatMap(OrganizationPolicy.Kind.init) })
    }
    reading.count("roots")
  }

  private func read(unit node: Node, _ reading: inout Reading) {
    guard let id = node["Id"]?.string else {
      return reading.malformed(node, "an organisational unit with an `Id`")
    }
    reading.estate.organization.read(arn: node["Arn"]?.string)
    let parent = (node["ParentId"] ?? node["Parent"])?.string
    if let parent = parent ?? OrganizationID.container(in: reading.path), parent != id {
      reading.estate.organization.parents[id] = parent
    }
    for account in elements(node["Accounts"]) {
      guard let child = account.string ?? account["Id"]?.string else {
        reading.malformed(account, "an account's id")
        continue
      }
      reading.estate.organization.parents[child] = id
    }
    reading.count("organisational units")
  }
}
