import CloudFormation
import Documents

/// Finds the deployed stack that a template belongs to.
struct StackMatching {
  /// Least part of a stack's resources that a template must declare to be taken for its template.
  private static let overlapNeeded = 0.9

  let stacks: [LiveStack]
  /// `--stack-name`, if given.
  let stackName: String?
  /// Stacks that assemblies of the AWS CDK name, by the path of their template.
  let assemblies: [String: LiveStack]

  /// Stacks that a template may belong to, best first: the one that its file is named after, else
  /// those whose resources it declares.
  func candidates(for pending: PendingTemplate, isOnly: Bool) -> [LiveStack] {
    if let stack = pending.stack { return [stack] }
    if let planned = assemblies[pending.path] {
      let deployed = stacks.filter { stack in
        stack.name == planned.name && (planned.account == nil || stack.account == planned.account)
      }
      return deployed.count == 1 ? deployed : [planned]
    }
    if let stackName, isOnly {
      let named = stacks.filter { $0.name == stackName }
      if !named.isEmpty { return named }
    }
    let named = stacks.filter { Self.isNamed(pending.path, after: $0.name) }
    if let longest = named.map(\.name.utf8.count).max() {
      return named.filter { $0.name.utf8.count == longest }
    }
    let types = Self.types(in: pending.template)
    let scored = stacks.filter { !$0.resourceTypes.isEmpty }.map { stack in
      let shared = stack.resourceTypes.count { types[$0.key] == $0.value }
      return (stack: stack, share: Double(shared) / Double(stack.resourceTypes.count))
    }.filter { $0.share >= Self.overlapNeeded }
    guard let best = scored.map(\.share).max() else { return [] }
    return scored.filter { $0.share == best }.map(\.stack)
  }

  /// Whether a file, or the folder that it lies in, has the name of a stack, with more behind it at
  /// most: `network.yaml`, `network.template.json`, `network/template.yaml`.
  private static func isNamed(_ path: String, after name: String) -> Bool {
    let parts = path.split(separator: "/")
    guard !name.isEmpty, let file = parts.last else { return false }
    if parts.dropLast().last.map({ $0 == name }) == true { return true }
    guard file.hasPrefix(name) else { return false }
    let rest = file.dropFirst(name.count)
    return rest.isEmpty || [".", "-", "_"].contains { rest.hasPrefix($0) }
  }

  /// Types of the resources that a template declares, by logical id.
  static func types(in template: Template) -> [String: String] {
    var types: [String: String] = [:]
    for (key, value) in template.root["Resources"]?.members.map({ $0 }) ?? [] {
      if let key = key.string, let type = value["Type"]?.string { types[key] = type }
    }
    return types
  }
}
