import Documents
import Kubernetes

/// Outputs of `aws ec2 describe-launch-template-versions`, `describe-instances` and
/// `aws iam list-instance-profiles`.
struct Machines: Reader {
  let kind = "ec2-machines"
  let markers: [StaticString] = [
    "LaunchTemplateVersions", "\"Reservations\"", "\"InstanceProfiles\"",
  ]

  func recognises(_ root: Node) -> Bool { MachineReader.recognises(root) }

  func read(_ root: Node, _ reading: inout Reading) {
    let reader = MachineReader(root)
    for machine in reader.machines { reading.clusters.add(machine) }
    for (pool, cluster) in reader.pools {
      reading.clusters.add(.nodePool(pool), of: cluster, in: reading.folder)
    }
    reading.count("machines", reader.machines.count + reader.pools.count)
  }
}
