public import Logic

/// How far a path can be walked by requests that can be shown.
public struct WalkAttempt: Sendable {
  /// The first step that cannot be shown.
  public struct Obstacle: Sendable {
    /// Why it cannot.
    public enum Reason: Error, Hashable {
      /// It is no request to AWS STS.
      case isNoRequest
      /// No trust policy of the inputs decides about it.
      case hasNoTrust
      /// No request meets what it asks for, where it is known because of a limit.
      case isUnmet(Limit?)
      /// Requests that get in make no session that later steps let in, which ask for this of the
      /// request.
      case isUnfit(Residual)
    }

    /// What AWS STS takes at most.
    public enum Limit: Hashable, Sendable {
      /// Names of sessions and source identities.
      case name
      /// ExternalIds.
      case externalID
      /// Seconds that a session lasts.
      case duration(Int)
    }

    /// The step.
    public let hop: Hop
    /// Its position on the path, from 1.
    public let number: Int
    /// Why it cannot be shown.
    public let reason: Reason
  }

  /// The requests before it, or all of them.
  public let steps: [Walk.Step]
  /// What ends the walk early; nil when it gets to the end.
  public let obstacle: Obstacle?

  /// The requests of the whole path; nil when there is an obstacle.
  public var walk: Walk? { obstacle == nil && !steps.isEmpty ? Walk(steps: steps) : nil }
}
