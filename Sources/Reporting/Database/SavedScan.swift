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

  /// Which way a question walks.
  public enum Direction: Sendable {
    /// Along the edges, to what can be reached.
    case forward
    /// Against them, to who can reach.
    case backward
  }

  /// The part of the graph that some steps from identifiers reach, with other nodes that a question
  /// names, and the places of its evidence; nodes and edges keep their order.
  ///
  /// - Throws: what SQLite says when the file is damaged, or `PackedReader.Damaged`.
  public func part(
    around names: [String], _ direction: Direction, naming others: [String] = []
  ) throws -> (trust: TrustGraph, places: SavedPlaces) {
    try queue.read { database in
      var part = SavedPart(database)
      for name in names { try part.start(at: name) }
      for name in others { _ = try part.nodes(of: name) }
      try part.walk(direction)
      return try part.finished()
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
