import Documents
public import Text

/// Findings of an earlier run, by which new ones are told from known ones.
///
/// Read from a `trustpath/findings/1` report, or from lines of JSON objects with `fingerprint` and,
/// if they like, `first_seen`.
public struct EarlierFindings: Sendable {
  /// What is known of a finding.
  public struct Known: Sendable {
    /// When it was first seen; empty where it is not said.
    let date: String
    /// How bad it was; nil where it is not said.
    let severity: FindingSeverity?
    /// Whether it was undecided.
    let isReview: Bool

    /// Whether the finding is no worse now: what was accepted as a small risk, or as an open
    /// question, is not accepted as a large one.
    func covers(_ finding: Finding) -> Bool {
      if isReview, finding.status == .fail { return false }
      return severity.map { finding.severity <= $0 } ?? true
    }

    /// What is said about a finding that it covers.
    var words: String { date.isEmpty ? "baseline" : "baseline since \(date)" }

    /// What is said about a finding that has become worse.
    var worse: String {
      let what = isReview ? "undecided" : severity?.rawValue ?? "less"
      return "in the baseline it was \(what)"
    }
  }

  /// What is known, by fingerprint.
  public private(set) var findings: [String: Known] = [:]
  /// What is wrong with the file; any error must stop the run.
  public private(set) var diagnostics = Diagnostics()
  /// The file, for positions; its number is not one of the inputs.
  public private(set) var files = SourceFiles()

  /// Reads a report or a list.
  public init(path: String, bytes: SourceBytes) {
    let file = SourceFile(id: files.nextID, path: path, diskPath: nil, bytes: bytes)
    files.append(file)
    for document in DocumentReader.read(bytes, file: file.id, diagnostics: &diagnostics) {
      let root = document.root
      if let list = root["findings"] {
        let date = root["as_of"]?.string ?? ""
        // What was suppressed then may be so no longer: only what was open is known.
        for finding in list.elements where finding["status"]?.string != "suppressed" {
          add(finding, seen: date)
        }
      } else {
        add(root, seen: root["first_seen"]?.string ?? "")
      }
    }
  }

  private mutating func add(_ finding: Node, seen date: String) {
    guard let fingerprint = finding["fingerprint"]?.string, fingerprint.count == 64 else {
      diagnostics.append(
        Diagnostic(
          .error, "baseline-malformed", "a finding of a baseline has a `fingerprint`",
          at: finding.range))
      return
    }
    findings[fingerprint] = Known(
      date: date, severity: finding["severity"]?.string.flatMap(FindingSeverity.init),
      isReview: finding["status"]?.string == "review")
  }
}
