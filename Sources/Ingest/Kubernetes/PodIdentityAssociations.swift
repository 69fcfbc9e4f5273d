import Documents
import Estate
import Kubernetes

/// Outputs of `aws eks` about Pod Identity associations.
struct PodIdentityAssociations: Reader {
  let kind = "eks-pod-identity"
  let markers: [StaticString] = ["podidentityassociation", "\"associations\""]

  func recognises(_ root: Node) -> Bool { PodIdentityReader.recognises(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    for (association, cluster, range) in PodIdentityReader.read(root) {
      if let value = association.externalID {
        reading.estate.add(Secret(kind: .externalID, value: value, range: range))
      }
      reading.clusters.add(.podIdentityAssociation(association), of: cluster, in: reading.folder)
      reading.count("pod identity associations")
    }
  }
}
