import Estate
import IAM
import Logic

/// Which targets the statements of a principal let it use an action on, as far as their texts tell;
/// principals of equal coverage share their edges.
enum Coverage: Hashable {
  /// Every one.
  case everything
  /// Those whose ARN matches one of these patterns.
  case patterns([String])
  /// Only the evaluator can tell; the number stands for the same policies in the same account.
  case evaluated(String)

  /// Stable text.
  var key: String {
    switch self {
    case .everything: "*"
    case .patterns(let patterns): patterns.joined(separator: ",")
    case .evaluated(let key): "@" + key
    }
  }
}

extension AuthorityIndex {
  /// The coverage of a principal; nil when it does not have the action at all.
  func coverage(_ principal: Int, _ action: KnownAction, _ owner: Principal) -> Coverage? {
    let bits = EscalationActions.bits(of: action)
    guard mayHave(principal, bits) else { return nil }
    if isCertain(principal, bits) { return .everything }
    if isShut(principal, bits) { return nil }
    let entry = entries[principal]
    let bearing = entry.documents.filter {
      documents[$0].some.intersects(bits) || documents[$0].denied.intersects(bits)
    }
    if !entry.denied.intersects(bits), isUnlimited(principal, bits),
      let patterns = patterns(bearing, action)
    {
      return .patterns(patterns)
    }
    var key = "\(owner.kind.rawValue):" + bearing.map(String.init).joined(separator: ",")
    var isPersonal = bearing.contains { documents[$0].isPersonal }
    switch entry.boundary {
    case .none: break
    case .missing(let name): key += "?" + name.display
    case .document(let index):
      key += "^\(index)"
      isPersonal = isPersonal || documents[index].isPersonal
    }
    if isPersonal { return .evaluated(key + "=\(principal)") }
    // Whoever may change the tags that are asked for is another matter.
    if bearing.contains(where: { documents[$0].asksResourceTag }) {
      if mayTag(principal, .role) { key += "+role-tags" }
      if mayTag(principal, .user) { key += "+user-tags" }
    }
    return .evaluated(key + ceilingKey(principal, bits))
  }

  /// The resources of all statements that allow an action; nil when text alone does not tell.
  private func patterns(_ bearing: [Int], _ action: KnownAction) -> [String]? {
    var patterns: Set<String> = []
    for index in bearing {
      for statement in documents[index].policy.document.statements
      where statement.knownActions.contains(action) {
        guard statement.isPlain, case .these(let texts) = statement.resources else { return nil }
        guard case .these(let actions) = statement.actions,
          actions.allSatisfy({ $0.text.literal != nil && $0.guards.isEmpty })
        else { return nil }
        for text in texts {
          guard let literal = text.text.literal, !literal.utf8.contains(0x24), text.guards.isEmpty,
            literal == "*" || ARN(literal) != nil
          else { return nil }
          patterns.insert(literal)
        }
      }
    }
    return patterns.sorted()
  }
}

/// Principals of one account whose coverage of an action is the same.
struct HolderGroup {
  let account: String
  let action: KnownAction
  let coverage: Coverage
  var members: [Int] = []

  /// Whether nothing better than a target is to be found for any member.
  func isEnough(_ target: Int, _ residual: Residual) -> Bool {
    residual.isUpToCaller == .yes && !members.contains(target)
  }

  /// Stable text that tells the group from every other.
  var name: String { "\(action.rawValue):\(account):\(coverage.key)" }
}
