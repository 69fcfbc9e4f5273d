import Documents
import Kubernetes

/// CloudTrail events of clusters being created.
struct CreationEvents: Reader {
  let kind = "cloudtrail"
  let markers: [StaticString] = ["CreateCluster"]

  func recognises(_ root: Node) -> Bool { CreationEventReader.recognises(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    for (cluster, reference) in CreationEventReader.read(root) {
      reading.clusters.add(.description(cluster), of: reference, in: reading.folder)
      reading.count("clusters")
    }
  }
}
