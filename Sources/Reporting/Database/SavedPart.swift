import FoundationEssentials
import GRDB
import Logic
import Text
import TrustGraph

/// Nodes and edges as they are fetched.
struct SavedPart {
  private struct FetchedEdge {
    let source: Int64
    let target: Int64
    let kind: Edge.Kind
    let status: Edge.Status
    let capability: Capability
    let residual: Residual
    let via: String
  }

  /// What has been walked from one end.
  private struct Front {
    var visited: Set<Int64>
    /// The nodes whose edges belong to the step that is walked.
    var pending: [Int64]
    /// Those of the step after it.
    var next: [Int64] = []
    /// Edges fetched.
    var work = 0

    init(_ starts: [Int64]) {
      visited = Set(starts)
      pending = visited.sorted()
    }

    mutating func visit(_ id: Int64, isSet: Bool) {
      guard visited.insert(id).inserted else { return }
      if isSet { pending.append(id) } else { next.append(id) }
    }
  }

  private let database: Database
  private var nodes: [Int64: Node] = [:]
  private var edges: [Int64: FetchedEdge] = [:]
  private var classes: [String: [Int64]] = [:]
  private var residuals: [Int64: Residual] = [:]

  init(_ database: Database) { self.database = database }

  /// The nodes of an identifier, of a class, or of an account for 12 digits.
  mutating func nodes(of name: String) throws -> [Int64] {
    var rows = try ids("SELECT id FROM node WHERE name = ?", name)
    if rows.isEmpty {
      if let kind = NodeClass.kinds[name] {
        rows = try ids("SELECT id FROM node WHERE kind = ? ORDER BY id", kind.rawValue)
        classes[name] = rows
      } else {
        rows = try ids(
          "SELECT node FROM class WHERE word = ? ORDER BY position", NodeClass.normal(name))
        if !rows.isEmpty || NodeClass.mayBeEmpty(name) { classes[name] = rows }
      }
    }
    if rows.isEmpty, name.utf8.count == 12, name.allSatisfy(\.isNumber) {
      rows = try ids(
        "SELECT id FROM node WHERE account = ? AND kind IN ('account', 'user', 'role')", name)
    }
    return try rows.filter { try load($0) }
  }

  private func ids(_ query: String, _ argument: String) throws -> [Int64] {
    try Int64.fetchAll(database.cachedStatement(sql: query), arguments: [argument])
  }

  /// Whether there is such a node; fetches it once.
  private mutating func load(_ id: Int64) throws -> Bool {
    if nodes[id] != nil { return true }
    guard
      let row = try Row.fetchOne(
        database.cachedStatement(sql: "SELECT name, kind, account, label FROM node WHERE id = ?"),
        arguments: [id]),
      let kind = Node.Kind(rawValue: row[1])
    else { return false }
    nodes[id] = Node(id: row[0], kind: kind, account: row[2], label: row[3])
    return true
  }

  /// Fetches every way of at most so many steps from some names to others; every way from or to
  /// names where the other list is empty.
  ///
  /// Walks from the end that has fetched less: of each way one end walks the first steps and the
  /// other the rest, and where one has walked all, every way has been walked. A step into a set node
  /// belongs to the step that leaves the set. Between two ends, what lies on no way is dropped.
  mutating func walk(
    from sources: [String], to targets: [String], upTo steps: Int, by statuses: Set<Edge.Status>
  ) throws {
    var forward = Front(try sources.flatMap { try nodes(of: $0) })
    var backward = Front(try targets.flatMap { try nodes(of: $0) })
    let forwards = try fetching("source", statuses)
    let backwards = try fetching("target", statuses)
    let ends = (from: forward.visited, to: backward.visited)
    let isBetween = !sources.isEmpty && !targets.isEmpty
    for _ in 0..<max(0, steps) {
      let isForward = targets.isEmpty || (isBetween && forward.work <= backward.work)
      if forward.pending.isEmpty, isBetween || isForward { break }
      if backward.pending.isEmpty, isBetween || !isForward { break }
      if isForward {
        try step(&forward, forwards) { $0.target }
      } else {
        try step(&backward, backwards) { $0.source }
      }
    }
    if isBetween { keepWays(from: ends.from, to: ends.to) }
  }

  /// Drops what lies on no way from some nodes to others, except these.
  private mutating func keepWays(from sources: Set<Int64>, to targets: Set<Int64>) {
    let after = reached(from: sources) { ($0.source, $0.target) }
    let before = reached(from: targets) { ($0.target, $0.source) }
    edges = edges.filter { after.contains($1.source) && before.contains($1.target) }
    let ends = sources.union(targets)
    nodes = nodes.filter { id, _ in
      ends.contains(id) || (after.contains(id) && before.contains(id))
    }
  }

  private func reached(
    from starts: Set<Int64>, _ direction: (FetchedEdge) -> (Int64, Int64)
  ) -> Set<Int64> {
    var next: [Int64: [Int64]] = [:]
    for edge in edges.values {
      let (start, end) = direction(edge)
      next[start, default: []].append(end)
    }
    var reached = starts
    var open = Array(starts)
    while let node = open.popLast() {
      for end in next[node] ?? [] where reached.insert(end).inserted { open.append(end) }
    }
    return reached
  }

  private func fetching(
    _ column: String, _ statuses: Set<Edge.Status>
  ) throws -> GRDB.Statement {
    let words = statuses.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
    return try database.makeStatement(
      sql: """
        SELECT id, source, target, kind, status, capability, requirement, via FROM edge
        WHERE \(column) = ? AND status IN (\(words))
        """)
  }

  private mutating func step(
    _ front: inout Front, _ statement: GRDB.Statement, _ end: (FetchedEdge) -> Int64
  ) throws {
    var position = 0
    while position < front.pending.count {
      let rows = try Row.fetchAll(statement, arguments: [front.pending[position]])
      position += 1
      front.work += rows.count
      for row in rows {
        guard let edge = try fetched(row) else { continue }
        let id = end(edge)
        let isSet = nodes[id]?.kind == .hub
        // Nobody goes on from what is no step; who is in a set in front of one is asked for.
        if edge.capability.isStep || isSet { front.visit(id, isSet: isSet) }
      }
    }
    front.pending = front.next
    front.next = []
  }

  /// The edge of a row, with its nodes; nil for a row that this program did not write.
  private mutating func fetched(_ row: Row) throws -> FetchedEdge? {
    let id: Int64 = row[0]
    if let known = edges[id] { return known }
    let source: Int64 = row[1]
    let target: Int64 = row[2]
    guard try load(source), try load(target), let kind = Edge.Kind(rawValue: row[3]),
      let status = Edge.Status(rawValue: row[4]), let capability = Capability(rawValue: row[5])
    else { return nil }
    let edge = FetchedEdge(
      source: source, target: target, kind: kind, status: status, capability: capability,
      residual: try residual(row[6]), via: row[7])
    edges[id] = edge
    return edge
  }

  private mutating func residual(_ id: Int64?) throws -> Residual {
    guard let id else { return .always }
    if let known = residuals[id] { return known }
    let packed = try Data.fetchOne(
      database.cachedStatement(sql: "SELECT packed FROM requirement WHERE id = ?"), arguments: [id])
    guard let packed else { throw PackedReader.Damaged() }
    var reader = PackedReader([UInt8](packed))
    let residual = try reader.residual()
    residuals[id] = residual
    return residual
  }

  /// The part with nodes and edges in the order of the scan; with what proves the edges if asked.
  func finished(isProved: Bool) throws -> SavedGraph {
    let order = nodes.keys.sorted()
    let indexes = Dictionary(uniqueKeysWithValues: zip(order, NodeIndex(0)...))
    let ids = edges.keys.sorted()
    let proof = isProved ? try SavedProof(of: ids, database) : SavedProof()
    let edges = ids.compactMap { id -> Edge? in
      guard let edge = self.edges[id], let source = indexes[edge.source],
        let target = indexes[edge.target]
      else { return nil }
      return Edge(
        source: source, target: target, kind: edge.kind, status: edge.status,
        residual: edge.residual, via: edge.via, evidence: proof.evidence[id] ?? [],
        capability: edge.capability)
    }
    return SavedGraph(
      trust: TrustGraph(
        nodes: order.compactMap { nodes[$0] }, edges: edges,
        classes: classes.mapValues { $0.compactMap { indexes[$0] } }),
      places: proof.places, ids: ids)
  }
}
