#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif
import Estate
import Reporting
public import Text
import TrustGraph

extension Scan {
  /// Keeps graph, findings and reports in an SQLite file; an older file of that name is replaced.
  ///
  /// - Throws: what SQLite says, or `FileWriting.WriteError`.
  public func keep(
    in path: String, showsExternalIDs: Bool = false, by parallelism: Parallelism = .serial
  ) throws {
    let trust = TrustGraph(evidence.estate, escalations: .walked, by: parallelism)
    let formats = Scan.formats().all.filter { $0.name != "github" }
    let draft = "\(path).\(getpid()).tmp"
    unlink(draft)
    // What SQLite itself lays beside a database while it is written.
    let slots = ["", "-journal", "-wal", "-shm"].map { Interruption.Slot(draft + $0) }
    defer { for slot in slots { slot?.clear() } }
    do {
      try ScanDatabase.write(
        report(showsExternalIDs: showsExternalIDs), GraphQuery(trust, of: evidence.estate),
        isComplete: !evidence.isIncomplete, formats: formats, to: draft)
      try FileWriting.move(draft, to: path)
    } catch {
      unlink(draft)
      throw error
    }
  }
}
