public import Estate
public import Findings
import Logic
public import Text
public import TrustGraph

/// The answer to `trustpath query why-not`.
public struct WhyNotReport: Sendable {
  private let from: String
  private let to: String
  private let answer: WhyNotAnswer
  private let graph: Graph
  private let ways: QueryReport
  private let printer: StepPrinter

  /// Prints what stands between two ends.
  public init(
    _ answer: WhyNotAnswer, from: String, to: String, in graph: Graph, files: SourceFiles,
    redaction: SecretRedaction
  ) {
    self.from = from
    self.to = to
    self.answer = answer
    self.graph = graph
    let paths = answer.paths.isEmpty ? answer.doubtful : answer.paths
    let all = paths + answer.changes.map(Path.init)
    ways = QueryReport(all, in: graph, files: files, redaction: redaction)
    printer = StepPrinter(
      (answer.step?.blockers ?? []).flatMap(\.evidence) + all.flatMap(\.hops).flatMap(\.evidence),
      files: files, redaction: redaction)
  }

  /// Appends one object.
  public func writeJSON(to bytes: inout [UInt8]) {
    var json = JSONWriter(redaction: printer.redaction)
    json.object { json in
      json.key("from")
      json.string(from, as: .identifier)
      json.key("to")
      json.string(to, as: .identifier)
      json.key("possible")
      json.boolean(!answer.paths.isEmpty)
      json.key("paths")
      json.array(answer.paths + answer.doubtful) { $0.path($1, in: graph, printer) }
      json.key("changes")
      json.array(answer.changes) { $0.step(PrintedStep($1, in: graph), printer) }
      json.key("blockers")
      json.array(answer.step?.blockers ?? []) { json, blocker in
        json.object { json in
          json.key("side")
          json.string(blocker.side.rawValue, as: .identifier)
          json.key("deny")
          json.boolean(blocker.isDeny)
          json.key("change")
          json.string(blocker.change)
          json.key("evidence")
          json.evidence(blocker.evidence, printer)
        }
      }
      json.key("remaining")
      json.string((answer.step?.remaining).flatMap(printer.words))
    }
    bytes += json.bytes
    bytes.append(0x0A)
  }

  /// Appends the answer for people.
  public func writeText(to bytes: inout [UInt8]) {
    line(headline, to: &bytes)
    ways.writeText(to: &bytes)
    guard let step = answer.step else { return }
    if !answer.paths.isEmpty { line("Not in one step:", to: &bytes) }
    for blocker in step.blockers { write(blocker, to: &bytes) }
    if step.remaining.isNever {
      line("  no change of these policies alone opens it", to: &bytes)
    } else if let words = printer.words(step.remaining) {
      let when = step.blockers.isEmpty ? "one step" : "even then it"
      line("  \(when) requires \(printer.visible(words, as: .prose))", to: &bytes)
    }
  }

  private var headline: String {
    let ends = (printer.visible(from), printer.visible(to))
    if let best = answer.paths.first {
      let isSure = best.status == .proved
      return "\(ends.0) can become \(ends.1)\(isSure ? "" : ", on conditions"):"
    }
    if !answer.doubtful.isEmpty {
      return "\(ends.0) may become \(ends.1): it needs what is not in the inputs."
    }
    if !answer.changes.isEmpty {
      return "\(ends.0) cannot become \(ends.1) on these inputs, but can change it:"
    }
    return "\(ends.0) cannot become \(ends.1) on these inputs."
  }

  private func write(_ blocker: WhyNot.Blocker, to bytes: inout [UInt8]) {
    line("\(blocker.side.rawValue) \(blocker.isDeny ? "denies" : "does not allow")", to: &bytes)
    for evidence in blocker.evidence {
      guard let place = printer.place(of: evidence) else { continue }
      line("    \(evidence.role.rawValue) \(place.text)", to: &bytes)
    }
    line("  to open: \(printer.visible(blocker.change, as: .prose))", to: &bytes)
  }

  private func line(_ text: String, to bytes: inout [UInt8]) {
    bytes += Array("\(text)\n".utf8)
  }
}
