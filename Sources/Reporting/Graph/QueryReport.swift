public import Estate
public import Findings
import Logic
public import Text
public import TrustGraph

/// Answers of `trustpath query`, as text or as JSON lines.
public struct QueryReport: Sendable {
  private let graph: Graph
  private let paths: [Path]
  private let printer: StepPrinter

  /// Prints paths of a graph.
  public init(
    _ paths: [Path], in graph: Graph, files: SourceFiles, redaction: SecretRedaction
  ) {
    self.graph = graph
    self.paths = paths
    printer = StepPrinter(
      paths.lazy.flatMap(\.hops).flatMap(\.evidence), files: files, redaction: redaction)
  }

  /// Prints paths of a graph that was kept.
  public init(_ paths: [Path], in graph: Graph, saved: SavedPlaces) {
    self.graph = graph
    self.paths = paths
    printer = StepPrinter(saved)
  }

  /// Appends one object a line: a path with its steps.
  public func writeJSON(to bytes: inout [UInt8]) {
    for path in paths {
      var json = JSONWriter(redaction: printer.redaction)
      json.path(path, in: graph, printer)
      bytes += json.bytes
      bytes.append(0x0A)
    }
  }

  /// Appends the steps of all paths, one object a line, each once.
  public func writeSteps(to bytes: inout [UInt8]) {
    for hop in paths.flatMap(\.hops) {
      var json = JSONWriter(redaction: printer.redaction)
      json.step(PrintedStep(hop, in: graph), printer)
      bytes += json.bytes
      bytes.append(0x0A)
    }
  }

  /// Appends the paths for people.
  public func writeText(to bytes: inout [UInt8]) {
    for (index, path) in paths.enumerated() {
      if index > 0 { bytes.append(0x0A) }
      printer.write(path.hops, in: graph, to: &bytes)
      if path.isChained {
        line("  Sessions of chained roles last one hour at most.", to: &bytes)
      }
    }
  }

  private func line(_ text: String, to bytes: inout [UInt8]) {
    bytes += Array(text.utf8)
    bytes.append(0x0A)
  }
}

extension JSONWriter {
  /// Writes a path as an object.
  mutating func path(_ path: Path, in graph: Graph, _ printer: StepPrinter) {
    object { json in
      json.key("from")
      json.string(graph[node: path.source].id, as: .identifier)
      json.key("to")
      json.string(graph[node: path.target].id, as: .identifier)
      json.key("verdict")
      let isAllowed = path.residual.isAlways && path.status == .proved
      json.string(isAllowed ? "allowed" : "conditional", as: .identifier)
      json.key("status")
      json.string(path.status.rawValue, as: .identifier)
      json.key("residual")
      json.string(printer.words(path.residual))
      json.key("chained")
      json.boolean(path.isChained)
      json.key("path")
      json.array(path.hops) { $0.step(PrintedStep($1, in: graph), printer) }
    }
  }
}
