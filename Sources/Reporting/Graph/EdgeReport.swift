public import Estate
public import Findings
import Logic
public import Text
public import TrustGraph

/// `trustpath edges`: every step between two nodes that stand for somebody, one JSON object a line.
///
/// Set nodes are opened; two statements that allow the same step make one line.
public struct EdgeReport: Sendable {
  /// There are more steps than were asked for.
  public struct TooMany: Error, CustomStringConvertible {
    /// One sentence for the user.
    public let description: String
  }

  private let steps: [PrintedStep]
  private let printer: StepPrinter

  /// Opens the set nodes of a graph.
  ///
  /// - Parameters:
  ///   - statuses: Which steps are printed.
  ///   - kinds: Which kinds are printed; all if empty.
  ///   - limit: Largest number of steps.
  /// - Throws: `TooMany` above the limit.
  /// - Complexity: linear in the pairs.
  public init(
    _ trust: TrustGraph, statuses: Set<Edge.Status>, kinds: Set<Edge.Kind>, limit: Int,
    files: SourceFiles, redaction: SecretRedaction
  ) throws(TooMany) {
    let hops = trust.expandedEdges(limit: limit, statuses: statuses) {
      kinds.isEmpty || kinds.contains($0.kind)
    }
    guard let hops else {
      throw TooMany(description: "there are more than \(limit) edges; raise --limit to print them")
    }
    var steps: [PrintedStep] = []
    var indexes: [[String]: Int] = [:]
    for hop in hops {
      let step = PrintedStep(hop, in: trust.graph)
      if let index = indexes[step.key] {
        steps[index].merge(step)
      } else {
        indexes[step.key] = steps.count
        steps.append(step)
      }
    }
    self.steps = steps.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    printer = StepPrinter(steps.lazy.flatMap(\.evidence), files: files, redaction: redaction)
  }

  /// Appends the lines.
  public func write(to bytes: inout [UInt8]) {
    for step in steps {
      var json = JSONWriter(redaction: printer.redaction)
      json.step(step, printer)
      bytes += json.bytes
      bytes.append(0x0A)
    }
  }
}
