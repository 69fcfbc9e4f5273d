import Documents
import Kubernetes

/// Elements of `eksctl get iamidentitymapping -o json`.
struct EksctlMappings: Reader {
  let kind = "eksctl-mappings"
  let markers: [StaticString] = ["rolearn", "userarn"]

  func recognises(_ root: Node) -> Bool { EksctlMappingReader.recognises(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    reading.clusters.add(.awsAuth(EksctlMappingReader.read(root)), in: reading.folder)
    reading.count("mappings")
  }
}
