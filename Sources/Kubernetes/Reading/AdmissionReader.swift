import Documents
import Logic

/// Reads what looks at pods before a cluster takes them.
enum AdmissionReader {
  static let kinds: Set<String> = [
    "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
  ]

  /// The controls of an object; none for what denies nothing.
  static func read(_ object: Node, kind: String, name: String) -> [AdmissionControl] {
    switch kind {
    case "MutatingWebhookConfiguration": webhooks(object, .mutating, name)
    case "ValidatingWebhookConfiguration": webhooks(object, .validating, name)
    case "ValidatingAdmissionPolicy": [policy(object, name)]
    default: binding(object).map { [$0] } ?? []
    }
  }

  private static func webhooks(
    _ object: Node, _ kind: AdmissionControl.Kind, _ name: String
  ) -> [AdmissionControl] {
    object["webhooks"]?.elements.map { node in
      let own = node["name"]?.text?.display
      var control = AdmissionControl(
        kind: kind, name: own ?? name, coversPods: coversPods(node["rules"]), range: node.range)
      control.namespaces = selector(node["namespaceSelector"])
      control.pods = selector(node["objectSelector"])
      control.hasConditions = (node["matchConditions"]?.count ?? 0) > 0
      control.failsOpen = node["failurePolicy"]?.equals("Ignore") == true
      let service = node["clientConfig"]?["service"]?["name"]?.string
      control.injectsRoles =
        kind == .mutating && [name, own, service].contains { $0.map(isOfPodIdentity) ?? false }
      return control
    } ?? []
  }

  /// Source: amazon-eks-pod-identity-webhook, `deploy/mutatingwebhook.yaml`; EKS names its own the
  /// same way.
  private static func isOfPodIdentity(_ name: String) -> Bool {
    name.contains("pod-identity-webhook") || name == "iam-for-pods.amazonaws.com"
  }

  private static func policy(_ object: Node, _ name: String) -> AdmissionControl {
    let constraints = object["spec"]?["matchConstraints"]
    var control = AdmissionControl(
      kind: .policy, name: name, coversPods: coversPods(constraints?["resourceRules"]),
      range: object.range)
    control.namespaces = selector(constraints?["namespaceSelector"])
    control.pods = selector(constraints?["objectSelector"])
    control.hasConditions = true
    control.failsOpen = object["spec"]?["failurePolicy"]?.equals("Ignore") == true
    return control
  }

  private static func binding(_ object: Node) -> AdmissionControl? {
    let spec = object["spec"]
    guard let name = spec?["policyName"]?.string,
      spec?["validationActions"]?.elements.contains(where: { $0.equals("Deny") }) == true
    else { return nil }
    var control = AdmissionControl(
      kind: .binding, name: name, coversPods: .unknown, range: object.range)
    control.namespaces = selector(spec?["matchResources"]?["namespaceSelector"])
    control.pods = selector(spec?["matchResources"]?["objectSelector"])
    return control
  }

  private static func selector(_ node: Node?) -> LabelSelector {
    node.map(ObjectReader.selector) ?? LabelSelector()
  }

  /// Whether a rule covers `create` on `pods`; unknown where the rules are malformed.
  private static func coversPods(_ rules: Node?) -> Truth {
    guard let rules, rules.kind != .null else { return .no }
    guard rules.kind == .sequence else { return .unknown }
    return rules.elements.map(covers).reduce(.no) { $0 || $1 }
  }

  private static func covers(_ rule: Node) -> Truth {
    let wanted: [(String, Set<String>)] = [
      ("apiGroups", ["", "*"]), ("apiVersions", ["v1", "*"]), ("operations", ["CREATE", "*"]),
      ("resources", ["pods", "*", "*/*"]),
    ]
    if rule["scope"]?.equals("Cluster") == true { return .no }
    return wanted.map { key, values -> Truth in
      guard let list = rule[key], list.kind == .sequence else { return .unknown }
      return list.elements.map { element in
        element.string.map { Truth(values.contains($0)) } ?? .unknown
      }.reduce(.no) { $0 || $1 }
    }.reduce(.yes) { $0 && $1 }
  }
}
