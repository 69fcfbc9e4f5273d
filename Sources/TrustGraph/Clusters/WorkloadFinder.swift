import Estate
import Kubernetes
import Logic
import Text

/// Pods hold tokens of the service account that they run as.
///
/// The token for the Kubernetes API is the account towards its cluster only; a token that AWS
/// takes is there where EKS injects one, or the pod asks for one.
struct WorkloadFinder: EdgeFinder {
  static let rows = ["K-pod"]
  private static let audiences: Set<String> = ["sts.amazonaws.com", "pods.eks.amazonaws.com"]

  static func addEdges(to draft: inout GraphDraft) {
    let open = draft.estate.oidcProviders.filter { provider in
      provider.clientIDs?.contains { $0.literal == ServiceAccount.apiAudience } ?? false
    }
    let issuers = Set(open.compactMap { $0.issuer.literal.map(Issuer.init) })
    for index in draft.inventories.indices {
      let inventory = draft.inventories[index]
      let takesAPITokens = inventory.cluster.issuer.map { issuers.contains(Issuer($0)) } ?? false
      for workload in inventory.cluster.workloads {
        add(workload, inventory, takesAPITokens, &draft)
      }
    }
  }

  private static func add(
    _ workload: Workload, _ inventory: ClusterInventory, _ takesAPITokens: Bool,
    _ draft: inout GraphDraft
  ) {
    let cluster = inventory.cluster
    let source = draft.workload(workload, of: cluster)
    let places = [Evidence(.grants, at: workload.serviceAccountRange ?? workload.range)]
    let token = draft.token(workload.namespace, workload.serviceAccount, of: cluster)
    let isForAWS = !audiences.isDisjoint(with: workload.audiences)
    let isInjected = inventory.injectsRole(workload)
    if isForAWS || isInjected == .yes {
      draft.add(source, to: token, .runsAs, via: "K-pod", places)
      return
    }
    if isInjected == .unknown {
      let residual = Residual(
        Proposition("a webhook gives these pods the role of their account", at: workload.range),
        kind: .evidenceMissing)
      draft.add(
        source, to: token, .runsAs, via: "K-pod", status: .conditional, residual: residual, places)
    }
    if inventory.mountsAPIToken(workload) || workload.audiences.contains("") {
      let account = draft.serviceAccount(
        workload.namespace, workload.serviceAccount, of: cluster)
      draft.add(source, to: account, .runsAs, via: "K-pod", places)
      if takesAPITokens {
        let residual = Residual(
          Proposition("the role asks for no audience but the cluster's own"),
          kind: .evidenceMissing)
        draft.add(
          source, to: token, .runsAs, via: "K-pod", status: .conditional, residual: residual,
          places)
      }
    }
    let others = workload.audiences.filter { !$0.isEmpty }
    guard !others.isEmpty else { return }
    let residual = Residual(
      Proposition(
        "an identity provider takes tokens for \(others.joined(separator: ", "))",
        at: workload.range),
      kind: .evidenceMissing)
    draft.add(
      source, to: token, .runsAs, via: "K-pod", status: .conditional, residual: residual, places)
  }
}
