public import Estate
import Logic
public import Text

/// Who can become whom in an estate: the graph, and the records that rules stand on.
///
/// Immutable. Node, edge and record order depends on the estate only.
public struct TrustGraph: Sendable {
  /// Nodes and edges.
  public let graph: Graph
  /// What every trust policy lets in, in the order of the roles.
  public let grants: [TrustGrant]
  /// How many can use each of them.
  public let uses: [GrantUse]
  /// What every node can do, by node.
  public let reach: [Reach]
  /// The best ways to gain rights by permissions alone, by principal; empty unless asked for.
  public let escalations: [Escalation]
  /// The accounts that the inputs know.
  public let accounts: AccountDirectory
  /// Node of each of the estate's principals; nil for groups.
  public let nodeOfPrincipal: [NodeIndex?]
  /// The principals of each account as displayed.
  let members: [String: [NodeIndex]]
  let principalOfNode: [NodeIndex: Int]
  /// What words stand for in a graph that was kept.
  let classes: [String: [NodeIndex]]

  /// Which edges a graph has besides those of trust.
  public enum Escalations: Hashable, Sendable {
    /// None: what rules about trust stand on.
    case none
    /// None, but `escalations` tells the best of them.
    case told
    /// Those that permissions make.
    case drawn
    /// The same, and from the administrators of an account to everybody in it, so that paths go on.
    case walked
  }

  /// Builds the graph.
  ///
  /// `asked` are identifiers that a question names: subjects and repositories that no role names
  /// get nodes, too, where some role trusts their issuer.
  ///
  /// - Complexity: near-linear in statements, grants and principals.
  public init(
    _ estate: Estate, escalations: Escalations = .none, asked: [String] = [],
    by parallelism: Parallelism = .serial
  ) {
    classes = [:]
    var draft = GraphDraft(estate, by: parallelism)
    for finder in EdgeFinders.all { finder.addEdges(to: &draft) }
    if escalations == .drawn || escalations == .walked {
      var further = EscalationDraft(draft, asked: asked)
      for finder in EscalationFinders.all { finder.addEdges(to: &further) }
      if escalations == .walked { further.addEverybody() }
      draft = further.base
    }
    graph = draft.graph.build(sessions: PolicyHandover(draft))
    accounts = draft.accounts
    nodeOfPrincipal = draft.principals.nodes
    var members: [String: [NodeIndex]] = [:]
    var principalOfNode: [NodeIndex: Int] = [:]
    for (index, node) in nodeOfPrincipal.enumerated() {
      guard let node else { continue }
      members[estate.principals[index].account.display, default: []].append(node)
      if principalOfNode[node] == nil { principalOfNode[node] = index }
    }
    self.members = members
    self.principalOfNode = principalOfNode
    reach = ReachClosure(graph, own: draft.policies, nodes: nodeOfPrincipal, of: estate).reach
    self.escalations = escalations == .told ? EscalationSummary.escalations(draft, reach) : []
    grants = draft.grants
    var users = GrantUsers(graph, reach: reach)
    uses = draft.grants.enumerated().map { users.use(of: $0.offset, role: $0.element.role) }
  }

  /// A graph that was kept: only questions about its edges can be answered.
  ///
  /// `classes` are words of questions with what they stand for.
  public init(nodes: [Node], edges: [Edge], classes: [String: [NodeIndex]]) {
    self.classes = classes
    var indexes: [String: NodeIndex] = [:]
    for (index, node) in nodes.enumerated() { indexes[node.id] = NodeIndex(index) }
    graph = Graph(nodes: nodes, indexes: indexes, edges: edges)
    grants = []
    uses = []
    escalations = []
    reach = Array(repeating: Reach(), count: nodes.count)
    accounts = AccountDirectory(Estate())
    nodeOfPrincipal = []
    members = Dictionary(
      grouping: nodes.indices.filter { nodes[$0].kind == .user || nodes[$0].kind == .role }.map(
        NodeIndex.init)
    ) { nodes[Int($0)].account ?? "" }
    principalOfNode = [:]
  }

  /// Path search on this graph.
  public func paths(
    maxHops: Int = 12, statuses: Set<Edge.Status> = Edge.Status.open
  ) -> PathSearch {
    PathSearch(graph, maxHops: maxHops, statuses: statuses)
  }

  /// Paths of one step on this graph.
  public func directSteps() -> DirectSteps { DirectSteps(graph) }

  /// Index into `Estate.principals` of the principal that a node stands for; nil for other nodes.
  public func principal(of node: NodeIndex) -> Int? { principalOfNode[node] }

  /// Users and roles of the inputs that can use a grant, both sides considered; sorted.
  public func users(of grant: Int) -> [NodeIndex] {
    var users = GrantUsers(graph, reach: reach)
    return users.users(of: grant, role: grants[grant].role)
  }
}
