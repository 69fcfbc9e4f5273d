import CloudFormation
import Documents
import Kubernetes
import Text

/// Kubernetes objects: aws-auth, service accounts, roles and bindings, workloads, namespaces,
/// machines, and AWS resources that controllers make, alone or in lists.
struct KubernetesObjects: Reader {
  let kind = "kubernetes"
  let markers: [StaticString] = [
    "aws-auth", "mapRoles", "mapUsers", "mapAccounts", "ServiceAccount",
    "rbac.authorization.k8s.io", "kind: Deployment", "kind: StatefulSet", "kind: DaemonSet",
    "kind: CronJob", "kind: Pod\n", "iamauthenticator.k8s.aws", ".services.k8s.aws",
  ]

  func recognises(_ root: Node) -> Bool {
    ObjectReader.recognises(root) || ControllerResources.recognises(root)
  }

  func read(_ root: Node, _ reading: inout Reading) {
    var reader = ObjectReader()
    reader.read(root)
    reading.diagnostics.append(contentsOf: reader.diagnostics)
    for object in reader.objects {
      reading.count(Self.name(of: object))
      reading.clusters.add(object, in: reading.folder)
    }
    ControllerResources(root, account: reading.stack.account).add(to: &reading)
  }

  private static func name(of object: ClusterObject) -> String {
    switch object {
    case .awsAuth: "aws-auth"
    case .serviceAccount: "service accounts"
    case .role: "Kubernetes roles"
    case .binding: "role bindings"
    case .workload: "workloads"
    case .namespace: "namespaces"
    case .node: "nodes"
    case .networkPolicy: "network policies"
    default: "objects"
    }
  }
}
