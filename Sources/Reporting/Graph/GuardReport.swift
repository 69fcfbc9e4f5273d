public import Estate
public import Findings
import Logic
public import Text
public import TrustGraph

/// Steps that only a guardrail, a boundary or a Deny keeps shut, one JSON object a line.
public struct GuardReport: Sendable {
  private let steps: [GuardedStep]
  private let printer: StepPrinter

  /// Prints guarded steps.
  public init(_ steps: [GuardedStep], files: SourceFiles, redaction: SecretRedaction) {
    self.steps = steps.sorted { ($0.from, $0.to, $0.hop.via) < ($1.from, $1.to, $1.hop.via) }
    printer = StepPrinter(
      steps.lazy.flatMap { $0.hop.evidence + $0.guards.flatMap(\.evidence) }, files: files,
      redaction: redaction)
  }

  /// Appends the lines.
  public func write(to bytes: inout [UInt8]) {
    for step in steps {
      var json = JSONWriter(redaction: printer.redaction)
      json.object { json in
        json.key("from")
        json.string(step.from, as: .identifier)
        json.key("to")
        json.string(step.to, as: .identifier)
        json.key("kind")
        json.string(step.hop.kind.rawValue, as: .identifier)
        json.key("verdict")
        json.string("conditional", as: .identifier)
        json.key("status")
        json.string(Edge.Status.guarded.rawValue, as: .identifier)
        json.key("residual")
        json.string(printer.words(step.hop.residual))
        json.key("via")
        json.string(step.hop.via, as: .identifier)
        json.key("guarded_by")
        json.array(step.guards) { json, blocker in
          json.object { json in
            json.key("side")
            json.string(blocker.side.rawValue, as: .identifier)
            json.key("opens_with")
            json.string(blocker.change)
            json.key("evidence")
            json.evidence(blocker.evidence, printer)
          }
        }
        json.key("evidence")
        json.evidence(step.hop.evidence, printer)
      }
      bytes += json.bytes
      bytes.append(0x0A)
    }
  }
}
