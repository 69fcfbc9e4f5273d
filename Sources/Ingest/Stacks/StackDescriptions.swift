import CloudFormation
import Documents
import Logic

/// Output of `aws cloudformation describe-stacks`.
///
/// Source: CloudFormation API Reference, `DescribeStacks`.
struct StackDescriptions: Reader {
  let kind = "cloudformation-stacks"
  let markers: [StaticString] = ["\"StackId\"", "StackId:"]

  private static let goneStates: Set<String> = ["DELETE_COMPLETE", "REVIEW_IN_PROGRESS"]

  func recognises(_ root: Node) -> Bool {
    root["Stacks"]?.elements.first { _ in true }?["StackName"] != nil
  }

  func read(_ root: Node, _ reading: inout Reading) {
    for node in root["Stacks"].map({ Array($0.elements) }) ?? [] {
      guard let id = node["StackId"]?.string ?? node["StackName"]?.string else {
        reading.malformed(node, "a stack with a `StackId`")
        continue
      }
      if let status = node["StackStatus"]?.string, Self.goneStates.contains(status) { continue }
      var stack = LiveStack(id: id)
      stack.roleARN = node["RoleARN"]?.string
      Self.readParameters(node["Parameters"], into: &stack)
      for output in node["Outputs"].map({ Array($0.elements) }) ?? [] {
        guard let key = output["OutputKey"]?.string, let value = output["OutputValue"]?.string
        else { continue }
        stack.outputs[key] = value
        if let name = output["ExportName"]?.string {
          reading.stacks.add(
            StackInventory.Export(stack: id, name: name, value: value, range: output.range))
        }
      }
      if let account = stack.account { reading.account = account }
      reading.stacks.add(stack)
      reading.count("stacks")
    }
  }

  /// Parameters as deployed; hidden values are remembered as hidden.
  static func readParameters(_ list: Node?, into stack: inout LiveStack) {
    for node in list.map({ Array($0.elements) }) ?? [] {
      guard let name = node["ParameterKey"], let key = name.string else { continue }
      let value = node["ParameterValue"]
      if let content = node["ResolvedValue"]?.string {
        stack.parameters.set(key, toContent: content, at: node.range, named: name.range)
      } else if let text = value?.string, !(text.allSatisfy { $0 == "*" } && text.count >= 4) {
        stack.parameters.set(key, to: .init(text), at: value?.range, named: name.range)
      } else {
        stack.maskedParameters.insert(key)
      }
    }
  }
}
