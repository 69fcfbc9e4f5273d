import Documents
import Estate
import IAM
import Logic
import Text

/// Service and resource control policies: output of `aws organizations describe-policy`,
/// `list-policies`, `list-policies-for-target`, `list-targets-for-policy`, and lists of policies
/// with `Content` and `Targets`, as scripts collect them.
///
/// The lists for one target or one policy do not print its id: it is looked for in the path.
struct OrganizationPolicies: Reader {
  let kind = "organization-policies"
  let markers: [StaticString] = [
    "\"PolicySummary\"", "_CONTROL_POLICY", "\"TargetId\"", "\nPolicySummary:",
  ]

  func recognises(_ root: Node) -> Bool {
    if let policy = root["Policy"] { return policy["PolicySummary"] != nil }
    if let policy = root["Policies"]?.elements.first(where: { _ in true }) {
      let summary = policy["PolicySummary"] ?? policy
      return summary["Id"]?.string?.hasPrefix("p-") == true && summary["Type"] != nil
    }
    return root["Targets"]?.elements.first { _ in true }?["TargetId"] != nil
  }

  func read(_ root: Node, _ reading: inout Reading) {
    if let policy = root["Policy"] { read(policy: policy, &reading) }
    for policy in root["Policies"].map({ Array($0.elements) }) ?? [] {
      read(policy: policy, &reading)
    }
    if let policy = OrganizationID.policy(in: reading.path) {
      attach(policy, to: root["Targets"], &reading)
    } else if root["Targets"] != nil {
      reading.diagnostics.append(
        Diagnostic(
          .warning, "target-without-policy",
          "the targets of a policy whose id is not in the path of the file",
          at: root.range, fix: "name the file after the policy: targets-for-policy-p-….json"))
    }
  }

  private func read(policy node: Node, _ reading: inout Reading) {
    let summary = node["PolicySummary"] ?? node
    guard let id = summary["Id"]?.string,
      let kind = summary["Type"]?.string.flatMap(OrganizationPolicy.Kind.init)
    else {
      // Tag, backup and other policies limit nobody's access.
      if summary["Id"] == nil || summary["Type"] == nil {
        reading.malformed(node, "a policy with `Id` and `Type`")
      }
      return
    }
    reading.estate.organization.read(arn: summary["Arn"]?.string)
    let document =
      node["Content"].flatMap { reading.policy($0) }
      ?? (Self.open.contains(id) ? Self.full(at: node.range) : nil)
    reading.estate.organization.add(
      OrganizationPolicy(
        id: id, name: summary["Name"]?.string, kind: kind, document: document, range: node.range))
    attach(id, to: node["Targets"], &reading)
    let isListOfTarget = node["Content"] == nil && node["PolicySummary"] == nil
    if isListOfTarget, let target = OrganizationID.target(in: reading.path) {
      reading.estate.organization.attach(id, to: target)
    }
    reading.count("policies")
  }

  private func attach(_ policy: String, to targets: Node?, _ reading: inout Reading) {
    for target in targets.map({ Array($0.elements) }) ?? [] {
      guard let id = target.string ?? target["TargetId"]?.string else {
        reading.malformed(target, "a target with a `TargetId`")
        continue
      }
      reading.estate.organization.attach(policy, to: id)
    }
  }

  /// The policies of AWS that allow everything.
  private static let open: Set = ["p-FullAWSAccess", "p-RCPFullAWSAccess"]

  private static func full(at range: SourceRange) -> PolicyDocument {
    PolicyDocument(
      version: .v2012,
      statements: [
        Statement(
          index: 0, sid: nil, effect: .allow, principals: .implied,
          actions: .these([PolicyText("*")]), resources: .these([PolicyText("*")]),
          conditions: [], range: range)
      ], range: range)
  }
}
