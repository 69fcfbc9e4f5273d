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

  /// Whether some input could not be read, so that answers may lack something.
  public func isIncomplete() throws -> Bool {
    try queue.read { database in
      try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'complete'") == "no"
    }
  }

  /// The severity that failed the scan, as `--fail-on` names it: what its reports tell.
  public func failThreshold() throws -> String? {
    try queue.read { database in
      try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'fail_on'")
    }
  }

  /// The part of the graph on the ways of at most so many steps from some names to others, or on
  /// all that start or end at names where the other list is empty, with further nodes that a
  /// question names.
  ///
  /// Only edges of some statuses count.
  ///
  /// - Parameters:
  ///   - isProved: Whether evidence of every edge is fetched, too.
  ///   - isShortest: Whether between two nodes ways longer than one that is proved do not count.
  /// - Throws: what SQLite says when the file is damaged, or `PackedReader.Damaged`.
  public func part(
    from sources: [String], to targets: [String], upTo steps: Int, by statuses: Set<Edge.Status>,
    naming others: [String] = [], isProved: Bool = false, isShortest: Bool = false
  ) throws -> SavedGraph {
    try queue.read { database in
      var part = SavedPart(database)
      for name in others { _ = try part.nodes(of: name) }
      try part.walk(
        from: sources, to: targets, upTo: steps, by: statuses, isShortest: isShortest)
      return try part.finished(isProved: isProved)
    }
  }

  /// The same paths with the evidence of their edges, and its places.
  ///
  /// - Throws: what SQLite says when the file is damaged.
  public func proved(
    _ paths: [Path], in graph: SavedGraph
  ) throws -> (paths: [Path], places: SavedPlaces) {
    let edges = Set(paths.lazy.flatMap(\.hops).flatMap(\.edges))
    let proof = try queue.read { try SavedProof(of: edges.map { graph.ids[Int($0)] }, $0) }
    return (
      paths.map { $0.proved { proof.evidence[graph.ids[Int($0)]] ?? [] } }, proof.places
    )
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
            "SELECT fingerprint, rule, severity, status, subject, message, account FROM finding ORDER BY id"
        ).compactMap { row in
          guard let severity = FindingSeverity(rawValue: row[2]) else { return nil }
          return FindingList.Entry(
            fingerprint: row[0], rule: row[1], severity: severity, status: row[3],
            subject: row[4], account: row[6], message: row[5])
        },
        isIncomplete: try String.fetchOne(
          database, sql: "SELECT value FROM meta WHERE key = 'complete'") == "no",
        accounts: Set(
          try String.fetchAll(
            database, sql: "SELECT account FROM input WHERE account IS NOT NULL")))
    }
  }

  /// The formats of the reports that were kept.
  public func formats() throws -> [String] {
    try queue.read { try String.fetchAll($0, sql: "SELECT format FROM report ORDER BY format") }
  }
}
