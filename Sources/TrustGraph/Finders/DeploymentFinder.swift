import Estate
import IAM
import Logic

/// Roles that the deployment of templates assumes by itself.
///
/// It reads outputs of other stacks and deploys stack sets. What the caller's side allows is not
/// known.
struct DeploymentFinder: EdgeFinder {
  static let rows = ["T-STACK-OUTPUT", "T-STACK-SET"]

  static func addEdges(to draft: inout GraphDraft) {
    for step in draft.estate.deploymentSteps {
      let source = node(step.source, &draft)
      let target = node(step.target, &draft)
      guard source != target else { continue }
      let question = Proposition(
        "the deployment may assume \(step.target.display)", at: step.range)
      draft.graph.add(
        Edge(
          source: source, target: target, kind: .assumeRole, status: .possible,
          residual: Residual(question, kind: .evidenceMissing), via: step.via,
          evidence: [Evidence(.intends, at: step.range)]))
    }
  }

  private static func node(_ arn: SymbolicString, _ draft: inout GraphDraft) -> NodeIndex {
    if let index = draft.principals.index(ofARN: arn.display),
      let node = draft.principals.nodes[index]
    {
      return node
    }
    let parts = SymbolicARN(arn)
    if let parts, parts.resource.display == "root" {
      let account = Node.account(parts.account, partition: parts.partition)
      return draft.graph.node(account.id) { account }
    }
    let id = arn.display
    return draft.graph.node(id) {
      Node(id: id, kind: .externalPrincipal, account: parts?.account.display, label: id)
    }
  }
}
