import Estate
import Findings
import Logic
import Text
import TrustGraph

/// What writers of steps share: where places lie, and what must not be printed.
struct StepPrinter: Sendable {
  let redaction: SecretRedaction
  private let residuals: Logic.Redaction
  private let files: SourceFiles
  private let positions: PositionTable
  private let saved: SavedPlaces?

  /// Resolves the places of all evidence in one pass over each file.
  init(
    _ evidence: some Sequence<Evidence>, files: SourceFiles, redaction: SecretRedaction
  ) {
    self.files = files
    self.redaction = redaction
    saved = nil
    positions = PositionTable(of: evidence.map(\.range), in: files)
    residuals = Logic.Redaction { key, value in
      key.namesExternalID ? redaction.externalID(value) : nil
    }
  }

  /// Prints steps of a scan that was kept; nothing in it is secret.
  init(_ saved: SavedPlaces) {
    files = SourceFiles()
    redaction = .none
    residuals = .none
    positions = PositionTable(of: [], in: files)
    self.saved = saved
  }

  /// What must hold, in words; nil when nothing.
  func words(_ residual: Residual) -> String? {
    residual.isAlways ? nil : residual.display(redacting: residuals)
  }

  /// Text as it may be printed: secrets replaced, hidden characters visible.
  func visible(_ text: String, as usage: SecretRedaction.Usage = .identifier) -> String {
    var bytes: [UInt8] = []
    redaction.withRedacted(text, as: usage) { VisibleText.append($0, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The place of an evidence; nil outside the inputs.
  func place(of evidence: Evidence) -> Place? {
    if let saved { return saved[evidence.range] }
    guard let file = files.all[safe: Int(evidence.range.file.rawValue)] else { return nil }
    return Place(
      path: file.path, start: positions[evidence.range.file, evidence.range.lower],
      end: positions[evidence.range.file, evidence.range.upper])
  }
}

extension StepPrinter {
  /// Appends steps for people.
  func write(_ hops: [Hop], in graph: Graph, to bytes: inout [UInt8]) {
    guard let first = hops.first else { return }
    bytes += Array("\(visible(graph[node: first.source].id))\n".utf8)
    for hop in hops { write(hop, in: graph, to: &bytes) }
  }

  private func write(_ hop: Hop, in graph: Graph, to bytes: inout [UInt8]) {
    let target = visible(graph[node: hop.target].id)
    bytes += Array(
      "  → \(target)  \(hop.kind.rawValue) (\(hop.via), \(hop.status.rawValue))\n".utf8)
    for evidence in hop.evidence {
      guard let place = place(of: evidence) else { continue }
      bytes += Array("      \(evidence.role.rawValue) \(place.text)\n".utf8)
    }
    if let words = words(hop.residual) {
      bytes += Array("      requires \(visible(words, as: .prose))\n".utf8)
    }
    if let words = words(graph.presence(of: hop)) {
      bytes += Array("      exists when \(visible(words, as: .prose))\n".utf8)
    }
  }
}

extension JSONWriter {
  /// Writes one step as an object.
  mutating func step(_ step: PrintedStep, _ printer: StepPrinter) {
    object { json in
      json.key("from")
      json.string(step.from, as: .identifier)
      json.key("to")
      json.string(step.to, as: .identifier)
      json.key("kind")
      json.string(step.kind.rawValue, as: .identifier)
      json.key("verdict")
      json.string(step.isAllowed ? "allowed" : "conditional", as: .identifier)
      json.key("status")
      json.string(step.status.rawValue, as: .identifier)
      json.key("capability")
      json.string(step.capability.rawValue, as: .identifier)
      json.key("residual")
      json.string(printer.words(step.residual))
      if let words = printer.words(step.presence) {
        json.key("when")
        json.string(words)
      }
      json.key("via")
      json.string(step.via, as: .identifier)
      json.key("evidence")
      json.evidence(step.evidence, printer)
    }
  }

  /// Writes places as an array.
  mutating func evidence(_ evidence: [Evidence], _ printer: StepPrinter) {
    array(evidence) { json, evidence in
      guard let place = printer.place(of: evidence) else { return }
      json.evidence(at: place, evidence.role)
    }
  }
}
