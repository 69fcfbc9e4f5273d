public import Documents
public import Text
import Logic

/// Reads Kubernetes objects as kubectl prints them, alone or in lists.
///
/// Items of typed lists (`RoleList`) lack their kind, which then follows from the list's.
public struct ObjectReader {
  /// What was found, in document order.
  public private(set) var objects: [ClusterObject] = []
  /// What could not be read.
  public private(set) var diagnostics = Diagnostics()
  private static let nestingLimit = 16

  /// Makes a reader that has read nothing.
  public init() {}

  /// Whether a document is an object of a kind that matters here, or a list of such objects.
  public static func recognises(_ root: Node) -> Bool {
    if AWSAuthReader.recognises(root) || AuthenticatorReader.recognises(configMap: root) {
      return true
    }
    guard let kind = root["kind"]?.string, root["apiVersion"] != nil else { return false }
    if kinds.contains(kind) { return isOfKubernetes(root) }
    guard kind.hasSuffix("List"), let items = root["items"], items.kind == .sequence else {
      return false
    }
    if kinds.contains(String(kind.dropLast(4))) { return true }
    return items.count == 0 ? kind == "List" : items.elements.contains(where: recognises)
  }

  private static let kinds = InventoryReader.kinds.union(WorkloadReader.kinds).union([
    "ServiceAccount", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding",
    "IAMIdentityMapping",
  ]).union(AdmissionReader.kinds)

  /// Whether an object is not one of a controller that has kinds of the same name.
  private static func isOfKubernetes(_ object: Node) -> Bool {
    object["apiVersion"]?.string?.contains(".services.k8s.aws/") != true
  }

  /// Reads an object or a list; kinds that do not matter here are passed over.
  public mutating func read(_ root: Node) { read(root, kind: nil, depth: 0) }

  private mutating func read(_ object: Node, kind inferred: String?, depth: Int) {
    guard object.kind == .mapping, depth < Self.nestingLimit else { return }
    guard Self.isOfKubernetes(object) else { return }
    let kind = object["kind"]?.string ?? inferred
    if let kind, kind.hasSuffix("List"), let items = object["items"] {
      let element = kind == "List" ? nil : String(kind.dropLast(4))
      if element == "MutatingWebhookConfiguration" || Self.listsWebhooks(items) {
        objects.append(.mutatingWebhookList)
      }
      for item in items.elements { read(item, kind: element, depth: depth + 1) }
      return
    }
    switch kind {
    case "ConfigMap", nil: readConfigMap(object, isTyped: inferred == "ConfigMap")
    case "ServiceAccount": readServiceAccount(object)
    case "IAMIdentityMapping": readIdentityMapping(object)
    case "Role": readRole(object, isNamespaced: true)
    case "ClusterRole": readRole(object, isNamespaced: false)
    case "RoleBinding": readBinding(object, isNamespaced: true)
    case "ClusterRoleBinding": readBinding(object, isNamespaced: false)
    case let kind?: readOther(object, kind: kind)
    }
  }

  /// Whether items are the webhooks of a running cluster: objects that it has given an id.
  private static func listsWebhooks(_ items: Node) -> Bool {
    items.elements.contains { item in
      item["kind"]?.equals("MutatingWebhookConfiguration") == true
        && item["metadata"]?["uid"] != nil
    }
  }

  private mutating func readOther(_ object: Node, kind: String) {
    if AdmissionReader.kinds.contains(kind) {
      guard let name = name(of: object) else { return }
      for control in AdmissionReader.read(object, kind: kind, name: name) {
        objects.append(.admissionControl(control))
      }
      return
    }
    guard WorkloadReader.kinds.contains(kind) || InventoryReader.kinds.contains(kind) else {
      return
    }
    guard let name = name(of: object) else { return }
    if WorkloadReader.kinds.contains(kind) {
      let reader = WorkloadReader(kind: kind, namespace: namespace(of: object), name: name)
      if let workload = reader.read(object) { objects.append(.workload(workload)) }
    } else if let found = InventoryReader.read(object, kind: kind, name: name) {
      objects.append(found)
    }
  }

  private mutating func readConfigMap(_ object: Node, isTyped: Bool) {
    if AuthenticatorReader.recognises(configMap: object) {
      let reader = AuthenticatorReader(configMap: object)
      objects += reader.objects
      for problem in reader.problems { diagnostics.append(problem) }
      return
    }
    let isNamed = isTyped && object["metadata"]?["name"]?.equals("aws-auth") == true
    guard isNamed || AWSAuthReader.recognises(object) else { return }
    let auth = AWSAuthReader.read(object)
    for problem in auth.problems { diagnostics.append(problem) }
    objects.append(.awsAuth(auth))
  }

  private mutating func readIdentityMapping(_ object: Node) {
    if let mapping = AuthenticatorReader.mapping(ofObject: object) {
      objects.append(.awsAuth(mapping))
    } else {
      refuse(object, "an IAMIdentityMapping needs `spec.arn`")
    }
  }

  private mutating func readServiceAccount(_ object: Node) {
    guard let name = name(of: object) else { return }
    var account = ServiceAccount(
      namespace: namespace(of: object), name: name, range: object.range)
    let annotations = object["metadata"]?["annotations"]
    if let annotations, annotations.kind != .mapping, annotations.kind != .null {
      refuse(annotations, "`annotations` must be a map")
    }
    if let role = annotations?["eks.amazonaws.com/role-arn"] {
      account.roleARN = role.text
      account.roleARNRange = role.range
    }
    account.audience = annotations?["eks.amazonaws.com/audience"]?.text?.display
    account.mountsAPIToken = object["automountServiceAccountToken"]?.boolean
    objects.append(.serviceAccount(account))
  }

  private mutating func readRole(_ object: Node, isNamespaced: Bool) {
    guard let name = name(of: object) else { return }
    var role = RBACRole(
      namespace: isNamespaced ? namespace(of: object) : nil, name: name, rules: [],
      range: object.range)
    if let rules = object["rules"], rules.kind != .null {
      if rules.kind != .sequence { refuse(rules, "`rules` must be a list") }
      role.rules = rules.elements.map { rule($0) }
    }
    role.labels = Self.texts(in: object["metadata"]?["labels"])
    let selectors = object["aggregationRule"]?["clusterRoleSelectors"]
    role.aggregation = selectors?.elements.map(Self.selector) ?? []
    objects.append(.role(role))
  }

  private mutating func rule(_ node: Node) -> RBACRole.Rule {
    RBACRole.Rule(
      verbs: texts("verbs", of: node), apiGroups: texts("apiGroups", of: node),
      resources: texts("resources", of: node), resourceNames: texts("resourceNames", of: node),
      nonResourceURLs: texts("nonResourceURLs", of: node), range: node.range)
  }

  private mutating func readBinding(_ object: Node, isNamespaced: Bool) {
    guard let name = name(of: object) else { return }
    guard let role = object["roleRef"], let kind = role["kind"]?.string,
      let roleName = role["name"]?.text?.display
    else {
      refuse(object["roleRef"] ?? object, "a binding needs `roleRef` with kind and name")
      return
    }
    let subjects = object["subjects"]?.elements.compactMap { subject($0) } ?? []
    objects.append(
      .binding(
        RBACBinding(
          namespace: isNamespaced ? namespace(of: object) : nil, name: name, roleKind: kind,
          roleName: roleName, subjects: subjects, range: object.range)))
  }

  private mutating func subject(_ node: Node) -> RBACBinding.Subject? {
    guard let kind = node["kind"]?.string, let name = node["name"]?.text?.display else {
      refuse(node, "a subject needs `kind` and `name`")
      return nil
    }
    return RBACBinding.Subject(
      kind: kind, name: name, namespace: Self.filled(node["namespace"]), range: node.range)
  }

  // MARK: Parts

  private mutating func name(of object: Node) -> String? {
    if let name = Self.filled(object["metadata"]?["name"]) { return name }
    if object["metadata"]?["generateName"] == nil {
      refuse(object["metadata"] ?? object, "the object has no `metadata.name`")
    }
    return nil
  }

  private func namespace(of object: Node) -> String { Self.namespace(of: object) }

  static func namespace(of object: Node) -> String {
    filled(object["metadata"]?["namespace"]) ?? "default"
  }

  private mutating func texts(_ key: StaticString, of node: Node) -> [String] {
    guard let list = node[key], list.kind != .null else { return [] }
    guard list.kind == .sequence else {
      refuse(list, "`\(key)` must be a list")
      return []
    }
    return list.elements.compactMap { $0.text?.display }
  }

  static func filled(_ node: Node?) -> String? {
    guard let text = node?.text?.display, !text.isEmpty else { return nil }
    return text
  }

  static func texts(in mapping: Node?) -> [String: String] {
    var texts: [String: String] = [:]
    guard let mapping else { return texts }
    for (key, value) in mapping.members {
      if let key = key.string, let value = value.string { texts[key] = value }
    }
    return texts
  }

  static func selector(_ node: Node) -> LabelSelector {
    let expressions = node["matchExpressions"]?.elements.map { part in
      LabelSelector.Expression(
        key: part["key"]?.string ?? "", comparison: part["operator"]?.string ?? "",
        values: part["values"]?.elements.compactMap(\.string) ?? [])
    }
    return LabelSelector(labels: texts(in: node["matchLabels"]), expressions: expressions ?? [])
  }

  private mutating func refuse(_ node: Node, _ message: String) {
    diagnostics.append(Diagnostic(.error, "kubernetes-object", message, at: node.range))
  }
}
