public import Estate
public import Findings
import Logic
import Text
public import TrustGraph

/// Why a path cannot be walked, in words.
public struct ObstacleReport: Sendable {
  private let obstacle: WalkAttempt.Obstacle
  private let graph: Graph
  private let printer: StepPrinter

  /// Explains an obstacle on a path of a graph.
  public init(_ obstacle: WalkAttempt.Obstacle, in graph: Graph, redaction: SecretRedaction) {
    self.obstacle = obstacle
    self.graph = graph
    printer = StepPrinter([], files: SourceFiles(), redaction: redaction)
  }

  /// The step and the reason, one line.
  public var text: String {
    let hop = obstacle.hop
    let ends = [hop.source, hop.target].map { printer.visible(graph[node: $0].id) }
    return "step \(obstacle.number), \(ends.joined(separator: " → ")) (\(hop.kind.rawValue)), "
      + reason
  }

  private var reason: String {
    switch obstacle.reason {
    case .isNoRequest: return "is no request to AWS STS"
    case .hasNoTrust: return "rests on no trust policy of the inputs"
    case .isUnmet:
      guard let words = printer.words(obstacle.hop.residual) else {
        return "gets in with no request that AWS STS takes"
      }
      return "requires what no request that AWS STS takes can meet: "
        + printer.visible(words, as: .prose)
        + (asksForName ? " (names have 2 to 64 letters, digits and _+=,.@-)" : "")
    }
  }

  private var asksForName: Bool {
    let keys = obstacle.hop.residual.keys
    return keys.contains("sts:RoleSessionName") || keys.contains("sts:SourceIdentity")
  }
}
