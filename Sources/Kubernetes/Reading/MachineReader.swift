public import Documents
import IAM
import Logic

/// Reads `aws ec2 describe-launch-template-versions`, `describe-instances` and
/// `aws iam list-instance-profiles`, as far as they tell who reaches the role of a machine.
public struct MachineReader {
  /// Machines that no tag puts into a cluster.
  public private(set) var machines: [Machine] = []
  /// Pools that tags put into a cluster.
  public private(set) var pools: [(pool: NodePool, cluster: ClusterReference)] = []

  /// Whether a document is one of these outputs.
  public static func recognises(_ root: Node) -> Bool {
    guard root.kind == .mapping else { return false }
    if let list = root["LaunchTemplateVersions"] { return list.kind == .sequence }
    if let list = root["Reservations"] { return list.kind == .sequence }
    if let list = root["InstanceProfiles"] { return list.kind == .sequence }
    return root["InstanceProfile"]?["InstanceProfileName"] != nil
  }

  /// Reads a document that is recognised.
  public init(_ root: Node) {
    for version in Self.elements(root["LaunchTemplateVersions"]) { readTemplate(version) }
    for reservation in Self.elements(root["Reservations"]) {
      for instance in Self.elements(reservation["Instances"]) { readInstance(instance) }
    }
    for profile in Self.elements(root["InstanceProfiles"]) { readProfile(profile) }
    if let profile = root["InstanceProfile"] { readProfile(profile) }
  }

  private static func elements(_ list: Node?) -> [Node] { list.map { Array($0.elements) } ?? [] }

  private mutating func readTemplate(_ node: Node) {
    guard let id = node["LaunchTemplateId"]?.string else { return }
    let data = node["LaunchTemplateData"]
    var template = LaunchTemplate(
      id: id, name: node["LaunchTemplateName"]?.string,
      version: node["VersionNumber"]?.string.flatMap { Int($0) } ?? 0,
      isDefault: node["DefaultVersion"]?.boolean ?? false)
    template.profile = Self.profile(data?["IamInstanceProfile"])
    template.metadata = data?["MetadataOptions"].map(MetadataOptionsReader.read)
    machines.append(.template(template))
  }

  private static func profile(_ node: Node?) -> String? {
    node?["Arn"]?.string ?? node?["Name"]?.string
  }

  private mutating func readInstance(_ node: Node) {
    guard let id = node["InstanceId"]?.string else { return }
    let profile = Self.profile(node["IamInstanceProfile"])
    let metadata = node["MetadataOptions"].map(MetadataOptionsReader.read)
    var tags: [String: String] = [:]
    for tag in Self.elements(node["Tags"]) {
      if let key = tag["Key"]?.string { tags[key] = tag["Value"]?.string ?? "" }
    }
    guard let cluster = Self.cluster(tags) else {
      machines.append(.instance(id: id, profile: profile, metadata: metadata, node.range))
      return
    }
    let group = tags["eks:nodegroup-name"] ?? tags["alpha.eksctl.io/nodegroup-name"]
    var pool = NodePool(
      name: group ?? profile.map { String($0.split(separator: "/").last ?? "") } ?? id,
      kind: .selfManaged, role: nil, range: node.range)
    pool.instanceProfile = profile
    pool.metadata = metadata
    pools.append((pool, ClusterReference(name: cluster)))
  }

  /// Source: EKS User Guide, "Tag your Amazon EKS resources"; eksctl's own tag.
  private static func cluster(_ tags: [String: String]) -> String? {
    if let name = tags["eks:cluster-name"] ?? tags["alpha.eksctl.io/cluster-name"] { return name }
    let prefix = "kubernetes.io/cluster/"
    return tags.keys.filter { $0.hasPrefix(prefix) }.min().map {
      String($0.dropFirst(prefix.count))
    }
  }

  private mutating func readProfile(_ node: Node) {
    guard let arn = node["Arn"]?.string,
      let role = Self.elements(node["Roles"]).first?["Arn"]?.string
    else { return }
    machines.append(.profile(arn: arn, role: role))
    if let name = node["InstanceProfileName"]?.string {
      machines.append(.profile(arn: name, role: role))
    }
  }
}
