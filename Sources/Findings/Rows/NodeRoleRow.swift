import Estate
import IAM
import Kubernetes
import Logic
import Text
import TrustGraph

/// A row of the table `node_role`.
struct NodeRoleRow: Sendable {
  let id: Int
  let cluster: String
  let pool: String
  let kind: StaticString
  let roleARN: String
  let role: Int?
  let reach: Int
  let isReachable: Truth
  let hostPods: Int
  let excess: String
  let assumes: Bool
  let excessLevel: Int
  let others: String
  let isMetadataKnown: Bool
  let metadataRange: SourceRange?
  let range: SourceRange?
}

extension Facts {
  /// The roles of the machines of clusters.
  var nodeRoles: [NodeRoleRow] {
    var rows: [NodeRoleRow] = []
    for cluster in estate.clusters where !cluster.nodePools.isEmpty {
      // Parts of the cluster itself work on the machines' network.
      let onHost = cluster.workloads.count {
        $0.exposure.contains(.hostNetwork) && $0.namespace != "kube-system"
      }
      for pool in cluster.nodePools {
        rows.append(row(pool, onHost: onHost, id: rows.count + 1, in: cluster))
      }
    }
    return rows
  }

  private func row(
    _ pool: NodePool, onHost: Int, id: Int, in cluster: Cluster
  ) -> NodeRoleRow {
    let index = principal(of: pool, in: cluster)
    let excess = index.map { NodeExcess(estate.principals[$0]) }
    let reach = index.map { self.reach(ofPrincipal: $0) } ?? .none
    let own = index.flatMap { levels(ofPrincipal: $0)?.own } ?? .none
    return NodeRoleRow(
      id: id, cluster: cluster.label, pool: pool.name, kind: pool.kind.word,
      roleARN: index.map { estate.principals[$0].id } ?? pool.role?.display
        ?? pool.instanceProfile ?? "",
      role: index.map { $0 + 1 }, reach: Int(reach.rawValue),
      isReachable: pool.isReachableByPods && reachability(in: cluster),
      hostPods: onHost, excess: excess?.names.joined(separator: ", ") ?? "",
      assumes: own >= .sensitive, excessLevel: excess?.level ?? 0,
      others: index.map { strangers(to: $0) } ?? "", isMetadataKnown: pool.metadata != nil,
      metadataRange: pool.metadata?.range ?? pool.range, range: pool.range)
  }

  /// Unknown where policies would keep every pod from the metadata service if something enforces
  /// them.
  private func reachability(in cluster: Cluster) -> Truth {
    let pods = cluster.workloads.filter { !$0.exposure.contains(.hostNetwork) }
    guard !pods.isEmpty, !cluster.networkPolicies.isEmpty else { return .yes }
    let guards = MetadataGuards(cluster)
    return pods.allSatisfy { guards.policy(of: $0) != nil } ? .unknown : .yes
  }

  /// The role that a pool names by ARN, by name or through an instance profile.
  private func principal(of pool: NodePool, in cluster: Cluster) -> Int? {
    if let role = pool.role?.display {
      if let index = principal(withARN: role) ?? principal(ofLogin: role) { return index }
      return estate.principals.firstIndex { principal in
        principal.kind == .role && principal.name.display == role
          && (cluster.account == nil || principal.account.literal == cluster.account)
      }
    }
    guard let profile = pool.instanceProfile else { return nil }
    let name = profile.split(separator: "/").last.map(String.init) ?? profile
    let owner = ARN(profile)?.account ?? cluster.account
    return estate.principals.firstIndex { principal in
      principal.kind == .role && principal.instanceProfiles.contains(name)
        && (owner == nil || principal.account.literal == owner)
    }
  }

  /// Who can take a machine's role besides machines, in the words of its trust.
  private func strangers(to index: Int) -> String {
    let live = grants(ofPrincipal: index).filter { grant in
      guard grant.dead == nil else { return false }
      guard grant.party.kind == .service else { return true }
      return grant.party.name?.literal.map { !$0.hasPrefix("ec2.") && !$0.hasPrefix("ssm.") }
        ?? true
    }
    return Set(live.map { $0.party.text.display }).sorted().joined(separator: ", ")
  }
}

/// Policies of a machine's role beyond what machines of a cluster need.
///
/// Source: EKS User Guide, "Amazon EKS node IAM role"; EKS Best Practices Guide.
struct NodeExcess {
  /// Names of the policies, in their order.
  private(set) var names: [String] = []
  /// 1 for the network plug-in's policy, 2 for writing images, 3 for anything else.
  private(set) var level = 0

  private static let baseline: Set<String> = [
    "AmazonEKSWorkerNodePolicy", "AmazonEKSWorkerNodeMinimalPolicy",
    "AmazonEC2ContainerRegistryReadOnly", "AmazonEC2ContainerRegistryPullOnly",
    "AmazonSSMManagedInstanceCore",
  ]
  private static let images: Set<String> = [
    "AmazonEC2ContainerRegistryPowerUser", "AmazonEC2ContainerRegistryFullAccess",
  ]

  init(_ role: Principal) {
    for policy in role.attachedPolicies {
      let text = policy.text.display
      let name = text.split(separator: "/").last.map(String.init) ?? text
      let isOfAWS = ARN(text)?.account == "aws"
      if isOfAWS, Self.baseline.contains(name) { continue }
      names.append(name)
      level = max(
        level,
        isOfAWS && name == "AmazonEKS_CNI_Policy"
          ? 1 : isOfAWS && Self.images.contains(name) ? 2 : 3)
    }
    for policy in role.inlinePolicies {
      names.append(policy.name)
      level = 3
    }
  }
}

extension NodePool.Kind {
  var word: StaticString {
    switch self {
    case .managed: "managed"
    case .selfManaged: "self-managed"
    case .autoMode: "auto-mode"
    case .karpenter: "karpenter"
    case .eksctl: "eksctl"
    }
  }
}
