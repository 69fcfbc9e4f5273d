import Documents
import Kubernetes

/// Output of `aws eks describe-cluster`.
struct ClusterDescriptions: Reader {
  let kind = "eks-cluster"
  let markers: [StaticString] = [":cluster/"]

  func recognises(_ root: Node) -> Bool { ClusterDescriptionReader.cluster(in: root) != nil }

  func read(_ root: Node, _ reading: inout Reading) {
    guard let node = ClusterDescriptionReader.cluster(in: root) else { return }
    let cluster = ClusterDescriptionReader.read(node)
    if let account = cluster.account { reading.account = account }
    guard let name = cluster.name else { return }
    reading.clusters.add(
      .description(cluster), of: ClusterReference(name: name, arn: cluster.arn),
      in: reading.folder)
    reading.count("clusters")
  }
}
