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

  private let database: Database
  private var nodes: [Int64: Node] = [:]
  private var edges: [Int64: FetchedEdge] = [:]
  private var classes: [String: [Int64]] = [:]
  private var residuals: [Int64: Residual] = [:]
  private var visited: Set<Int64> = []
  private var open: [Int64] = []

  init(_ database: Database) { self.database = database }

  /// Starts at the nodes of a name.
  mutating func start(at name: String) throws {
    for id in try nodes(of: name) { visit(id) }
  }

  private mutating func visit(_ id: Int64) {
    if visited.insert(id).inserted { open.append(id) }
  }

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
        if !rows.isEmpty { classes[name] = rows }
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

  mutating func walk(_ direction: SavedScan.Direction) throws {
    let column = direction == .forward ? "source" : "target"
    let statement = try database.makeStatement(
      sql: """
        SELECT id, source, target, kind, status, capability, requirement, via FROM edge
        WHERE \(column) = ?
        """)
    while let node = open.popLast() {
      for row in try Row.fetchAll(statement, arguments: [node]) {
        let source: Int64 = row[1]
        let target: Int64 = row[2]
        guard try load(source), try load(target), let kind = Edge.Kind(rawValue: row[3]),
          let status = Edge.Status(rawValue: row[4]),
          let capability = Capability(rawValue: row[5])
        else { continue }
        edges[row[0]] = FetchedEdge(
          source: source, target: target, kind: kind, status: status, capability: capability,
          residual: try residual(row[6]), via: row[7])
        visit(direction == .forward ? target : source)
      }
    }
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

  /// The part with nodes, edges and places in the order of the scan.
  func finished() throws -> (trust: TrustGraph, places: SavedPlaces) {
    let order = nodes.keys.sorted()
    let indexes = Dictionary(uniqueKeysWithValues: zip(order, NodeIndex(0)...))
    let places = try places()
    let edges = self.edges.keys.sorted().compactMap { id -> Edge? in
      guard let edge = self.edges[id], let source = indexes[edge.source],
        let target = indexes[edge.target]
      else { return nil }
      return Edge(
        source: source, target: target, kind: edge.kind, status: edge.status,
        residual: edge.residual, via: edge.via, evidence: places.evidence[id] ?? [],
        capability: edge.capability)
    }
    return (
      TrustGraph(
        nodes: order.compactMap { nodes[$0] }, edges: edges,
        classes: classes.mapValues { $0.compactMap { indexes[$0] } }),
      SavedPlaces(places.all)
    )
  }

  /// Places in the order of files and lines, and which of them prove which edge.
  private func places() throws -> (all: [Place], evidence: [Int64: [Evidence]]) {
    let statement = try database.makeStatement(
      sql: #"SELECT role, path, line, "column" FROM evidence WHERE edge = ? ORDER BY position"#)
    var found: [Int64: [(role: Evidence.Role, place: SavedPlace)]] = [:]
    var all: Set<SavedPlace> = []
    for id in edges.keys {
      found[id] = try Row.fetchAll(statement, arguments: [id]).compactMap { row in
        guard let role = Evidence.Role(rawValue: row[0]) else { return nil }
        let place = SavedPlace(path: row[1], line: row[2], column: row[3])
        all.insert(place)
        return (role, place)
      }
    }
    let sorted = all.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(sorted, UInt32(0)...))
    let evidence = found.mapValues { places in
      places.map { role, place in
        let number = numbers[place] ?? 0
        return Evidence(
          role, at: SourceRange(file: FileID(rawValue: .max), lower: number, upper: number))
      }
    }
    return (sorted.map(\.place), evidence)
  }
}

/// A place as it was kept.
private struct SavedPlace: Hashable, Comparable {
  let path: String
  let line: Int
  let column: Int

  var place: Place {
    let start = Position(line: line, column: column)
    return Place(path: path, start: start, end: start)
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.path, left.line, left.column) < (right.path, right.line, right.column)
  }
}
