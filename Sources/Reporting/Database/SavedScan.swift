import Estate
import Findings
import FoundationEssentials
import GRDB
import Logic
import Text
public import TrustGraph

/// A scan that was kept in an SQLite file.
public final class SavedScan: Sendable {
  /// Why a file is no database of a scan.
  public struct NotAScan: Error, CustomStringConvertible {
    /// One sentence for the user.
    public let description: String
  }

  private let queue: DatabaseQueue

  /// Opens a file for reading.
  ///
  /// - Throws: `NotAScan`.
  public init(path: String) throws(NotAScan) {
    var configuration = Configuration()
    configuration.readonly = true
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      let schema = try queue.read { database in
        try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'schema'")
      }
      guard schema == ScanDatabase.schema else {
        throw NotAScan(description: "it was written as \(schema ?? "something else")")
      }
    } catch let error as NotAScan {
      throw error
    } catch {
      throw NotAScan(description: "\(error)")
    }
  }

  /// Which way a question walks.
  public enum Direction: Sendable {
    /// Along the edges, to what can be reached.
    case forward
    /// Against them, to who can reach.
    case backward
  }

  /// The part of the graph that some steps from an identifier reach, with the places of its
  /// evidence; empty when nothing has that name.
  ///
  /// - Throws: what SQLite says when the file is damaged.
  public func part(
    around names: [String], _ direction: Direction
  ) throws -> (trust: TrustGraph, places: SavedPlaces) {
    try queue.read { database in
      var part = SavedPart()
      for name in names { try part.start(at: name, database) }
      try part.walk(direction, database)
      return (TrustGraph(nodes: part.nodes, edges: part.edges), SavedPlaces(part.places))
    }
  }

  /// A report as it was written; nil when the scan kept none of that format.
  public func report(_ format: String) throws -> [UInt8]? {
    try queue.read { database in
      try Data.fetchOne(
        database, sql: "SELECT bytes FROM report WHERE format = ?", arguments: [format]
      ).map { [UInt8]($0) }
    }
  }

  /// The findings, in the order of the scan.
  public func findings() throws -> FindingList {
    try queue.read { database in
      FindingList(
        try Row.fetchAll(
          database,
          sql:
            "SELECT fingerprint, rule, severity, status, subject, message FROM finding ORDER BY id"
        ).compactMap { row in
          guard let severity = FindingSeverity(rawValue: row[2]) else { return nil }
          let status: String = row[3]
          return FindingList.Entry(
            fingerprint: row[0], rule: row[1], severity: severity, isOpen: status == "fail",
            subject: row[4], message: row[5])
        })
    }
  }

  /// The formats of the reports that were kept.
  public func formats() throws -> [String] {
    try queue.read { try String.fetchAll($0, sql: "SELECT format FROM report ORDER BY format") }
  }
}

/// Places that were resolved when the scan was kept, by the numbers that stand for them.
public struct SavedPlaces: Sendable {
  private let places: [Place]

  /// No places.
  public static let none = SavedPlaces([])

  init(_ places: [Place]) { self.places = places }

  /// The place that a number stands for.
  subscript(range: SourceRange) -> Place? { places[safe: Int(range.lower)] }
}

/// Nodes and edges as they are fetched.
private struct SavedPart {
  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  private(set) var places: [Place] = []
  private var indexes: [Int64: NodeIndex] = [:]
  private var open: [Int64] = []

  /// Starts at a node, or at the nodes of an account for 12 digits.
  mutating func start(at name: String, _ database: Database) throws {
    let isAccount = name.utf8.count == 12 && name.allSatisfy(\.isNumber)
    let rows = try Int64.fetchAll(
      database,
      sql: isAccount
        ? "SELECT id FROM node WHERE account = ? AND kind IN ('account', 'user', 'role')"
        : "SELECT id FROM node WHERE name = ?", arguments: [name])
    for row in rows { _ = try index(row, database) }
  }

  private mutating func index(_ id: Int64, _ database: Database) throws -> NodeIndex? {
    if let known = indexes[id] { return known }
    guard
      let row = try Row.fetchOne(
        database.cachedStatement(sql: "SELECT name, kind, account, label FROM node WHERE id = ?"),
        arguments: [id]),
      let kind = Node.Kind(rawValue: row[1])
    else { return nil }
    let index = NodeIndex(nodes.count)
    nodes.append(Node(id: row[0], kind: kind, account: row[2], label: row[3]))
    indexes[id] = index
    open.append(id)
    return index
  }

  mutating func walk(_ direction: SavedScan.Direction, _ database: Database) throws {
    let column = direction == .forward ? "source" : "target"
    let statement = try database.makeStatement(
      sql: """
        SELECT id, source, target, kind, status, capability, residual, via FROM edge
        WHERE \(column) = ?
        """)
    while let node = open.popLast() {
      for row in try Row.fetchAll(statement, arguments: [node]) {
        guard let source = try index(row[1], database), let target = try index(row[2], database),
          let kind = Edge.Kind(rawValue: row[3]), let status = Edge.Status(rawValue: row[4]),
          let capability = Capability(rawValue: row[5])
        else { continue }
        let words: String? = row[6]
        edges.append(
          Edge(
            source: source, target: target, kind: kind, status: status,
            residual: words.map { Residual(Proposition($0), kind: .evidenceMissing) } ?? .always,
            via: row[7], evidence: try evidence(of: row[0], database), capability: capability))
      }
    }
  }

  private mutating func evidence(of edge: Int64, _ database: Database) throws -> [Evidence] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT role, path, line, "column" FROM evidence WHERE edge = ? ORDER BY position
          """), arguments: [edge]
    ).compactMap { row in
      guard let role = Evidence.Role(rawValue: row[0]) else { return nil }
      let start = Position(line: row[2], column: row[3])
      let number = UInt32(places.count)
      places.append(Place(path: row[1], start: start, end: start))
      return Evidence(
        role, at: SourceRange(file: FileID(rawValue: .max), lower: number, upper: number))
    }
  }
}
