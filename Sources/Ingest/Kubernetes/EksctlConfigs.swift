import Documents
import Kubernetes

/// Configuration files of eksctl.
struct EksctlConfigs: Reader {
  let kind = "eksctl"
  let markers: [StaticString] = ["eksctl.io/"]

  func recognises(_ root: Node) -> Bool { EksctlConfigReader.recognises(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    let reader = EksctlConfigReader(root)
    for object in reader.objects {
      reading.clusters.add(object, of: reader.cluster, in: reading.folder)
    }
    reading.count("clusters")
  }
}
