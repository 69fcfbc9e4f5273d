import Estate
import Ingest
import Logic
import Testing
import Text

@testable import TrustGraph

/// Clusters that would be quadratic if every subject had an edge to every service account.
@Suite struct ClusterScaleTests {
  /// A cluster with accounts in ten namespaces, an editor of each, and as many editors of all.
  private func edges(accounts: Int) -> Int {
    var text = ""
    for number in 0..<accounts {
      text += """
        {"apiVersion": "v1", "kind": "ServiceAccount",
         "metadata": {"name": "a\(number)", "namespace": "n\(number % 10)"}}

        """
      text += """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p\(number)", "namespace":
         "n\(number % 10)"}, "spec": {"serviceAccountName": "a\(number)", "nodeName": "m\(number)"}}

        """
      text += """
        {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
         "metadata": {"name": "b\(number)"}, "roleRef": {"kind": "ClusterRole", "name": "edit"},
         "subjects": [{"kind": "User", "name": "u\(number)"}]}

        """
    }
    var ingestion = Ingestion()
    ingestion.add(path: "objects.json", diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
    return TrustGraph(ingestion.finish()).graph.edges.count
  }

  @Test func edgesAreLinear() {
    let (small, large) = (edges(accounts: 100), edges(accounts: 400))
    #expect(large <= 4 * small)
    // For each account: its token, the pod, the binding, and one edge for each way to get it.
    #expect(large <= 400 * 16)
  }
}
