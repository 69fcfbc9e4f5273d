import Documents

/// Output of `aws cloudformation list-exports`.
///
/// Source: CloudFormation API Reference, `ListExports`.
struct StackExports: Reader {
  let kind = "cloudformation-exports"
  let markers: [StaticString] = ["ExportingStackId"]

  func recognises(_ root: Node) -> Bool {
    root["Exports"]?.elements.first { _ in true }?["ExportingStackId"] != nil
  }

  func read(_ root: Node, _ reading: inout Reading) {
    for node in root["Exports"].map({ Array($0.elements) }) ?? [] {
      guard let stack = node["ExportingStackId"]?.string, let name = node["Name"]?.string,
        let value = node["Value"]?.string
      else {
        reading.malformed(node, "an export with `ExportingStackId`, `Name` and `Value`")
        continue
      }
      reading.stacks.add(
        StackInventory.Export(stack: stack, name: name, value: value, range: node.range))
      reading.count("exports")
    }
  }
}
