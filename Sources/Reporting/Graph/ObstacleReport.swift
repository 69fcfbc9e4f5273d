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
    case .isUnfit(let demand):
      return "gets in, but in no session that the steps after it take: they ask of it "
        + words(demand) + (own.map { ", and the step itself " + $0 } ?? "")
    case .isUnmet(let limit):
      guard let own else { return "gets in with no request that AWS STS takes" }
      return "requires what no request that AWS STS takes can meet: " + own
        + (limit.map { " (" + Self.words($0) + ")" } ?? "")
    }
  }

  /// What the step itself asks for; nil when nothing.
  private var own: String? {
    obstacle.hop.residual.isAlways ? nil : words(obstacle.hop.residual)
  }

  private func words(_ residual: Residual) -> String {
    printer.visible(printer.words(residual) ?? "nothing", as: .prose)
  }

  private static func words(_ limit: WalkAttempt.Obstacle.Limit) -> String {
    switch limit {
    case .name: "names have 2 to 64 letters, digits and _+=,.@-"
    case .externalID: "ExternalIds have 2 to 1224 letters, digits and _+=,.@:/-"
    case .duration(let seconds): "the session lasts \(seconds) seconds at most"
    }
  }
}
