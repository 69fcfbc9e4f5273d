public import Findings
import Text

/// Findings and inputs of a run by what they mean for it.
public struct Tally: Hashable, Sendable {
  /// Findings by status and severity.
  public private(set) var findings: [FindingStatus: [FindingSeverity: Int]] = [:]
  /// Violations at or above the threshold.
  public private(set) var failing = 0
  /// Undecided findings at or above the threshold.
  public private(set) var undecidedAboveThreshold = 0
  /// Inputs that were read whole.
  public private(set) var read = 0
  /// Inputs of which something is missing: unreadable, partly read, or named and not recognised.
  public private(set) var incomplete = 0
  /// Files in folders that are of a kind that trustpath does not read.
  public private(set) var unrecognised = 0

  /// Counts an outcome.
  public init(of outcome: Outcome) {
    for finding in outcome.findings {
      findings[finding.status, default: [:]][finding.severity, default: 0] += 1
      let isAboveThreshold = outcome.failOn.map { finding.severity >= $0 } ?? false
      switch finding.status {
      case .fail: failing += isAboveThreshold ? 1 : 0
      case .review: undecidedAboveThreshold += isAboveThreshold ? 1 : 0
      case .suppressed: break
      }
    }
    for input in outcome.inputs {
      switch input.status {
      case .read: read += 1
      case .partial, .failed: incomplete += 1
      case .unrecognised:
        if input.isNamed { incomplete += 1 } else { unrecognised += 1 }
      }
    }
    incomplete += outcome.diagnostics.count { $0.severity == .error }
  }

  /// Violations that no suppression accepts, by severity.
  public var failed: [FindingSeverity: Int] { findings[.fail, default: [:]] }

  /// Findings that depend on what is not known.
  public var undecided: Int { findings[.review, default: [:]].values.reduce(0, +) }

  /// Accepted violations.
  public var suppressed: Int { findings[.suppressed, default: [:]].values.reduce(0, +) }

  /// Whether something that was asked for could not be read, so that "no finding" proves nothing.
  public var isIncomplete: Bool { incomplete > 0 || read == 0 }

  /// `3 critical, 1 high, 2 undecided, 12 suppressed; 14 inputs read, 1 incomplete`.
  public var sentence: String {
    var counts = FindingSeverity.allCases.reversed().compactMap { severity in
      failed[severity].map { "\($0) \(severity.rawValue)" }
    }
    if undecided > 0 { counts.append("\(undecided) undecided") }
    if suppressed > 0 { counts.append("\(suppressed) suppressed") }
    if counts.isEmpty { counts.append("no finding") }
    return counts.joined(separator: ", ") + "; " + inputsSentence
  }

  /// `14 inputs read, 1 incomplete, 2 not recognised`.
  public var inputsSentence: String {
    var inputs = ["\(read) \(read == 1 ? "input" : "inputs") read"]
    if incomplete > 0 { inputs.append("\(incomplete) incomplete") }
    if unrecognised > 0 { inputs.append("\(unrecognised) not recognised") }
    return inputs.joined(separator: ", ")
  }
}
