import Findings
import Text

/// The files that say what was accepted: suppressions and baseline.
public struct AcceptanceFiles: Sendable {
  let acceptance: Acceptance
  /// What is wrong with them, one line each; nothing must be judged when there is any.
  public let problems: [String]

  /// Reads the files that are given.
  public init(suppressions: String?, baseline: String?) {
    var problems: [String] = []
    func read<File>(
      _ path: String?, _ make: (String, SourceBytes) -> File,
      _ remarks: (File) -> (Diagnostics, SourceFiles)
    ) -> File? {
      guard let path else { return nil }
      do throws(FileError) {
        let file = make(path, try SourceBytes(contentsOf: path))
        let (diagnostics, files) = remarks(file)
        problems += diagnostics.items.filter { $0.severity == .error }.map {
          Judging.line($0, in: files)
        }
        return file
      } catch {
        problems.append("\(path): error: cannot read: \(error.reason) [unreadable]")
        return nil
      }
    }
    let entries = read(suppressions, SuppressionFile.init) { ($0.diagnostics, $0.files) }
    let known = read(baseline, EarlierFindings.init) { ($0.diagnostics, $0.files) }
    acceptance = Acceptance(suppressions: entries, baseline: known)
    self.problems = problems
  }
}

extension Scan {
  /// Marks the findings that were accepted; the result says in one line each which suppressions have
  /// expired or match nothing.
  public mutating func accept(_ files: AcceptanceFiles) -> [String] {
    let before = outcome.diagnostics.count
    files.acceptance.apply(to: &outcome)
    return outcome.diagnostics[before...].map { remark in
      "\(remark.path ?? "-"): \(remark.severity): \(remark.message) [\(remark.code)]"
    }
  }
}
