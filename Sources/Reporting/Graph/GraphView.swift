public import Estate
public import Findings
import Logic
public import Text
public import TrustGraph

/// The part of a graph that is written, with its places resolved.
public struct GraphView: Sendable {
  /// A link between two of `nodes`.
  struct Link: Sendable {
    let source: Int
    let target: Int
    let step: PrintedStep
    /// How many edges of the graph it stands for.
    var count = 1
  }

  let nodes: [Node]
  let links: [Link]
  let printer: StepPrinter

  /// The whole graph as it is stored, set nodes included.
  public init(
    _ graph: Graph, statuses: Set<Edge.Status>, files: SourceFiles,
    redaction: SecretRedaction
  ) {
    let kept = graph.edges.indices.filter { statuses.contains(graph.edges[$0].status) }
    self.init(graph, edges: kept, nodes: graph.nodes.indices.map(NodeIndex.init), files, redaction)
  }

  /// What lies within some steps of a node, in either direction; a step through a set is one.
  public init(
    _ graph: Graph, around centers: [NodeIndex], hops: Int, statuses: Set<Edge.Status>,
    files: SourceFiles, redaction: SecretRedaction
  ) {
    var seen = Set(centers)
    for neighbours in [graph.outgoing, graph.incoming] {
      var visited = Set(centers)
      var frontier = centers
      for _ in 0..<max(0, hops) {
        frontier = Self.step(from: frontier, along: neighbours, graph, statuses, &visited)
      }
      seen.formUnion(visited)
    }
    let kept = graph.edges.indices.filter { index in
      let edge = graph.edges[index]
      return statuses.contains(edge.status) && seen.contains(edge.source)
        && seen.contains(edge.target)
    }
    self.init(graph, edges: kept, nodes: seen.sorted(), files, redaction)
  }

  private static func step(
    from frontier: [NodeIndex], along neighbours: Adjacency, _ graph: Graph,
    _ statuses: Set<Edge.Status>, _ visited: inout Set<NodeIndex>
  ) -> [NodeIndex] {
    var next: [NodeIndex] = []
    var open = frontier
    while let node = open.popLast() {
      for index in neighbours[node] where statuses.contains(graph[edge: index].status) {
        let edge = graph[edge: index]
        let other = edge.source == node ? edge.target : edge.source
        guard visited.insert(other).inserted else { continue }
        if graph[node: other].kind == .hub { open.append(other) } else { next.append(other) }
      }
    }
    return next
  }

  private init(
    _ graph: Graph, edges: [Int], nodes: [NodeIndex], _ files: SourceFiles,
    _ redaction: SecretRedaction
  ) {
    var places: [NodeIndex: Int] = [:]
    for (place, node) in nodes.enumerated() { places[node] = place }
    self.nodes = nodes.map { graph[node: $0] }
    links = edges.compactMap { index in
      let edge = graph.edges[index]
      guard let source = places[edge.source], let target = places[edge.target] else { return nil }
      return Link(source: source, target: target, step: PrintedStep(edge, in: graph))
    }
    printer = StepPrinter(
      links.lazy.flatMap(\.step.evidence), files: files, redaction: redaction)
  }

  private init(nodes: [Node], links: [Link], printer: StepPrinter) {
    self.nodes = nodes
    self.links = links
    self.printer = printer
  }

  /// Accounts as wholes, and who else reaches into them; steps inside an account are left out.
  ///
  /// A link between accounts shows one step of its kind, the surest; `count` tells how many there are.
  public var byAccount: GraphView {
    var merged: [Node] = []
    var indexes: [String: Int] = [:]
    let places = nodes.map { node -> Int in
      let shown = node.asAccount
      if let known = indexes[shown.id] { return known }
      indexes[shown.id] = merged.count
      merged.append(shown)
      return merged.count - 1
    }
    var between: [[Int]: Int] = [:]
    var result: [Link] = []
    for link in links where link.step.kind != .contains {
      let source = places[link.source]
      let target = places[link.target]
      guard source != target else { continue }
      let kind = Edge.Kind.allCases.firstIndex(of: link.step.kind) ?? 0
      if let known = between[[source, target, kind]] {
        let isSurer = link.step.status.isSurer(than: result[known].step.status)
        let step = isSurer ? link.step : result[known].step
        result[known] = Link(
          source: source, target: target, step: step, count: result[known].count + 1)
      } else {
        between[[source, target, kind]] = result.count
        result.append(Link(source: source, target: target, step: link.step))
      }
    }
    return GraphView(nodes: merged, links: result, printer: printer)
  }
}

extension Node {
  /// The account that a node is in, or the node itself where it is in none.
  fileprivate var asAccount: Node {
    guard let account else { return self }
    let id = kind == .account ? id : "arn:aws:iam::\(account):root"
    return Node(id: id, kind: .account, account: account, label: account)
  }
}
