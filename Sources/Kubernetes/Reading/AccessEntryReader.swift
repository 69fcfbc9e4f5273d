public import Documents
import IAM
import Logic

/// Reads access entries from the outputs of `aws eks`: `describe-access-entry`,
/// `list-access-entries`, `list-associated-access-policies`, lists of whole entries, and the
/// elements of `eksctl get accessentry -o json`.
public enum AccessEntryReader {
  /// An entry with the cluster that it names.
  public typealias Found = (entry: AccessEntry, cluster: ClusterReference?)

  /// Whether a document is one of these outputs.
  public static func recognises(_ root: Node) -> Bool {
    guard root.kind == .mapping else { return false }
    if isListedByEksctl(root) { return true }
    if let entry = root["accessEntry"] { return entry["principalArn"] != nil }
    if root["associatedAccessPolicies"] != nil { return root["principalArn"] != nil }
    guard let list = root["accessEntries"], list.kind == .sequence else { return false }
    return list.elements.allSatisfy { $0.kind == .string || $0["principalArn"] != nil }
  }

  /// Reads an output that is recognised.
  public static func read(_ root: Node) -> [Found] {
    if isListedByEksctl(root) { return EksctlConfigReader.entry(root).map { [($0, nil)] } ?? [] }
    if let entry = root["accessEntry"] { return entryOf(entry).map { [$0] } ?? [] }
    if root["associatedAccessPolicies"] != nil { return entryOf(root).map { [$0] } ?? [] }
    return root["accessEntries"]?.elements.compactMap { element in
      element.kind == .mapping ? entryOf(element) : listed(element)
    } ?? []
  }

  /// Whether a document lists the entries of a cluster, rather than describing one.
  public static func isList(_ root: Node) -> Bool {
    root["accessEntry"] == nil && root["accessEntries"] != nil
  }

  private static func isListedByEksctl(_ root: Node) -> Bool {
    root["principalARN"] != nil
      && (root["kubernetesGroups"] != nil || root["accessPolicies"] != nil || root["type"] != nil)
  }

  /// An ARN of `list-access-entries`, which tells nothing else.
  private static func listed(_ node: Node) -> Found? {
    guard let arn = node.text else { return nil }
    var entry = AccessEntry(
      principalARN: arn, groups: [], username: nil, type: "STANDARD", policies: [],
      range: node.range)
    entry.isDescribed = false
    entry.arePoliciesKnown = false
    return (entry, nil)
  }

  private static func entryOf(_ node: Node) -> Found? {
    guard let arn = node["principalArn"]?.text else { return nil }
    let policies = node["associatedAccessPolicies"]
    var entry = AccessEntry(
      principalARN: arn, groups: node["kubernetesGroups"]?.elements.compactMap(\.string) ?? [],
      username: node["username"]?.string, type: node["type"]?.string ?? "STANDARD",
      policies: policies?.elements.compactMap(policy) ?? [], range: node.range)
    entry.isDescribed =
      node["kubernetesGroups"] != nil || node["type"] != nil || node["username"] != nil
    entry.arePoliciesKnown = policies != nil && (node["nextToken"]?.string ?? "").isEmpty
    entry.created = node["createdAt"]?.string
    return (entry, reference(node, arn: node["accessEntryArn"]?.string))
  }

  private static func policy(_ node: Node) -> AccessEntry.Policy? {
    guard let arn = node["policyArn"]?.string else { return nil }
    let scope = node["accessScope"]
    let names = scope?["namespaces"]?.elements.compactMap(\.string) ?? []
    // A scope that is not told counts as the widest one.
    let isNarrow = scope?["type"]?.equals("namespace") ?? false
    return AccessEntry.Policy(arn: arn, namespaces: isNarrow ? names : nil)
  }

  /// The cluster that an EKS object names, its ARN taken from the object's own
  /// (`arn:aws:eks:REGION:ACCOUNT:access-entry/CLUSTER/…`).
  static func reference(_ node: Node, arn text: String?) -> ClusterReference? {
    let arn = text.flatMap { ARN($0) }
    let parts = arn?.resource.split(separator: "/") ?? []
    let named = node["clusterName"]?.string ?? (parts.count > 1 ? String(parts[1]) : nil)
    guard let name = named else { return nil }
    let cluster = arn.map {
      "arn:\($0.partition):eks:\($0.region):\($0.account):cluster/\(name)"
    }
    return ClusterReference(name: name, arn: cluster)
  }
}
