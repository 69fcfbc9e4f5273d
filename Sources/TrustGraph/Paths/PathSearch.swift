/// Finds paths by walking backwards from their targets; safe with cycles.
public struct PathSearch: Sendable {
  private let graph: Graph
  /// Longest path that is looked for, in steps.
  public let maxHops: Int
  /// The statuses of the edges that paths are made of.
  let statuses: Set<Edge.Status>
  /// A bit for each of them: hashing a status costs more than a step.
  private let accepted: UInt8

  /// Largest number of edges that an enumeration walks before it gives up.
  private let budget: Int
  /// The same for all enumerations of one question.
  private var totalBudget: Int { 10 * budget }

  init(
    _ graph: Graph, maxHops: Int = 12, statuses: Set<Edge.Status> = Edge.Status.open,
    budget: Int = 200_000
  ) {
    self.budget = budget
    self.graph = graph
    self.maxHops = maxHops
    self.statuses = statuses
    accepted = statuses.reduce(0) { $0 | $1.bit }
  }

  private func accepts(_ status: Edge.Status) -> Bool { accepted & status.bit != 0 }

  /// A shortest path from every source that reaches the target: the proved one if there is one,
  /// and a conditional one if there is none or it is shorter; in the order of the nodes.
  ///
  /// Where the shortest way contradicts itself and the search for another one was given up, that way
  /// stands for the others: its path is not decided.
  ///
  /// - Complexity: linear in the part of the graph that reaches the target.
  public func shortest(
    to target: NodeIndex, from isSource: (NodeIndex) -> Bool
  ) -> [Path] {
    let proved = distances(to: [target]) { $0 == .proved }
    let any = distances(to: [target], where: accepts)
    var left = totalBudget
    var parallel = ParallelSteps(graph, where: accepts)
    return any.visited.sorted().filter { $0 != target && isSource($0) }.flatMap { source in
      shortest(
        proved: proved.steps[source].map { _ in edges(source, proved) },
        any: any.steps[source].map { (edges(source, any), $0.distance) }, &parallel
      ) {
        around($0, from: source, to: [target], any, &left)
      }
    }
  }

  /// The same for one source.
  ///
  /// - Complexity: that of `TwoEndedSearch`.
  public func shortest(from source: NodeIndex, to target: NodeIndex) -> [Path] {
    pairs(from: [source], to: [target])
  }

  /// The same for every pair of two lists, in the order of both.
  public func pairs(from sources: [NodeIndex], to targets: [NodeIndex]) -> [Path] {
    var left = totalBudget
    var parallel = ParallelSteps(graph, where: accepts)
    return sources.flatMap { source in
      targets.flatMap { shortest(from: source, to: $0, &left, &parallel) }
    }
  }

  private func shortest(
    from source: NodeIndex, to target: NodeIndex, _ left: inout Int,
    _ parallel: inout ParallelSteps
  ) -> [Path] {
    guard source != target else { return [] }
    var proved = TwoEndedSearch(graph, from: source, to: target) { $0 == .proved }
    var any = TwoEndedSearch(graph, from: source, to: target, where: accepts)
    return shortest(
      proved: proved.way(upTo: maxHops)?.edges, any: any.way(upTo: maxHops), &parallel
    ) {
      around($0, from: source, to: target, charging: &left)
    }
  }

  /// The same from every source to the target that is nearest to it, itself not counted; in the order
  /// of the sources.
  ///
  /// - Complexity: linear in the part of the graph that reaches the targets, and in the ways; for each
  ///   source that is a target itself, in what it reaches without meeting another one.
  public func nearest(from sources: [NodeIndex], to targets: [NodeIndex]) -> [Path] {
    let isProved = { (status: Edge.Status) in status == .proved }
    let proved = NearestSearch(graph, distances(to: targets, where: isProved), where: isProved)
    let map = distances(to: targets, where: accepts)
    let any = NearestSearch(graph, map, where: accepts)
    let ends = Set(targets)
    var left = totalBudget
    var parallel = ParallelSteps(graph, where: accepts)
    return sources.flatMap { source in
      func way(_ search: NearestSearch) -> (edges: [EdgeIndex], steps: Int)? {
        ends.contains(source)
          ? search.way(from: source, toOtherOf: ends, upTo: maxHops) : search.way(from: source)
      }
      return shortest(proved: way(proved)?.edges, any: way(any), &parallel) {
        around($0, from: source, to: ends, map, &left)
      }
    }
  }

  /// Everything that a node can become, by a shortest path each, nearest first.
  ///
  /// - Complexity: linear in what the node reaches, and in the ways.
  public func reachable(from source: NodeIndex) -> [Path] {
    var ways: [NodeIndex: [EdgeIndex]] = [source: []]
    var frontier = [source]
    /// By length: a way around a contradiction is longer than others of its round.
    var paths: [[Path]] = []
    var left = totalBudget
    var parallel = ParallelSteps(graph, where: accepts)
    for _ in 0..<maxHops where !frontier.isEmpty {
      var next: [NodeIndex] = []
      var open = frontier
      var position = 0
      while position < open.count {
        let node = open[position]
        position += 1
        for index in graph.outgoing[node] where isStep(index) {
          let target = graph.edges[Int(index)].target
          guard ways[target] == nil else { continue }
          let way = (ways[node] ?? []) + [index]
          ways[target] = way
          if graph.nodes[Int(target)].kind == .hub {
            open.append(target)
            continue
          }
          next.append(target)
          guard
            let path = Path(way, in: graph)
              ?? around(way, from: source, to: target, charging: &left)
          else { continue }
          while paths.count < path.hops.count { paths.append([]) }
          paths[path.hops.count - 1].append(parallel.easiest(path))
        }
      }
      frontier = next
    }
    return paths.flatMap(\.self)
  }

  // Field by field: a copy of an edge counts references of all that it holds.
  private func isStep(_ index: EdgeIndex) -> Bool {
    accepts(graph.edges[Int(index)].status) && graph.edges[Int(index)].capability.isStep
  }

  /// The path of the proved way, and that of any way if it is shorter; a way that contradicts itself
  /// gives way to another one.
  private func shortest(
    proved: [EdgeIndex]?, any: (edges: [EdgeIndex], steps: Int)?,
    _ parallel: inout ParallelSteps, otherwise other: ([EdgeIndex]) -> Path?
  ) -> [Path] {
    let sure = proved.flatMap { Path($0, in: graph) }.flatMap { path in
      // What its steps hand on may leave something open.
      let easiest = parallel.easiest(path)
      return easiest.status == .proved ? easiest : nil
    }
    let paths = sure.map { [$0] } ?? []
    let least = sure?.hops.count ?? .max
    guard let any, any.steps < least, let path = Path(any.edges, in: graph) ?? other(any.edges),
      path.hops.count < least
    else { return paths }
    return path.isDecided || paths.isEmpty ? paths + [parallel.easiest(path)] : paths
  }

  /// A shortest other way than one that contradicts itself; that one, not decided, where the search
  /// was given up.
  private func around(
    _ way: [EdgeIndex], from source: NodeIndex, to targets: Set<NodeIndex>, _ map: Map,
    _ left: inout Int
  ) -> Path? {
    let found = enumerate(
      from: source, to: targets, map, limit: 1, budget: min(budget, left))
    left -= found.spent
    return found.paths.first ?? (found.isExhausted ? Path(undecided: way, in: graph) : nil)
  }

  /// The same where what reaches the target has to be found first.
  private func around(
    _ way: [EdgeIndex], from source: NodeIndex, to target: NodeIndex, charging left: inout Int
  ) -> Path? {
    guard left > 0 else { return Path(undecided: way, in: graph) }
    let map = distances(to: [target], where: accepts)
    left -= map.steps.count
    return around(way, from: source, to: [target], map, &left)
  }

  /// Simple paths between two nodes, shortest first, up to a number of them.
  ///
  /// `isComplete` is false when there may be more than those returned.
  public func all(
    from source: NodeIndex, to target: NodeIndex, limit: Int
  ) -> (paths: [Path], isComplete: Bool) {
    source == target
      ? ([], true)
      : enumerate(
        from: source, to: [target], distances(to: [target], where: accepts), limit: limit,
        budget: budget
      ).answer
  }

  /// What an enumeration came to.
  private struct Enumerated {
    var paths: [Path] = []
    /// Whether there are no others.
    var isComplete = true
    /// Whether the budget ran out before anything else ended it.
    var isExhausted = false
    /// Edges that were walked.
    var spent = 0

    var answer: (paths: [Path], isComplete: Bool) { (paths, isComplete) }
  }

  private func enumerate(
    from source: NodeIndex, to targets: Set<NodeIndex>, _ map: Map, limit: Int, budget: Int
  ) -> Enumerated {
    guard let least = map.steps[source]?.distance else { return Enumerated() }
    var enumeration = Enumeration(
      graph: graph, map: map, targets: targets, statuses: statuses, budget: budget)
    var paths: [Path] = []
    func found(_ paths: [Path], isComplete: Bool) -> Enumerated {
      Enumerated(
        paths: paths, isComplete: isComplete, isExhausted: enumeration.isExhausted,
        spent: budget - enumeration.budget)
    }
    var length = least
    while length <= maxHops {
      enumeration.run(from: source, length: length) { path in
        paths.append(path)
        return paths.count <= limit
      }
      if paths.count > limit || enumeration.isExhausted { break }
      if !enumeration.sawLonger { return found(paths, isComplete: true) }
      length += 1
    }
    return found(Array(paths.prefix(limit)), isComplete: false)
  }

  /// The nodes that can reach a target, with the first edge of a shortest way.
  struct Map {
    struct Step {
      let distance: Int
      let edge: EdgeIndex?
    }
    var steps: [NodeIndex: Step] = [:]
    var visited: [NodeIndex] { Array(steps.keys) }
  }

  /// How far every node is from the nearest of some targets, breadth-first over steps: an edge into
  /// a set node belongs to the step that leaves the set.
  func distances(to targets: [NodeIndex], where accepts: (Edge.Status) -> Bool) -> Map {
    var map = Map()
    for target in targets { map.steps[target] = Map.Step(distance: 0, edge: nil) }
    var frontier = targets
    var distance = 0
    while !frontier.isEmpty, distance < maxHops {
      distance += 1
      var next: [NodeIndex] = []
      var hubs: [NodeIndex] = []
      func visit(_ node: NodeIndex) {
        for index in graph.incoming[node] {
          // Field by field: a copy of an edge counts references of all that it holds.
          let position = Int(index)
          let source = graph.edges[position].source
          guard accepts(graph.edges[position].status), graph.edges[position].capability.isStep,
            map.steps[source] == nil
          else { continue }
          map.steps[source] = Map.Step(distance: distance, edge: index)
          if graph.nodes[Int(source)].kind == .hub {
            hubs.append(source)
          } else {
            next.append(source)
          }
        }
      }
      for node in frontier { visit(node) }
      // In the order of their edges, so that of equal ways the one found first is taken.
      var position = 0
      while position < hubs.count {
        visit(hubs[position])
        position += 1
      }
      frontier = next
    }
    return map
  }

  /// The edges of a shortest way from the nearest of some nodes to any of others, whether or not its
  /// steps contradict each other; nil when there is none.
  func way(from sources: [NodeIndex], to targets: [NodeIndex]) -> [EdgeIndex]? {
    let map = distances(to: targets, where: accepts)
    let reaching = sources.compactMap { source in
      map.steps[source].flatMap { $0.edge == nil ? nil : (source, $0.distance) }
    }
    return reaching.min { $0.1 < $1.1 }.map { edges($0.0, map) }
  }

  /// The edges of a shortest way from a node of the map.
  private func edges(_ source: NodeIndex, _ map: Map) -> [EdgeIndex] {
    var edges: [EdgeIndex] = []
    var node = source
    while let edge = map.steps[node]?.edge {
      edges.append(edge)
      node = graph[edge: edge].target
    }
    return edges
  }
}
