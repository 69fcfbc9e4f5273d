import Logic
import TrustGraph

extension Facts {
  /// Paths whose every step names exactly whom it means: shown in reports as what was intended.
  func intendedPaths() -> [Finding] {
    chains.filter(isIntended).map { chain in
      let graph = trust.graph
      let source = graph[node: chain.path.source].id
      let target = graph[node: chain.path.target]
      let walk = chain.path.nodes.map { graph[node: $0].label }.joined(separator: " → ")
      return Finding(
        rule: "", title: "Path as intended", severity: .info, confidence: .certain, status: .fail,
        subject: source, account: target.account,
        message: "\(walk): every step lets in only whom it means", range: chain.steps.first?.range,
        path: hops(of: chain.path), fix: "",
        fingerprint: Fingerprint.digest(
          rule: "intended", subject: source, target: target.id, code: ""))
    }.sorted { ($0.subject, $0.fingerprint) < ($1.subject, $1.fingerprint) }
  }
}

extension Facts {
  /// Whether every step is exact and the end is no administrator.
  fileprivate func isIntended(_ chain: Chain) -> Bool {
    chain.isExact == .yes && chain.holds != .no && chain.kind.isShownWhenExact
      && trust.reach[Int(chain.path.target)].own < .administrator
  }
}

extension Chain.Kind {
  /// Chains of one's own people to an administrator are never as intended without a word.
  fileprivate var isShownWhenExact: Bool {
    self == .workload || self == .outsideCluster || self == .thirdParty
  }
}
