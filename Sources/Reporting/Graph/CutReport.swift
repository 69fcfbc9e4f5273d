public import Estate
public import Findings
import Logic
public import Text
public import TrustGraph

/// The answer to `trustpath query cut`.
public struct CutReport: Sendable {
  private let cut: SmallestCut
  private let graph: Graph
  private let printer: StepPrinter

  /// Prints a cut of a graph.
  public init(
    _ cut: SmallestCut, in graph: Graph, files: SourceFiles, redaction: SecretRedaction
  ) {
    self.cut = cut
    self.graph = graph
    printer = StepPrinter(
      cut.places.lazy.map { Evidence(.trusts, at: $0.range) }, files: files, redaction: redaction)
  }

  /// Prints a cut of a graph that was kept.
  public init(_ cut: SmallestCut, in graph: Graph, saved: SavedPlaces) {
    self.cut = cut
    self.graph = graph
    printer = StepPrinter(saved)
  }

  /// Appends one object.
  public func writeJSON(to bytes: inout [UInt8]) {
    var json = JSONWriter(redaction: printer.redaction)
    json.object { json in
      json.key("size")
      json.number(cut.isEnough ? cut.places.count : nil)
      json.key("smallest")
      json.boolean(cut.isSmallest)
      json.key("survives_first_repair")
      json.boolean(cut.survivesFirstRepair || !cut.isEnough)
      json.key("cut")
      json.array(cut.places) { json, place in
        json.object { json in
          json.key("to")
          json.string(graph[node: place.target].id, as: .identifier)
          json.key("evidence")
          json.evidence([Evidence(graph.role(of: place), at: place.range)], printer)
        }
      }
    }
    bytes += json.bytes
    bytes.append(0x0A)
  }

  /// Appends the answer for people.
  public func writeText(to bytes: inout [UInt8]) {
    guard cut.isEnough else {
      bytes += Array("Some way rests on no statement that could be changed.\n".utf8)
      return
    }
    if cut.places.isEmpty { bytes += Array("There is no way.\n".utf8) }
    for place in cut.places {
      let target = printer.visible(graph[node: place.target].id)
      let at = printer.place(of: Evidence(.trusts, at: place.range))?.text ?? ""
      bytes += Array("change \(at)  (\(target))\n".utf8)
    }
    if !cut.isSmallest {
      bytes += Array(
        """
        These are enough. Fewer may be, too: some ways contradict themselves, and there are too many others \
        to try them all.

        """.utf8)
    } else if cut.survivesFirstRepair {
      bytes += Array("A way remains until all \(cut.places.count) are changed.\n".utf8)
    }
  }
}
