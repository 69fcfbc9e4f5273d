import Documents
import Kubernetes

/// Outputs of `aws eks` about access entries.
struct AccessEntries: Reader {
  let kind = "eks-access-entries"
  let markers: [StaticString] = ["accessEntry", "accessEntries", "associatedAccessPolicies"]

  func recognises(_ root: Node) -> Bool { AccessEntryReader.recognises(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    if AccessEntryReader.isList(root) {
      reading.clusters.add(
        .accessEntryList(isWhole: root.furtherPages == nil), in: reading.folder)
    }
    for (entry, cluster) in AccessEntryReader.read(root) {
      reading.clusters.add(.accessEntry(entry), of: cluster, in: reading.folder)
      reading.count("access entries")
    }
  }
}
