import Documents
import Kubernetes
import Text

/// Kubernetes objects: aws-auth, service accounts, roles and bindings, workloads, namespaces and
/// machines, alone or in lists.
struct KubernetesObjects: Reader {
  let kind = "kubernetes"
  let markers: [StaticString] = [
    "aws-auth", "mapRoles", "mapUsers", "mapAccounts", "ServiceAccount",
    "rbac.authorization.k8s.io", "kind: Deployment", "kind: StatefulSet", "kind: DaemonSet",
    "kind: CronJob", "kind: Pod\n",
  ]

  func recognises(_ root: Node) -> Bool { ObjectReader.recognises(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    var reader = ObjectReader()
    reader.read(root)
    reading.diagnostics.append(contentsOf: reader.diagnostics)
    for object in reader.objects {
      reading.count(Self.name(of: object))
      reading.clusters.add(object, in: reading.folder)
    }
  }

  private static func name(of object: ClusterObject) -> String {
    switch object {
    case .awsAuth: "aws-auth"
    case .serviceAccount: "service accounts"
    case .role: "cluster roles"
    case .binding: "role bindings"
    case .workload: "workloads"
    case .namespace: "namespaces"
    case .node: "nodes"
    default: "objects"
    }
  }
}
