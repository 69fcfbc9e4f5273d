import Estate
public import Findings
public import Reporting
import ReportAssets
import Text

/// One scan: from files to everything that a report needs.
public struct Scan: Sendable {
  /// What was read.
  public var evidence: InputEvidence
  /// What was found out.
  public var outcome: Outcome
  /// What is wrong with the rules, as `path:line:column: error: …`; nothing was judged if any.
  public var ruleProblems: [String] = []

  /// Version of the program.
  public static let version = "0.1.0"

  /// Reads the paths of the options and judges what they hold.
  public static func run(_ options: ScanOptions) -> Scan {
    judge(InputEvidence.read(options), options)
  }

  /// Judges files that lie in memory, as if they had been discovered in a folder.
  public static func run(_ texts: [NamedText], _ options: ScanOptions = ScanOptions()) -> Scan {
    judge(InputEvidence.read(texts, options), options)
  }

  private static func judge(_ evidence: InputEvidence, _ options: ScanOptions) -> Scan {
    let judging = Judging(evidence, options)
    return Scan(
      evidence: evidence, outcome: judging.outcome, ruleProblems: judging.problemLines)
  }

  /// Reads the paths of the options and judges nothing.
  public static func readOnly(_ options: ScanOptions) -> Scan {
    let evidence = InputEvidence.read(options)
    return Scan(evidence: evidence, outcome: evidence.outcome(options))
  }

  /// What every report of this scan is written from.
  public func report(showsExternalIDs: Bool = false) -> Report {
    Report(
      outcome,
      redaction: Redaction(
        evidence.estate.secrets, files: evidence.files, showsExternalIDs: showsExternalIDs))
  }

  /// One line for each input: its path and what it was recognised as.
  public var inputLines: [String] {
    evidence.inputs.map { input in
      let kinds = input.kinds.isEmpty ? "" : " (\(input.kinds.joined(separator: ", ")))"
      return "\(evidence.files[input.file].path): \(input.status.rawValue)\(kinds)"
    }
  }

  /// The report formats there are; colour and width are for text on a terminal.
  public static func formats(hasColor: Bool = false, width: Int = 100) -> ReportFormats {
    ReportFormats(
      style: asset("report.css"), script: asset("report.js"), hasColor: hasColor, width: width)
  }

  private static func asset(_ path: String) -> StaticString {
    ReportAssets.files.first { $0.path.description == path }?.text ?? ""
  }
}

extension InputEvidence {
  /// An outcome without findings: what was read.
  func outcome(_ options: ScanOptions) -> Outcome {
    Outcome(
      inputs: inputs, files: files, coverage: estate.coverage, checks: [], findings: [],
      asOf: options.asOf, toolVersion: Scan.version, failOn: options.failOn,
      diagnostics: diagnostics)
  }
}

extension Outcome {
  /// Whether a violation is at or above the threshold.
  public var isFailing: Bool {
    guard let failOn else { return false }
    return findings.contains { $0.status == .fail && $0.severity >= failOn }
  }
}
