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
      let text = isWhole ? target.id.dropFirst("k8s-group:".count) : target.label.dropFirst(10)
      let cluster = isWhole ? text.dropLast("/system:masters".count) : text
      rows.append(
        ClusterPlaneRow(
          id: rows.count + 1, principal: principal + 1, cluster: String(cluster), way: edge.via,
          isWhole: isWhole, holds: edge.residual.isUpToCaller, range: edge.evidence.first?.range))
    }
    return rows
  }
}
