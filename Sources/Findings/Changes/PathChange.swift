import Logic
import Text
import TrustGraph

/// A trust path that a change opens, closes or alters.
struct PathChange: Sendable {
  /// What the change does to it.
  enum Kind: Sendable, Comparable {
    /// It is there after the change only.
    case opened
    /// It asks for less than before.
    case widened
    /// It asks for something else than before, and nothing tells which is more.
    case altered
    /// Its end can do more than before.
    case strengthened
    /// It asks for more than before.
    case narrowed
    /// It was there before the change only.
    case closed

    var word: StaticString {
      switch self {
      case .opened: "opened"
      case .widened: "widened"
      case .altered: "altered"
      case .strengthened: "strengthened"
      case .narrowed: "narrowed"
      case .closed: "closed"
      }
    }

    /// Whether it lets nobody do anything that was impossible before.
    var isHarmless: Bool { self == .narrowed || self == .closed }
  }

  let kind: Kind
  /// The step that the change makes, alone or with the steps before and behind it; of the graph
  /// after the change, and of the one before it for what is closed.
  let path: Path
  /// The step itself.
  let step: Hop
  /// How many more sources or ends the same statements give the same step.
  let others: Int
  /// Who can start it; nil for AWS services.
  let exposure: Exposure?
  /// Whether it works: unknown when it rests on something that is not understood.
  let holds: Truth
  /// What its end can do.
  let reach: ReachLevel
  /// Whether whoever starts it could do as much before.
  let isNoGain: Bool
  /// What was asked before; nil where nothing was, or where there was no path.
  let before: Residual?
}
