import Estate
import Kubernetes
import Text

/// A row of the table `k8s_problem`.
struct ClusterProblemRow: Sendable {
  let id: Int
  let cluster: String
  let code: String
  let message: String
  let range: SourceRange?
}

extension Facts {
  var clusterProblems: [ClusterProblemRow] {
    estate.clusters.flatMap { cluster in
      (cluster.awsAuth?.problems ?? []).map { (cluster.label, $0) }
    }.enumerated().map { index, problem in
      ClusterProblemRow(
        id: index + 1, cluster: problem.0, code: problem.1.code, message: problem.1.message,
        range: problem.1.range)
    }
  }
}
