public import Estate
public import Text

/// An estate as it would be after a change.
public struct ChangedEstate: Sendable {
  /// Everything, the change deployed.
  public var estate: Estate
  /// Ids of the principals that the change makes, changes, removes or gives something to.
  public var touched: Set<String> = []
  /// What stands in the way of laying the change over the rest.
  public var remarks: [Diagnostic] = []
}
