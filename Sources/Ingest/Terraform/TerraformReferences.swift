import Documents

/// Follows the references of a configuration to the resource that gives an attribute its value.
///
/// A plan tells which things an expression refers to, the most specific first, not what it makes
/// of them. An attribute that is the ARN or the name of one thing and refers to one thing only is taken
/// for that thing's.
struct TerraformReferences {
  /// A resource, and the attribute of it where the reference tells one.
  typealias Target = (resource: TerraformResource, attribute: String?)

  private let root: Node?
  private let resources: [String: [TerraformResource]]
  private let instances: Set<String>
  private static let depthLimit = 12

  init(_ document: TerraformDocument) {
    root = document.configuration
    resources = Dictionary(grouping: document.resources, by: Self.key)
    instances = Set(document.resources.flatMap { $0.modules.map(\.address) })
  }

  private static func key(_ resource: TerraformResource) -> String {
    "\(resource.modules.last?.address ?? "")|\(resource.type).\(resource.name)"
  }

  /// What an attribute's expression refers to; nil when it is not one resource.
  func target(of key: String, in resource: TerraformResource) -> Target? {
    let configured = module(resource.modules)?["resources"]?.elements.first {
      $0["type"]?.equals(resource.type) == true && $0["name"]?.equals(resource.name) == true
        && $0["mode"]?.equals("data") != true
    }
    return target(
      configured?["expressions"]?[key], resource.modules, index: resource.index, depth: 0)
  }

  private func module(_ path: [TerraformResource.Module]) -> Node? {
    path.reduce(root) { $0?["module_calls"]?[$1.name]?["module"] }
  }

  private func target(
    _ expression: Node?, _ path: [TerraformResource.Module], index: String?, depth: Int
  ) -> Target? {
    let references = expression?["references"]?.elements.compactMap(\.string) ?? []
    guard depth < Self.depthLimit, let first = references.first,
      references.dropFirst().allSatisfy({ Self.isPart($0, of: first) })
    else { return nil }
    let parts = Self.parts(of: first)
    switch parts.first?.name {
    case "var" where parts.count > 1:
      guard let call = path.last else { return nil }
      let outer = Array(path.dropLast())
      let given = module(outer)?["module_calls"]?[call.name]?["expressions"]?[parts[1].name]
      return target(given, outer, index: nil, depth: depth + 1)
    case "module" where parts.count > 2:
      guard let inner = instance(parts[1], in: path) else { return nil }
      let output = module(path + [inner])?["outputs"]?[parts[2].name]?["expression"]
      return target(output, path + [inner], index: nil, depth: depth + 1)
    case "data", "local", "each", "path", "self", nil: return nil
    default: return resource(parts, in: path, sibling: index, references)
    }
  }

  /// Whether a reference is a shorter form of another, or the index that goes with it.
  private static func isPart(_ reference: String, of first: String) -> Bool {
    if reference == "each.key" || reference == "count.index" { return true }
    guard first.hasPrefix(reference) else { return false }
    let rest = first.dropFirst(reference.count)
    return rest.isEmpty || rest.first == "." || rest.first == "["
  }

  private func instance(
    _ part: Part, in path: [TerraformResource.Module]
  ) -> TerraformResource.Module? {
    let base = (path.last.map { $0.address + "." } ?? "") + "module.\(part.name)"
    if let index = part.index {
      let candidates = instances.filter { $0.hasPrefix(base + "[") && Self.index(of: $0) == index }
      return candidates.count == 1
        ? candidates.first.map { TerraformResource.Module(name: part.name, address: $0) } : nil
    }
    let known = instances.filter { $0 == base || ($0.hasPrefix(base + "[") && $0.hasSuffix("]")) }
    guard known.count == 1, let address = known.first else { return nil }
    return TerraformResource.Module(name: part.name, address: address)
  }

  private static func index(of address: String) -> String? { parts(of: address).last?.index }

  private func resource(
    _ parts: [Part], in path: [TerraformResource.Module], sibling: String?, _ references: [String]
  ) -> Target? {
    guard parts.count > 1 else { return nil }
    let key = "\(path.last?.address ?? "")|\(parts[0].name).\(parts[1].name)"
    let all = resources[key] ?? []
    let index =
      parts[1].index
      ?? (references.contains("each.key") || references.contains("count.index") ? sibling : nil)
    let matching = index.map { index in all.filter { $0.index == index } } ?? all
    guard matching.count == 1, let resource = matching.first else { return nil }
    return (resource, parts.count > 2 ? parts[2].name : nil)
  }

  /// A part of a reference: `role["a"]`.
  private struct Part {
    var name: String
    var index: String?
  }

  /// Parts between dots, which do not count in quotes.
  private static func parts(of reference: String) -> [Part] {
    var parts = [Part(name: "", index: nil)]
    var isIndex = false
    var isQuoted = false
    for character in reference {
      let last = parts.count - 1
      switch character {
      case "\"": isQuoted.toggle()
      case "[" where !isQuoted:
        isIndex = true
        parts[last].index = ""
      case "]" where !isQuoted: isIndex = false
      case "." where !isQuoted && !isIndex: parts.append(Part(name: "", index: nil))
      default:
        if isIndex {
          parts[last].index?.append(character)
        } else {
          parts[last].name.append(character)
        }
      }
    }
    return parts
  }
}
