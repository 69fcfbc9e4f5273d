import CloudFormation
import Documents
import Logic

/// `manifest.json` of a cloud assembly of the AWS CDK: which template is which stack, and where it is
/// deployed.
///
/// Source: AWS CDK, `cloud-assembly-schema`, artifacts `aws:cloudformation:stack`.
struct CDKAssemblies: Reader {
  let kind = "cdk-assembly"
  let markers: [StaticString] = ["aws:cloudformation:stack"]

  func recognises(_ root: Node) -> Bool {
    root["artifacts"]?.members.contains { _, artifact in
      artifact["type"]?.equals("aws:cloudformation:stack") == true
    } ?? false
  }

  func read(_ root: Node, _ reading: inout Reading) {
    for (name, artifact) in root["artifacts"].map({ Array($0.members) }) ?? [] {
      guard artifact["type"]?.equals("aws:cloudformation:stack") == true,
        let file = artifact["properties"]?["templateFile"]?.string,
        let path = TemplateLocation.resolved(file, from: reading.path)
      else { continue }
      let stackName = artifact["properties"]?["stackName"]?.string ?? name.string
      var stack = LiveStack(id: stackName ?? "stack")
      if let place = artifact["environment"]?.string {
        (stack.account, stack.region) = Self.environment(place)
      }
      for (name, value) in artifact["properties"]?["parameters"].map({ Array($0.members) }) ?? [] {
        // An empty value is what the CDK writes for a parameter that somebody gives at deployment.
        guard let key = name.string, let text = value.string, !text.isEmpty else { continue }
        stack.parameters.set(key, to: .init(text), at: value.range, named: name.range)
      }
      reading.assemblies[path] = stack
      reading.count("stacks")
    }
  }

  /// Account and region of `aws://ACCOUNT/REGION`; `unknown-account` and `unknown-region` are none.
  private static func environment(_ text: String) -> (account: String?, region: String?) {
    let parts = text.dropFirst("aws://".count).split(separator: "/").map(String.init)
    guard text.hasPrefix("aws://"), parts.count == 2 else { return (nil, nil) }
    return (
      parts[0] == "unknown-account" ? nil : parts[0], parts[1] == "unknown-region" ? nil : parts[1]
    )
  }
}
