import CloudFormation
import Documents

/// Outputs of `aws cloudformation describe-stack-resources`, `list-stack-resources` and
/// `describe-stack-resource`.
///
/// The second does not say which stack it lists: its file must be named after the stack.
struct StackResourceLists: Reader {
  let kind = "cloudformation-stack-resources"
  let markers: [StaticString] = ["LogicalResourceId"]

  func recognises(_ root: Node) -> Bool {
    resources(of: root).first?["LogicalResourceId"] != nil
  }

  private func resources(of root: Node) -> [Node] {
    for key in ["StackResources", "StackResourceSummaries"] {
      if let list = root[key] { return Array(list.elements) }
    }
    return root["StackResourceDetail"].map { [$0] } ?? []
  }

  func read(_ root: Node, _ reading: inout Reading) {
    let nodes = resources(of: root)
    var stacks: [String: LiveStack] = [:]
    for node in nodes {
      guard let logical = node["LogicalResourceId"]?.string else {
        reading.malformed(node, "a resource with a `LogicalResourceId`")
        continue
      }
      let id = node["StackId"]?.string ?? node["StackName"]?.string ?? stackName(reading)
      var stack = stacks[id] ?? LiveStack(id: id)
      let status = node["ResourceStatus"]?.string ?? ""
      if let physical = node["PhysicalResourceId"]?.string, !physical.isEmpty,
        !status.hasPrefix("DELETE_"), status != "CREATE_FAILED"
      {
        stack.physicalIDs[logical] = physical
        stack.resourceTypes[logical] = node["ResourceType"]?.string
      }
      stack.hasResources = root["StackResourceDetail"] == nil
      stacks[id] = stack
      reading.count("stack resources")
    }
    for stack in stacks.values.sorted(by: { $0.id < $1.id }) {
      if let account = stack.account { reading.account = account }
      reading.stacks.add(stack)
    }
  }

  /// `--stack-name`, or the name of the file up to its first dot.
  private func stackName(_ reading: Reading) -> String {
    if let name = reading.stack.stackName { return name }
    let file = reading.path.split(separator: "/").last ?? ""
    return String(file.prefix { $0 != "." })
  }
}
