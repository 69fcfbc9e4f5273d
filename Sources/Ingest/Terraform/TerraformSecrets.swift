import Documents
import Estate
import Text

/// Values that a Terraform document marks as sensitive and prints all the same.
///
/// Source: Terraform documentation, "Command: show": `-json` prints sensitive values too.
enum TerraformSecrets {
  /// Shorter texts are no secrets that could be told from other words.
  private static let shortest = 6
  private static let depthLimit = 32

  /// Every text below a mark.
  static func secrets(in root: Node) -> [Secret] {
    var found: [Secret] = []
    for key in ["planned_values", "values"] {
      collect(module: root[key]?["root_module"], &found, 0)
    }
    collect(module: root["prior_state"]?["values"]?["root_module"], &found, 0)
    for change in elements(root["resource_changes"]) where !isManifest(change) {
      let change = change["change"]
      collect(change?["before"], change?["before_sensitive"], &found, 0)
      collect(change?["after"], change?["after_sensitive"], &found, 0)
    }
    if let variables = root["configuration"]?["root_module"]?["variables"] {
      for (name, variable) in variables.members {
        guard variable["sensitive"]?.boolean == true, let name = name.string else { continue }
        take(root["variables"]?[name]?["value"], &found, 0)
      }
    }
    for outputs in [
      root["outputs"], root["values"]?["outputs"], root["planned_values"]?["outputs"],
      root["prior_state"]?["values"]?["outputs"],
    ] {
      for (_, output) in outputs?.members.map({ $0 }) ?? []
      where output["sensitive"]?.boolean == true { take(output["value"], &found, 0) }
    }
    for item in elements(root["resources"]) where !isManifest(item) {
      for instance in elements(item["instances"]) { collect(instance: instance, &found) }
    }
    return found
  }

  /// The kubectl provider marks whole manifests, whatever they hold; one of a Secret stays secret.
  private static func isManifest(_ item: Node) -> Bool {
    guard item["type"]?.equals("kubectl_manifest") == true else { return false }
    let values = item["values"] ?? item["change"]?["after"]
    return values?["kind"]?.equals("Secret") == false
  }

  private static func elements(_ node: Node?) -> [Node] { node.map { Array($0.elements) } ?? [] }

  private static func collect(module: Node?, _ found: inout [Secret], _ depth: Int) {
    guard let module, depth < depthLimit else { return }
    for item in elements(module["resources"]) where !isManifest(item) {
      collect(item["values"], item["sensitive_values"], &found, 0)
      collect(named: item["values"], &found)
    }
    for child in elements(module["child_modules"]) { collect(module: child, &found, depth + 1) }
  }

  private static func collect(_ value: Node?, _ mark: Node?, _ found: inout [Secret], _ depth: Int)
  {
    guard let value, let mark, depth < depthLimit else { return }
    if mark.boolean == true { return take(value, &found, depth) }
    if mark.kind == .mapping {
      for (key, inner) in mark.members {
        guard let key = key.string else { continue }
        collect(value[key], inner, &found, depth + 1)
      }
    } else if mark.kind == .sequence {
      for (inner, mark) in zip(value.elements, mark.elements) {
        collect(inner, mark, &found, depth + 1)
      }
    }
  }

  /// State files name sensitive attributes by paths, of which the first step is the attribute.
  private static func collect(instance: Node, _ found: inout [Secret]) {
    collect(named: instance["attributes"], &found)
    for path in elements(instance["sensitive_attributes"]) {
      let steps = path.kind == .sequence ? elements(path) : [path]
      guard let name = steps.first?["value"]?.string ?? steps.first?.string else { continue }
      take(instance["attributes"]?[name], &found, 0)
    }
  }

  /// States of older versions mark nothing: attributes whose name says what they hold.
  private static func collect(named attributes: Node?, _ found: inout [Secret]) {
    for (key, value) in attributes?.members.map({ $0 }) ?? [] {
      guard let name = key.string, names.contains(where: name.contains) || name == "secret"
      else { continue }
      take(value, &found, 0)
    }
  }

  private static let names = ["password", "private_key", "secret_string", "secret_access_key"]

  private static func take(_ value: Node?, _ found: inout [Secret], _ depth: Int) {
    guard let value, depth < depthLimit else { return }
    switch value.kind {
    case .string:
      guard let text = value.string, text.utf8.count >= shortest else { return }
      found.append(Secret(kind: .credential, value: text, range: value.range))
    case .sequence, .mapping:
      for element in value.elements { take(element, &found, depth + 1) }
      for member in value.members { take(member.value, &found, depth + 1) }
    default: return
    }
  }
}
