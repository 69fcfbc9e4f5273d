import IAM
import Logic

extension AuthorityIndex {
  /// The first statement that may allow an action: enough where more than a permission is asked.
  func firstEvidence(_ principal: Int, _ action: String) -> [Evidence] {
    let bits = EscalationActions.bits(of: action)
    for index in entries[principal].documents where documents[index].some.intersects(bits) {
      if let range = documents[index].grants(of: bits).first {
        return [Evidence(.grants, at: range)]
      }
    }
    return []
  }

  /// Every statement that may allow an action, on a resource if one is given: each by itself is
  /// enough.
  func evidence(
    _ principal: Int, _ action: String, on resource: SymbolicString? = nil
  ) -> [Evidence] {
    let bits = EscalationActions.bits(of: action)
    let grants = entries[principal].documents.flatMap { documents[$0].grants(of: bits) }
    guard grants.count > 1, let resource else { return grants.map { Evidence(.grants, at: $0) } }
    let matching = Set(
      evaluator.decide(request(principal, action, on: resource), sets(of: principal, bits)).matches
        .compactMap { $0.denies ? nil : $0.range })
    return grants.filter(matching.contains).map { Evidence(.grants, at: $0) }
  }
}
