import Documents
import Logic
import Text

/// Reads what runs pods: Pods, controllers and templates of pods.
struct WorkloadReader {
  /// Kinds of the core, `apps` and `batch` groups.
  static let kinds: Set<String> = [
    "Pod", "PodTemplate", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet",
    "ReplicationController", "Job", "CronJob",
  ]
  private static let machineCapabilities: Set<String> = [
    "ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE",
  ]

  let kind: String
  let namespace: String
  let name: String

  /// The workload; nil when the object describes no pods.
  func read(_ object: Node) -> Workload? {
    guard let pod = pod(of: object), let spec = pod["spec"], spec.kind == .mapping else {
      return nil
    }
    var workload = Workload(kind: kind, namespace: namespace, name: name, range: object.range)
    let account = spec["serviceAccountName"] ?? spec["serviceAccount"]
    if let account, let name = ObjectReader.filled(account) {
      workload.serviceAccount = name
      workload.serviceAccountRange = account.range
    }
    workload.mountsAPIToken = spec["automountServiceAccountToken"]?.boolean
    workload.labels = ObjectReader.texts(in: pod["metadata"]?["labels"])
    workload.exposure = exposure(of: spec)
    workload.audiences = audiences(of: spec)
    if kind == "Pod", let node = ObjectReader.filled(spec["nodeName"]) { workload.nodes = [node] }
    workload.owner = owner(of: object, labels: workload.labels)
    return workload
  }

  /// The object that holds the pods' labels and `spec`.
  private func pod(of object: Node) -> Node? {
    switch kind {
    case "Pod": object
    case "PodTemplate": object["template"]
    case "CronJob": object["spec"]?["jobTemplate"]?["spec"]?["template"]
    default: object["spec"]?["template"]
    }
  }

  private func exposure(of spec: Node) -> Workload.Exposure {
    var exposure: Workload.Exposure = []
    if spec["hostNetwork"]?.boolean == true { exposure.insert(.hostNetwork) }
    if spec["hostPID"]?.boolean == true || spec["hostIPC"]?.boolean == true {
      exposure.insert(.hostProcesses)
    }
    for list in [spec["containers"], spec["initContainers"], spec["ephemeralContainers"]] {
      for container in list.map({ Array($0.elements) }) ?? [] where isPrivileged(container) {
        exposure.insert(.privileged)
      }
    }
    for volume in spec["volumes"].map({ Array($0.elements) }) ?? []
    where volume["hostPath"] != nil {
      exposure.insert(.hostPath)
    }
    return exposure
  }

  private func isPrivileged(_ container: Node) -> Bool {
    let context = container["securityContext"]
    if context?["privileged"]?.boolean == true { return true }
    let added = context?["capabilities"]?["add"].map { Array($0.elements) } ?? []
    return added.contains { $0.string.map(Self.machineCapabilities.contains) ?? false }
  }

  /// Audiences of the tokens that the pod asks for; empty for the cluster's own.
  private func audiences(of spec: Node) -> [String] {
    var audiences: Set<String> = []
    for volume in spec["volumes"].map({ Array($0.elements) }) ?? [] {
      for source in volume["projected"]?["sources"].map({ Array($0.elements) }) ?? [] {
        guard let token = source["serviceAccountToken"] else { continue }
        audiences.insert(token["audience"]?.string ?? "")
      }
    }
    return audiences.sorted()
  }

  /// The controller; for a Deployment's ReplicaSet the Deployment, whose name the hash follows.
  private func owner(of object: Node, labels: [String: String]) -> String? {
    let references = object["metadata"]?["ownerReferences"].map { Array($0.elements) } ?? []
    let controller = references.first { $0["controller"]?.boolean == true } ?? references.first
    guard let kind = controller?["kind"]?.string, let name = controller?["name"]?.string,
      Self.kinds.contains(kind)
    else { return nil }
    if kind == "ReplicaSet", let hash = labels["pod-template-hash"], name.hasSuffix("-" + hash) {
      return "Deployment/" + name.dropLast(hash.utf8.count + 1)
    }
    return "\(kind)/\(name)"
  }
}
