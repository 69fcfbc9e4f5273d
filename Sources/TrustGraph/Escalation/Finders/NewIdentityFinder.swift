import Estate
import IAM
import Logic

/// Who can make a new role or user and give it every permission.
///
/// One name must be covered by all grants; names are made from the patterns of the grants.
struct NewIdentityFinder: EscalationFinder {
  static let rows = ["iam-026", "iam-027"]

  private static let roleWays: [[KnownAction]] = [
    [.createRole, .attachRolePolicy], [.createRole, .putRolePolicy],
  ]
  private static let userWays: [[KnownAction]] = [
    [.createUser, .createAccessKey, .attachUserPolicy],
    [.createUser, .createAccessKey, .putUserPolicy],
  ]

  static func addEdges(to draft: inout EscalationDraft) {
    for index in draft.actors {
      add(index, roleWays, "role", "iam-026", &draft)
      add(index, userWays, "user", "iam-027", &draft)
    }
  }

  private static func add(
    _ index: Int, _ ways: [[KnownAction]], _ type: String, _ row: String,
    _ draft: inout EscalationDraft
  ) {
    let principal = draft.principals.all[index]
    guard let account = principal.account.literal,
      let partition = SymbolicARN(principal.arn)?.partition.literal
    else { return }
    for actions in ways {
      let names = actions.map(\.rawValue)
      let bits = EscalationActions.bits(of: names)
      guard draft.authority.mayHave(index, bits) else { continue }
      let prefix = "arn:\(partition):iam::\(account):\(type)/"
      var residual = Residual.never
      if draft.authority.isCertain(index, bits) {
        residual = .always
      } else {
        for name in draft.authority.newNames(index, actions, prefix: prefix) {
          residual = residual.or(allowed(index, names, name, draft))
          if residual.isAlways { break }
        }
      }
      guard !residual.isNever else { continue }
      draft.addAdministrator(
        index, row, residual: residual, evidence: draft.authority.evidence(index, names[0]))
      return
    }
  }

  private static func allowed(
    _ index: Int, _ actions: [String], _ name: String, _ draft: EscalationDraft
  ) -> Residual {
    var context = [ContextKey: RequestContext.Knowledge].administratorPolicy
    // A new identity with a boundary is no administrator.
    context["iam:PermissionsBoundary"] = .known(.absent)
    var residual = Residual.always
    for action in actions {
      residual = residual.and(
        draft.authority.residual(index, action, on: SymbolicString(name), context))
      if residual.isNever { break }
    }
    return residual
  }
}

extension AuthorityIndex {
  /// Names that the patterns of some actions cover, one for each pattern and pair of patterns.
  fileprivate func newNames(
    _ principal: Int, _ actions: [KnownAction], prefix: String
  ) -> [String] {
    var patterns: Set<String> = []
    let known = ActionSet(actions)
    for index in entries[principal].documents {
      for statement in documents[index].policy.document.statements
      where statement.knownActions.intersects(known) && statement.effect != .deny {
        guard case .these(let texts) = statement.resources else {
          patterns.insert("*")
          continue
        }
        for text in texts {
          guard let literal = text.text.literal else { continue }
          patterns.insert(ARN(literal).map { name(in: $0.resource) } ?? "*")
        }
      }
    }
    let sorted = patterns.sorted().prefix(8)
    var names: Set<String> = []
    for first in sorted {
      for second in sorted { names.insert(prefix + Self.sample(first, second)) }
    }
    return names.sorted()
  }

  private func name(in resource: String) -> String {
    resource.firstIndex(of: "/").map { String(resource[resource.index(after: $0)...]) } ?? resource
  }

  /// A text that starts as one pattern does and ends as another does.
  private static func sample(_ first: String, _ second: String) -> String {
    let head = first.prefix { $0 != "*" && $0 != "?" }
    if first == second, head.count == first.count { return first }
    let tail = second.reversed().prefix { $0 != "*" && $0 != "?" }.reversed()
    return head + "x" + (tail.count == second.count ? "" : String(tail))
  }
}
