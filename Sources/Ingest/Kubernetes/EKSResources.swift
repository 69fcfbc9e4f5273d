import Documents
import Kubernetes

/// Outputs of `aws eks describe-nodegroup`, `describe-fargate-profile`, `describe-addon`,
/// `describe-identity-provider-config` and `describe-capability`.
struct EKSResources: Reader {
  let kind = "eks-resource"
  let markers: [StaticString] = [
    "\"nodegroup\"", "\"fargateProfile\"", "\"addon\"", "\"identityProviderConfig\"",
    "\"capability\"",
  ]

  func recognises(_ root: Node) -> Bool { EKSResourceReader.recognises(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    guard let found = EKSResourceReader.read(root) else { return }
    reading.clusters.add(found.object, of: found.cluster, in: reading.folder)
    reading.count("cluster resources")
  }
}
