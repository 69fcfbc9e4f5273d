import Documents

/// What `terraform show -json` prints for a plan or a state, or a state file itself.
///
/// Source: Terraform documentation, "JSON Output Format"; state files have format 4.
struct TerraformDocument {
  /// Managed resources as they are, or would be after the plan.
  let resources: [TerraformResource]
  /// Resources that the plan deletes, with the values that they have.
  let removed: [TerraformResource]
  /// `configuration`; nil in states.
  let configuration: Node?
  /// Data sources that were read.
  let sources: [TerraformResource]

  private static let depthLimit = 64

  /// Whether a document is a plan.
  static func isPlan(_ root: Node) -> Bool {
    root["format_version"] != nil && root["planned_values"]?.kind == .mapping
  }

  /// Whether a document is a state.
  static func isState(_ root: Node) -> Bool {
    if root["format_version"] != nil { return root["values"]?["root_module"] != nil }
    return root["version"]?.equals("4") == true && root["terraform_version"] != nil
      && root["resources"]?.kind == .sequence
  }

  /// Reads a document that is one of the two.
  init(_ root: Node) {
    configuration = root["configuration"]?["root_module"]
    if let list = root["resources"], list.kind == .sequence {
      let all = Self.stored(list)
      resources = all.filter { !$0.isSource }.map(\.resource)
      sources = all.filter(\.isSource).map(\.resource)
      removed = []
      return
    }
    let changes = root["resource_changes"].map { Array($0.elements) } ?? []
    var unknown: [String: Node] = [:]
    for change in changes {
      guard let address = change["address"]?.string else { continue }
      unknown[address] = change["change"]?["after_unknown"]
    }
    removed = changes.compactMap(Self.removed)
    var all: [Found] = []
    let values = root["planned_values"] ?? root["values"]
    Self.collect(values?["root_module"], [], unknown, &all, depth: 0)
    if let prior = root["prior_state"]?["values"]?["root_module"] {
      var before: [Found] = []
      Self.collect(prior, [], [:], &before, depth: 0)
      all += before.filter(\.isSource)
    }
    resources = all.filter { !$0.isSource }.map(\.resource)
    sources = all.filter(\.isSource).map(\.resource)
  }

  private typealias Found = (resource: TerraformResource, isSource: Bool)

  private static func collect(
    _ module: Node?, _ path: [TerraformResource.Module], _ unknown: [String: Node],
    _ found: inout [Found], depth: Int
  ) {
    guard let module, depth < depthLimit else { return }
    for item in module["resources"].map({ Array($0.elements) }) ?? [] {
      guard let address = item["address"]?.string, let type = item["type"]?.string,
        let values = item["values"], values.kind == .mapping
      else { continue }
      found.append(
        (
          TerraformResource(
            modules: path, address: address, type: type, name: item["name"]?.string ?? "",
            index: item["index"]?.string, node: values, unknown: unknown[address]),
          item["mode"]?.equals("data") == true
        ))
    }
    for child in module["child_modules"].map({ Array($0.elements) }) ?? [] {
      guard let address = child["address"]?.string else { continue }
      collect(child, path + [Self.module(address, in: path)], unknown, &found, depth: depth + 1)
    }
  }

  /// `module.eks["a"].module.role` in `module.eks["a"]` is the call `role`.
  private static func module(
    _ address: String, in path: [TerraformResource.Module]
  ) -> TerraformResource.Module {
    let own = address.dropFirst(path.last.map { $0.address.count + 1 } ?? 0)
    let name = own.hasPrefix("module.") ? own.dropFirst(7).prefix { $0 != "[" } : own
    return TerraformResource.Module(name: String(name), address: address)
  }

  private static func removed(_ change: Node) -> TerraformResource? {
    let actions = change["change"]?["actions"]?.elements.compactMap(\.string) ?? []
    guard actions.contains("delete"), !actions.contains("create"),
      let before = change["change"]?["before"], before.kind == .mapping,
      let type = change["type"]?.string
    else { return nil }
    return TerraformResource(
      modules: [], address: change["address"]?.string ?? "", type: type,
      name: change["name"]?.string ?? "", index: change["index"]?.string, node: before,
      unknown: nil)
  }

  /// The resources of a state file, whose instances lie below them.
  private static func stored(_ list: Node) -> [Found] {
    list.elements.flatMap { item -> [Found] in
      guard let type = item["type"]?.string, let name = item["name"]?.string else { return [] }
      let module = item["module"]?.string
      let modules = module.map { [TerraformResource.Module(name: $0, address: $0)] } ?? []
      return (item["instances"].map { Array($0.elements) } ?? []).compactMap { instance in
        guard let values = instance["attributes"], values.kind == .mapping else { return nil }
        let index = instance["index_key"]?.string
        let own = "\(type).\(name)" + (index.map { "[\($0)]" } ?? "")
        return (
          TerraformResource(
            modules: modules, address: module.map { "\($0).\(own)" } ?? own, type: type,
            name: name, index: index, node: values, unknown: nil),
          item["mode"]?.equals("data") == true
        )
      }
    }
  }
}
