public import Logic

/// The best of the ways of one family by which a principal gains rights with its permissions alone,
/// without being let in by anybody's trust.
///
/// Best is what is surest, and of that what gives most. Administrators have none: they gain nothing.
///
/// Source: the edge catalogue; AWS Security Blog and IAM User Guide on privilege escalation.
public struct Escalation: Sendable {
  /// What kind of permission it takes.
  public enum Family: String, Hashable, Sendable, CaseIterable {
    /// It gives itself every permission, or makes an identity that has them.
    case ownRights = "own-rights"
    /// It makes credentials of somebody else, or lets itself be trusted.
    case takeover
    /// It runs something new with a role that it passes to a service.
    case newResource = "new-resource"
    /// It runs something else with what already runs with a role.
    case existingResource = "existing-resource"
    /// It puts a key of its own into an identity provider.
    case identityProvider = "identity-provider"
    /// It reaches into member accounts of the organisation.
    case organization
  }

  /// Who gains: index into `Estate.principals`.
  public let principal: Int
  /// What kind of permission it takes.
  public let family: Family
  /// Row of the edge catalogue, such as `iam-007`.
  public let way: String
  /// What it takes, in words.
  public let means: String
  /// Identifier of the node that it becomes or acts as.
  public let target: String
  /// What that can do.
  public let reach: ReachLevel
  /// How sure the step is.
  public let status: Edge.Status
  /// The kind of the step.
  public let kind: Edge.Kind
  /// What must hold for it.
  public let residual: Residual
  /// The statements that prove it: the caller's grants first.
  public let evidence: [Evidence]
  /// How many other rows of the family give it more than it has.
  public var others = 0

  /// Yes when it rests on nothing but what the principal brings; unknown when on what nobody can see.
  public var holds: Truth { status == .possible ? .unknown : residual.isUpToCaller }
}
