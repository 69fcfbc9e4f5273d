public import Reporting
import Text

/// Findings of an earlier scan, from a database or from a report in JSON.
public enum KeptFindings {
  /// A file that holds no findings.
  public struct Unreadable: Error, CustomStringConvertible {
    /// One sentence for the user.
    public let description: String
  }

  /// Reads either.
  ///
  /// - Throws: `Unreadable`.
  public static func read(_ path: String) throws(Unreadable) -> FindingList {
    let bytes: SourceBytes
    do throws(FileError) {
      bytes = try SourceBytes(contentsOf: path)
    } catch {
      throw Unreadable(description: "cannot read: \(error.reason)")
    }
    let isDatabase = bytes.withBytes { $0.starts(with: Array("SQLite format 3\0".utf8)) }
    guard isDatabase else {
      guard let list = FindingList(report: bytes, path: path) else {
        throw Unreadable(description: "neither a report in JSON nor a database of a scan")
      }
      return list
    }
    do {
      return try SavedScan(path: path).findings()
    } catch {
      throw Unreadable(description: "not a database of a scan: \(error)")
    }
  }
}
