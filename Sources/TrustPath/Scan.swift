import Estate
public import Findings
import Text

/// One scan: from files to everything that a report needs.
public struct Scan: Sendable {
  /// What was read.
  public var evidence: InputEvidence
  /// What was found out.
  public var outcome: Outcome

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
    let outcome = Outcome(
      inputs: evidence.inputs, files: evidence.files, coverage: evidence.estate.coverage,
      checks: [], findings: [], asOf: options.asOf, toolVersion: version,
      failOn: options.failOn, diagnostics: evidence.diagnostics)
    return Scan(evidence: evidence, outcome: outcome)
  }
}
