import Documents
import Estate
import IAM
import Kubernetes
import Logic
import Text

/// Objects of AWS Controllers for Kubernetes (ACK): AWS resources that a cluster declares.
///
/// Source: aws-controllers-k8s, custom resource definitions of the EKS and IAM controllers. Where
/// `status` has an ARN the resource exists, else it would.
struct ControllerResources {
  private static let eks = "eks.services.k8s.aws/"
  private static let iam = "iam.services.k8s.aws/"
  private static let kinds: Set = ["AccessEntry", "PodIdentityAssociation", "Role", "Policy"]
  private static let depthLimit = 16

  /// Whether a document is one of these objects or a list with one.
  static func recognises(_ root: Node) -> Bool { !objects(in: root).isEmpty }

  /// The objects of a document; items of typed lists lack their kind, which the list's tells.
  private static func objects(in root: Node) -> [(kind: String, object: Node)] {
    var found: [(String, Node)] = []
    collect(root, nil, &found, depth: 0)
    return found
  }

  private static func collect(
    _ object: Node, _ inferred: (kind: String, version: String)?,
    _ found: inout [(String, Node)], depth: Int
  ) {
    guard object.kind == .mapping, depth < depthLimit,
      let kind = object["kind"]?.string ?? inferred?.kind
    else { return }
    let version = object["apiVersion"]?.string ?? inferred?.version ?? ""
    if kind.hasSuffix("List"), let items = object["items"] {
      let element = kind == "List" ? nil : (String(kind.dropLast(4)), version)
      for item in items.elements { collect(item, element, &found, depth: depth + 1) }
    } else if kinds.contains(kind), version.hasPrefix(eks) || version.hasPrefix(iam) {
      found.append((kind, object))
    }
  }

  private let policies: [String: SymbolicString]
  private let roles: [String: SymbolicString]
  private let objects: [(kind: String, object: Node)]
  private let account: String?

  /// Reads the objects of a document that is recognised.
  ///
  /// - Parameter account: The account of resources that do not exist yet, where it is known.
  init(_ root: Node, account: String?) {
    objects = Self.objects(in: root)
    self.account = account
    var roles: [String: SymbolicString] = [:]
    var policies: [String: SymbolicString] = [:]
    for (kind, object) in objects {
      guard let id = Self.id(of: object) else { continue }
      if kind == "Role" { roles[id] = Self.arn(of: object, "role", account) }
      if kind == "Policy" { policies[id] = Self.arn(of: object, "policy", account) }
    }
    self.roles = roles
    self.policies = policies
  }

  /// `namespace/name` of the object in the cluster that declares it.
  private static func id(of object: Node) -> String? {
    let metadata = object["metadata"]
    let namespace = metadata?["namespace"]?.string ?? "default"
    return metadata?["name"]?.string.map { "\(namespace)/\($0)" }
  }

  private static func arn(
    of object: Node, _ kind: String, _ account: String?
  ) -> SymbolicString? {
    let resource = object["status"]?["ackResourceMetadata"]
    if let arn = resource?["arn"]?.text { return arn }
    guard let name = object["spec"]?["name"]?.text else { return nil }
    let owner = (resource?["ownerAccountID"]?.string ?? account).map { SymbolicString($0) }
    let hole = SymbolicString(Hole("AWS::AccountId", origin: .pseudoParameter, shape: .accountID))
    return SymbolicString("arn:aws:iam::") + (owner ?? hole) + SymbolicString(":\(kind)")
      + (object["spec"]?["path"]?.text ?? "/") + name
  }

  // MARK: Adding

  /// Adds everything to the estate and its clusters.
  func add(to reading: inout Reading) {
    var template: Int?
    for (kind, object) in objects {
      switch kind {
      case "AccessEntry":
        guard let entry = entry(object) else { continue }
        reading.clusters.add(.accessEntry(entry), of: reference(object), in: reading.folder)
        reading.count("access entries")
      case "PodIdentityAssociation":
        guard let association = association(object) else { continue }
        reading.clusters.add(
          .podIdentityAssociation(association), of: reference(object), in: reading.folder)
        reading.count("pod identity associations")
      case "Policy":
        guard let id = Self.id(of: object), let arn = policies[id],
          let document = object["spec"]?["policyDocument"].flatMap({ reading.policy($0) })
        else { continue }
        reading.estate.add(ManagedPolicy(arn: arn, document: document, range: object.range))
        reading.count("policies")
      default:
        let index = template ?? reading.estate.add(TemplateSource(file: object.range.file))
        template = index
        guard let role = role(object, index, &reading) else { continue }
        reading.estate.add(role)
        reading.count("roles")
      }
    }
  }

  /// The cluster that `spec` names; an object of this cluster, or of another one.
  private func reference(_ object: Node) -> ClusterReference? {
    let spec = object["spec"]
    let name =
      spec?["clusterName"]?.string ?? spec?["clusterRef"]?["from"]?["name"]?.string
    let resource = object["status"]?["ackResourceMetadata"]
    guard let name else { return nil }
    guard let region = resource?["region"]?.string,
      let owner = resource?["ownerAccountID"]?.string
    else { return ClusterReference(name: name) }
    return ClusterReference(name: name, arn: "arn:aws:eks:\(region):\(owner):cluster/\(name)")
  }

  private func entry(_ object: Node) -> AccessEntry? {
    let spec = object["spec"]
    guard let arn = spec?["principalARN"]?.text else { return nil }
    let policies = spec?["accessPolicies"].map { Array($0.elements) } ?? []
    var entry = AccessEntry(
      principalARN: arn, groups: spec?["kubernetesGroups"]?.elements.compactMap(\.string) ?? [],
      username: spec?["username"]?.string, type: spec?["type"]?.string ?? "STANDARD",
      policies: policies.compactMap(Self.policy), range: object.range)
    entry.created = object["status"]?["createdAt"]?.string
    return entry
  }

  private static func policy(_ node: Node) -> AccessEntry.Policy? {
    guard let arn = node["policyARN"]?.string else { return nil }
    let scope = node["accessScope"]
    let names = scope?["namespaces"]?.elements.compactMap(\.string) ?? []
    // A scope that is not told counts as the widest one.
    let isNarrow = scope?["type"]?.equals("namespace") ?? false
    return AccessEntry.Policy(arn: arn, namespaces: isNarrow ? names : nil)
  }

  private func association(_ object: Node) -> PodIdentityAssociation? {
    let spec = object["spec"]
    guard let namespace = spec?["namespace"]?.string,
      let name = spec?["serviceAccount"]?.string
    else { return nil }
    var association = PodIdentityAssociation(
      namespace: namespace, serviceAccount: name,
      roleARN: spec?["roleARN"]?.text ?? referenced(spec?["roleRef"], roles, of: object),
      targetRoleARN: spec?["targetRoleARN"]?.text, range: object.range)
    association.id = object["status"]?["associationID"]?.string
    association.disablesSessionTags = spec?["disableSessionTags"]?.boolean
    association.sessionPolicyRange = spec?["policy"]?.range
    return association
  }

  /// What a reference to another object of the same file stands for; unknown where it is not there.
  private func referenced(
    _ reference: Node?, _ known: [String: SymbolicString], of object: Node
  ) -> SymbolicString? {
    guard let from = reference?["from"], let name = from["name"]?.string else { return nil }
    let own = object["metadata"]?["namespace"]?.string
    let namespace = from["namespace"]?.string ?? own ?? "default"
    return known["\(namespace)/\(name)"] ?? SymbolicString(Hole(name, origin: .attribute))
  }

  private func role(_ object: Node, _ template: Int, _ reading: inout Reading) -> Principal? {
    guard let id = Self.id(of: object), let arn = roles[id], let spec = object["spec"] else {
      return nil
    }
    let parsed = arn.literal.flatMap { ARN($0) }
    let name = spec["name"]?.text ?? parsed.map { SymbolicString(String($0.name)) }
    guard let name else { return nil }
    var role = Principal(
      kind: .role, arn: arn,
      account: parsed.map { SymbolicString($0.account) }
        ?? SymbolicString(Hole("AWS::AccountId", origin: .pseudoParameter, shape: .accountID)),
      name: name, path: spec["path"]?.text ?? "/", origin: .template(template, logicalID: id),
      range: object.range)
    role.trust = spec["assumeRolePolicyDocument"].flatMap { reading.policy($0) }
    for (name, text) in spec["inlinePolicies"]?.members.map({ ($0.key, $0.value) }) ?? [] {
      guard let document = reading.policy(text) else { continue }
      role.inlinePolicies.append(NamedPolicy(name: name.string ?? "", document: document))
    }
    role.attachedPolicies = spec["policies"]?.elements.compactMap { reading.located($0) } ?? []
    for reference in spec["policyRefs"].map({ Array($0.elements) }) ?? [] {
      guard let text = referenced(reference, policies, of: object) else { continue }
      role.attachedPolicies.append(PolicyText(text, at: reference.range))
    }
    role.boundary = spec["permissionsBoundary"].flatMap { reading.located($0) }
    role.maxSessionDuration = spec["maxSessionDuration"]?.string.flatMap { Int($0) }
    role.uniqueID = object["status"]?["roleID"]?.string
    role.created = object["status"]?["createDate"]?.string
    role.tags =
      spec["tags"]?.elements.compactMap { tag in
        guard let key = tag["key"]?.text, let value = tag["value"]?.text else { return nil }
        return Principal.Tag(key: key, value: value)
      } ?? []
    return role
  }
}
