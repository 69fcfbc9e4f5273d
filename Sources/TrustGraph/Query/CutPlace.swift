extension Graph {
  /// What a place of a cut does for the step that it is about, as the step's own evidence says.
  ///
  /// - Complexity: linear in the edges that enter its target.
  public func role(of place: SmallestCut.Place) -> Evidence.Role {
    for edge in incoming[place.target] {
      if let evidence = self[edge: edge].evidence.first(where: { $0.range == place.range }) {
        return evidence.role
      }
    }
    return .trusts
  }
}
