import Logic
import Text
import TrustGraph

/// A path that rules about chains judge, with what is said about its steps.
struct Chain: Sendable {
  /// Which rule may speak about it.
  enum Kind: Sendable {
    /// From outside to an administrator.
    case outsideAdmin
    /// From one of our own users or roles to an administrator of the same account.
    case ownAdmin
    /// The same, into another account.
    case crossAccount
    /// From a Kubernetes workload into another account.
    case workload
    /// From one of our own principals through a cluster to a role.
    case throughCluster
    /// From outside to what a cluster allows.
    case outsideCluster
    /// From a third party straight to a role that asks it for an exact ExternalId.
    case thirdParty

    var word: StaticString {
      switch self {
      case .outsideAdmin: "outside-admin"
      case .ownAdmin: "own-admin"
      case .crossAccount: "cross-account"
      case .workload: "workload"
      case .throughCluster: "through-cluster"
      case .outsideCluster: "outside-cluster"
      case .thirdParty: "third-party"
      }
    }
  }

  let kind: Kind
  let path: Path
  let exposure: Exposure
  /// What is said about each step, in order.
  let steps: [ChainStep]

  /// Whether every step names exactly one caller, or asks for a secret of one.
  var isExact: Truth { steps.reduce(.yes) { $0 && $1.isExact } }

  /// The first step that does not.
  var weakest: ChainStep? {
    steps.first { $0.isExact == .no } ?? steps.first { $0.isExact != .yes }
  }

  /// Whether it works: unknown when a step rests on something that is not understood.
  var holds: Truth { steps.reduce(.yes) { $0 && $1.holds } }

  /// Whether every step asks for MFA.
  var asksMFA: Bool { steps.allSatisfy(\.asksMFA) }
}

/// What is said about one step of a chain.
struct ChainStep: Sendable {
  let isExact: Truth
  let holds: Truth
  let asksMFA: Bool
  /// `A → B`.
  let words: String
  let range: SourceRange?
}
