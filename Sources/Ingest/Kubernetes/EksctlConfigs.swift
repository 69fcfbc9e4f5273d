import Documents
import Kubernetes

/// Configuration files of eksctl; what they set up depends on what other inputs tell about the
/// cluster.
struct EksctlConfigs: Reader {
  let kind = "eksctl"
  let markers: [StaticString] = ["eksctl.io/"]

  func recognises(_ root: Node) -> Bool { EksctlConfigReader.recognises(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    reading.eksctl.append(PendingDocument(root: root, path: reading.path))
  }
}
