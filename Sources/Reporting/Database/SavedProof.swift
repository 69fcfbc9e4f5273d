import GRDB
import Text
import TrustGraph

/// What proves edges of a scan that was kept.
struct SavedProof {
  /// By the edge's number in the database.
  private(set) var evidence: [Int64: [Evidence]] = [:]
  /// Where that is.
  private(set) var places = SavedPlaces.none

  /// Nothing.
  init() {}

  /// Fetches what proves some edges; places are numbered in the order of files and lines.
  init(of edges: some Sequence<Int64>, _ database: Database) throws {
    let statement = try database.makeStatement(
      sql: #"SELECT role, path, line, "column" FROM evidence WHERE edge = ? ORDER BY position"#)
    var found: [Int64: [(role: Evidence.Role, place: SavedPlace)]] = [:]
    var all: Set<SavedPlace> = []
    for id in edges {
      found[id] = try Row.fetchAll(statement, arguments: [id]).compactMap { row in
        guard let role = Evidence.Role(rawValue: row[0]) else { return nil }
        let place = SavedPlace(path: row[1], line: row[2], column: row[3])
        all.insert(place)
        return (role, place)
      }
    }
    let sorted = all.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(sorted, UInt32(0)...))
    evidence = found.mapValues { places in
      places.map { role, place in
        let number = numbers[place] ?? 0
        return Evidence(
          role, at: SourceRange(file: FileID(rawValue: .max), lower: number, upper: number))
      }
    }
    places = SavedPlaces(sorted.map(\.place))
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
