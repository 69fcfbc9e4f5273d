import Logic
import Text

/// Which subjects of an identity provider a wider pattern of subjects covers, so that whoever has the
/// narrow one gets in wherever the wide one does.
///
/// Service accounts are told from their clusters.
struct SubjectFinder: EscalationFinder {
  static let rows = ["T-OIDC"]

  private struct Subject {
    let text: String
    let node: NodeIndex
  }

  static func addEdges(to draft: inout EscalationDraft) {
    var issuers: [String: [Subject]] = [:]
    for (index, node) in draft.base.graph.nodes.enumerated() where node.kind == .oidcSubject {
      guard let hash = node.id.firstIndex(of: "#"), TokenScope.doubt(about: node) == nil else {
        continue
      }
      let issuer = node.id[..<hash].dropFirst("oidc:".count)
      let text = String(node.id[node.id.index(after: hash)...])
      issuers[String(issuer), default: []].append(Subject(text: text, node: NodeIndex(index)))
    }
    for (issuer, subjects) in issuers.sorted(by: { $0.key < $1.key })
    where !TokenPopulation.isCluster(issuer.lowercased()) {
      addEdges(among: subjects.sorted { $0.text < $1.text }, &draft)
    }
  }

  private static func addEdges(among subjects: [Subject], _ draft: inout EscalationDraft) {
    for wide in subjects where wide.text.contains(where: { $0 == "*" || $0 == "?" }) {
      let pattern = Pattern(SymbolicString(wide.text), .glob)
      let beginning = wide.text.prefix { $0 != "*" && $0 != "?" }
      let first = subjects.partitioningIndex { $0.text >= beginning }
      for narrow in subjects[first...].prefix(while: { $0.text.hasPrefix(beginning) })
      where narrow.node != wide.node
        && Pattern(SymbolicString(narrow.text), .glob).isCovered(by: pattern)
      {
        draft.add(
          narrow.node, to: wide.node, .memberOf, "T-OIDC", .full, residual: .always, evidence: [])
      }
    }
  }
}
