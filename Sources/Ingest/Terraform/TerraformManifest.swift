import Documents
import Kubernetes
import Logic
import Text

/// A Kubernetes object that a Terraform resource declares.
///
/// Source: Terraform providers kubernetes and kubectl. The first writes objects in blocks, with
/// names in snake case and repeated blocks in the singular.
struct TerraformManifest {
  /// An object as kubectl would print it, or an aws-auth whose text keeps its places.
  enum Content {
    case object(Node)
    case awsAuth(AWSAuth)
  }

  private static let kinds: [String: String] = [
    "config_map": "ConfigMap", "service_account": "ServiceAccount", "role": "Role",
    "cluster_role": "ClusterRole", "role_binding": "RoleBinding",
    "cluster_role_binding": "ClusterRoleBinding", "namespace": "Namespace", "pod": "Pod",
    "deployment": "Deployment", "stateful_set": "StatefulSet", "daemonset": "DaemonSet",
    "daemon_set": "DaemonSet", "replication_controller": "ReplicationController", "job": "Job",
    "cron_job": "CronJob",
  ]

  /// Blocks that repeat, by the name of the list that Kubernetes has for them.
  private static let lists: [String: String] = [
    "rule": "rules", "subject": "subjects", "container": "containers",
    "init_container": "initContainers", "volume": "volumes", "sources": "sources",
    "cluster_role_selectors": "clusterRoleSelectors", "match_expressions": "matchExpressions",
  ]

  /// Mappings whose keys are not names of fields.
  private static let mappings: Set = ["labels", "annotations", "data", "match_labels", "limits"]

  /// Names that are not the field's in another case.
  private static let names: [String: String] = [
    "non_resource_urls": "nonResourceURLs", "host_pid": "hostPID", "host_ipc": "hostIPC",
  ]

  /// What a resource declares; nil when it declares no object, or one that is not known.
  static func content(of resource: TerraformResource, _ diagnostics: inout Diagnostics) -> Content?
  {
    switch resource.type {
    case "kubernetes_manifest", "kubectl_manifest":
      if resource.type == "kubectl_manifest" {
        return resource["yaml_body"].node?.embedded(as: .yaml, &diagnostics)
          .map { .object($0.root) }
      }
      return resource["manifest"].node.map { .object($0) }
    case "kubernetes_config_map", "kubernetes_config_map_v1", "kubernetes_config_map_v1_data":
      return awsAuth(resource).map { .awsAuth($0) }
    default:
      guard let kind = kind(of: resource.type) else { return nil }
      return object(kind, resource).map { .object($0) }
    }
  }

  private static func kind(of type: String) -> String? {
    guard type.hasPrefix("kubernetes_") else { return nil }
    let name = type.dropFirst("kubernetes_".count)
    return kinds[String(name.hasSuffix("_v1") ? name.dropLast(3) : name)]
  }

  /// Attributes with an aws-auth that only applying the plan tells.
  static func unknown(in document: TerraformDocument) -> [String] {
    document.resources.flatMap { resource -> [String] in
      guard resource.type.hasPrefix("kubernetes_config_map"),
        resource["metadata"].block["name"].string == "aws-auth"
      else { return [] }
      if resource["data"].isUnknown { return ["\(resource.address).data"] }
      return keys.filter { resource["data"][$0].isUnknown }.map { "\(resource.address).data.\($0)" }
    }
  }

  private static let keys = ["mapRoles", "mapUsers", "mapAccounts"]

  /// `kubernetes_config_map_v1_data` owns some keys of a ConfigMap that something else made.
  private static func awsAuth(_ resource: TerraformResource) -> AWSAuth? {
    let metadata = resource["metadata"].block
    guard metadata["name"].string == "aws-auth" else { return nil }
    let isPartial =
      resource.type.hasSuffix("_data") || resource["data"].isUnknown
      || keys.contains { resource["data"][$0].isUnknown }
    return AWSAuthReader.read(
      data: resource["data"].node, name: "aws-auth", namespace: metadata["namespace"].string,
      isPartial: isPartial, at: resource.range)
  }

  // MARK: Objects

  private static func object(_ kind: String, _ resource: TerraformResource) -> Node? {
    guard resource["metadata"].block.node != nil else { return nil }
    var builder = DocumentBuilder(file: resource.range.file)
    let range = resource.range
    builder.beginMapping(at: range)
    for (key, value) in [("apiVersion", "v1"), ("kind", kind)] {
      builder.string(.init(key), at: range)
      builder.string(.init(value), at: range)
    }
    appendMembers(of: resource.node, to: &builder)
    builder.endMapping()
    return builder.finish()?.root
  }

  private static func appendMembers(of node: Node, to builder: inout DocumentBuilder) {
    for (key, value) in node.members where value.kind != .null {
      guard let name = key.string else { continue }
      builder.string(.init(lists[name] ?? names[name] ?? camelCase(name)), at: key.range)
      append(value, as: name, to: &builder)
    }
  }

  private static func append(_ value: Node, as name: String, to builder: inout DocumentBuilder) {
    guard !mappings.contains(name) else { return builder.copy(value) }
    switch value.kind {
    case .mapping:
      builder.beginMapping(at: value.range)
      appendMembers(of: value, to: &builder)
      builder.endMapping()
    case .sequence:
      let first = value.elements.first { _ in true }
      if lists[name] == nil, value.count == 1, let first, first.kind == .mapping {
        return append(first, as: name, to: &builder)
      }
      builder.beginSequence(at: value.range)
      for element in value.elements { append(element, as: "", to: &builder) }
      builder.endSequence()
    default: builder.copy(value)
    }
  }

  private static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.dropFirst().reduce(words.first.map(String.init) ?? "") {
      $0 + $1.prefix(1).uppercased() + $1.dropFirst()
    }
  }
}
