import FoundationEssentials
import GRDB
import Logic
import Text
import TrustGraph

/// Nodes and edges as they are fetched: names and requirements only of those that stay.
struct SavedPart {
  private struct FetchedEdge {
    let source: Int64
    let target: Int64
    let kind: Edge.Kind
    let status: Edge.Status
    let capability: Capability
    let requirement: Int64?
    let via: String
  }

  /// What has been walked from one end.
  private struct Front {
    var visited: Set<Int64>
    /// Those that proved steps alone lead to.
    var sure: Set<Int64>
    /// The nodes whose edges belong to the step that is walked.
    var pending: [Int64]
    /// Those of the step after it.
    var next: [Int64] = []
    /// Edges fetched.
    var work = 0

    init(_ starts: [Int64]) {
      visited = Set(starts)
      sure = visited
      pending = visited.sorted()
    }

    mutating func visit(_ id: Int64, isSet: Bool) {
      guard visited.insert(id).inserted else { return }
      if isSet { pending.append(id) } else { next.append(id) }
    }
  }

  private let database: Database
  /// The nodes that were met.
  private var met: Set<Int64> = []
  /// Those that a question names.
  private var named: Set<Int64> = []
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
        """
        SELECT id FROM node
          WHERE account = ? AND kind IN ('account', 'user', 'role', 'external-principal')
        """, name)
    }
    let known = try rows.filter { try node($0) != nil }
    met.formUnion(known)
    named.formUnion(known)
    return known
  }

  private func ids(_ query: String, _ argument: String) throws -> [Int64] {
    try Int64.fetchAll(database.cachedStatement(sql: query), arguments: [argument])
  }

  /// A node; nil if there is none, or none that this program wrote.
  private mutating func node(_ id: Int64) throws -> Node? {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT name, kind, account, label, requirement FROM node WHERE id = ?"),
      arguments: [id])
    guard let row, let kind = Node.Kind(rawValue: row[1]) else { return nil }
    return Node(
      id: row[0], kind: kind, account: row[2], label: row[3], presence: try residual(row[4]))
  }

  /// Fetches every way of at most so many steps from some names to others; every way from or to
  /// names where the other list is empty.
  ///
  /// Walks from the end that has fetched less: of each way one end walks the first steps and the
  /// other the rest, and where one has walked all, every way has been walked. A step into a set node
  /// belongs to the step that leaves the set. Between two ends, what lies on no way is dropped.
  ///
  /// - Parameter isShortest: Whether between two nodes ways longer than one that is proved do not count.
  mutating func walk(
    from sources: [String], to targets: [String], upTo steps: Int, by statuses: Set<Edge.Status>,
    isShortest: Bool
  ) throws {
    var forward = Front(try sources.flatMap { try nodes(of: $0) })
    var backward = Front(try targets.flatMap { try nodes(of: $0) })
    let forwards = try fetching("source", to: "target", statuses)
    let backwards = try fetching("target", to: "source", statuses)
    let ends = (from: forward.visited, to: backward.visited)
    let isBetween = !sources.isEmpty && !targets.isEmpty
    let isPair = ends.from.count == 1 && ends.to.count == 1
    for _ in 0..<max(0, steps) {
      let isForward = targets.isEmpty || (isBetween && forward.work <= backward.work)
      if forward.pending.isEmpty, isBetween || isForward { break }
      if backward.pending.isEmpty, isBetween || !isForward { break }
      if isForward {
        try step(&forward, forwards) { $0.target }
      } else {
        try step(&backward, backwards) { $0.source }
      }
      // All ways as long as what both have walked are there, a proved one among them.
      if isShortest, isPair, !forward.sure.isDisjoint(with: backward.sure) { break }
    }
    if isBetween { keepWays(from: ends.from, to: ends.to) }
  }

  /// Drops what lies on no way from some nodes to others, except these.
  private mutating func keepWays(from sources: Set<Int64>, to targets: Set<Int64>) {
    let after = reached(from: sources) { ($0.source, $0.target) }
    let before = reached(from: targets) { ($0.target, $0.source) }
    edges = edges.filter { after.contains($1.source) && before.contains($1.target) }
    met = after.intersection(before).union(named)
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

  /// Fetches the edges of a node, with the kinds of the nodes at their other ends.
  private func fetching(
    _ column: String, to other: String, _ statuses: Set<Edge.Status>
  ) throws -> GRDB.Statement {
    let words = statuses.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
    return try database.makeStatement(
      sql: """
        SELECT edge.id, source, target, edge.kind, status, capability, edge.requirement, via, node.kind,
          node.requirement
        FROM edge JOIN node ON node.id = \(other)
        WHERE \(column) = ? AND status IN (\(words))
        """)
  }

  private mutating func step(
    _ front: inout Front, _ statement: GRDB.Statement, _ end: (FetchedEdge) -> Int64
  ) throws {
    var position = 0
    while position < front.pending.count {
      let node = front.pending[position]
      let isSure = front.sure.contains(node)
      let rows = try Row.fetchCursor(statement, arguments: [node])
      position += 1
      while let row = try rows.next() {
        front.work += 1
        guard let edge = fetched(row) else { continue }
        let id = end(edge)
        met.insert(id)
        let isSet = row[8] == Node.Kind.hub.rawValue
        // Two that exist under conditions may exclude each other.
        let isThere = row[9] == nil as Int64?
        if isSure, isThere, edge.status == .proved, edge.capability.isStep { front.sure.insert(id) }
        // Nobody goes on from what is no step; who is in a set in front of one is asked for.
        if edge.capability.isStep || isSet { front.visit(id, isSet: isSet) }
      }
    }
    front.pending = front.next
    front.next = []
  }

  /// The edge of a row; nil for a row that this program did not write.
  private mutating func fetched(_ row: Row) -> FetchedEdge? {
    let id: Int64 = row[0]
    if let known = edges[id] { return known }
    guard let kind = Edge.Kind(rawValue: row[3]), let status = Edge.Status(rawValue: row[4]),
      let capability = Capability(rawValue: row[5])
    else { return nil }
    let edge = FetchedEdge(
      source: row[1], target: row[2], kind: kind, status: status, capability: capability,
      requirement: row[6], via: row[7])
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
  mutating func finished(isProved: Bool) throws -> SavedGraph {
    var nodes: [Node] = []
    var indexes: [Int64: NodeIndex] = [:]
    for id in met.sorted() {
      guard let node = try node(id) else { continue }
      indexes[id] = NodeIndex(nodes.count)
      nodes.append(node)
    }
    let found = edges.sorted { $0.key < $1.key }.compactMap { id, edge in
      indexes[edge.source].flatMap { source in
        indexes[edge.target].map { (id: id, edge: edge, source: source, target: $0) }
      }
    }
    let ids = found.map(\.id)
    let proof = isProved ? try SavedProof(of: ids, database) : SavedProof()
    let kept = try found.map { id, edge, source, target in
      Edge(
        source: source, target: target, kind: edge.kind, status: edge.status,
        residual: try residual(edge.requirement), via: edge.via,
        evidence: proof.evidence[id] ?? [], capability: edge.capability)
    }
    return SavedGraph(
      trust: TrustGraph(
        nodes: nodes, edges: kept,
        classes: classes.mapValues { $0.compactMap { indexes[$0] } }),
      places: proof.places, ids: ids)
  }
}
