import Estate
import Logic
import Text
import TrustGraph

/// A row of the table `cluster_plane`.
struct ClusterPlaneRow: Sendable {
  let id: Int
  let principal: Int
  let cluster: String
  let way: String
  let isWhole: Bool
  let gain: String
  let holds: Truth
  let range: SourceRange?
}

extension Facts {
  /// Principals that change who may log in to a cluster, through the EKS API.
  var clusterPlanes: [ClusterPlaneRow] {
    guard !estate.clusters.isEmpty else { return [] }
    var rows: [ClusterPlaneRow] = []
    for edge in trust.graph.edges where edge.kind == .administersCluster {
      guard edge.status != .guarded, let principal = principal(of: edge.source) else { continue }
      let target = trust.graph[node: edge.target]
      let isWhole = target.kind == .clusterGroup
      let isPermission = target.kind == .clusterPermission
      rows.append(
        ClusterPlaneRow(
          id: rows.count + 1, principal: principal + 1, cluster: Self.cluster(of: target),
          way: edge.via, isWhole: isWhole, gain: isPermission ? target.label : "",
          holds: edge.residual.isUpToCaller, range: edge.evidence.first?.range))
    }
    return rows
  }

  /// The cluster that what the EKS API gives lies in.
  private static func cluster(of target: Node) -> String {
    switch target.kind {
    case .clusterGroup, .clusterPermission:
      let name = target.id.drop { $0 != ":" }.dropFirst()
      return String(name[..<(name.lastIndex(of: "/") ?? name.endIndex)])
    // The set of groups is labelled by its cluster.
    default: return String(target.label.dropFirst("any-group:".count))
    }
  }
}
