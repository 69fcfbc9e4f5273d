public import Estate
public import Findings
import IAM
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
      ((answer.step?.blockers ?? []) + (answer.broken?.blockers ?? [])).flatMap(\.evidence)
        + (all.flatMap(\.hops) + (answer.broken?.hops ?? [])).flatMap(\.evidence),
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
      json.blockers(answer.step?.blockers ?? [], printer)
      json.key("remaining")
      json.string((answer.step?.remaining).flatMap(printer.words))
      json.key("broken")
      json.broken(answer.broken, in: graph, printer)
    }
    bytes += json.bytes
    bytes.append(0x0A)
  }

  /// Appends the answer for people.
  public func writeText(to bytes: inout [UInt8]) {
    line(headline, to: &bytes)
    ways.writeText(to: &bytes)
    if let broken = answer.broken { write(broken, to: &bytes) }
    guard let step = answer.step else { return }
    let isClosed =
      answer.paths.isEmpty && answer.doubtful.isEmpty && answer.changes.isEmpty
      && answer.broken == nil
    if !isClosed { line("Not by one request to AWS STS:", to: &bytes) }
    for blocker in step.blockers { write(blocker, to: &bytes) }
    if step.remaining.isNever {
      line("  no change of these policies alone opens it", to: &bytes)
    } else if let words = printer.words(step.remaining) {
      let when = step.blockers.isEmpty ? "one step" : "even then it"
      line("  \(when) requires \(printer.visible(words, as: .prose))", to: &bytes)
    }
  }

  private var headline: String {
    let from = printer.visible(from)
    let to = printer.visible(to)
    switch answer.paths.first?.status ?? answer.doubtful.first?.status {
    case .proved?: return "\(from) can become \(to):"
    case .conditional?: return "\(from) can become \(to), on conditions:"
    case .possible?, .guarded?:
      return "\(from) may become \(to): it needs what is not in the inputs."
    case nil: break
    }
    if let step = answer.step, step.blockers.isEmpty { return "\(from) may become \(to):" }
    let changes = answer.changes.isEmpty ? "." : ", but can change it:"
    return "\(from) cannot become \(to) on these inputs\(changes)"
  }

  private func write(_ broken: BrokenChain, to bytes: inout [UInt8]) {
    line("There is a way, but one step does not follow the others:", to: &bytes)
    printer.write(broken.hops, in: graph, to: &bytes)
    line("  \(broken.explanation)", to: &bytes)
    for blocker in broken.blockers { write(blocker, to: &bytes) }
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

extension BrokenChain {
  /// Why the last step does not follow.
  fileprivate var explanation: String {
    let last = hops.count
    if !refused.isEmpty {
      let actions = refused.map(\.rawValue).joined(separator: " and ")
      return "step \(last) is refused for what step \(origin + 1) puts on the session: it takes "
        + "\(actions) on both sides"
    }
    if origin + 1 == last {
      return
        "step \(last) asks for what no request of a role has: it makes a session of one hour at "
        + "most, and without an MFA device"
    }
    return "what step \(last) asks for excludes what step \(origin + 1) asks for or hands on"
  }
}

extension JSONWriter {
  fileprivate mutating func blockers(_ blockers: [WhyNot.Blocker], _ printer: StepPrinter) {
    array(blockers) { json, blocker in
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
  }

  fileprivate mutating func broken(
    _ broken: BrokenChain?, in graph: Graph, _ printer: StepPrinter
  ) {
    guard let broken else { return null() }
    object { json in
      json.key("path")
      json.array(broken.hops) { $0.step(PrintedStep($1, in: graph), printer) }
      json.key("step")
      json.number(broken.hops.count)
      json.key("origin")
      json.number(broken.origin + 1)
      json.key("refused")
      json.array(broken.refused) { $0.string($1.rawValue, as: .identifier) }
      json.key("blockers")
      json.blockers(broken.blockers, printer)
    }
  }
}
