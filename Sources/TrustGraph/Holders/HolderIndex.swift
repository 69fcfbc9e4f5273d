import Estate
import IAM
import Logic
import Text

/// The holder sets of the estate, and what limits each principal.
struct HolderIndex {
  /// All sets, in the order of their first members.
  private(set) var sets: [HolderSet] = []
  /// What limits each principal's own Allow statements.
  private(set) var guards: [HolderGuards] = []
  private var indexes: [String: Int] = [:]

  init(_ principals: PrincipalTable, _ policies: PolicyIndex, _ guardrails: Guardrails) {
    guards.reserveCapacity(principals.all.count)
    for (index, entry) in policies.entries.enumerated() {
      let limits = HolderGuards(
        denies: entry.assuming.filter { $0.statement.effect != .allow },
        boundary: entry.boundary.bearing, missing: entry.missing)
      guards.append(limits)
      let principal = principals.all[index]
      guard let node = principals.nodes[index] else { continue }
      if case .document(let document) = limits.boundary, !document.mayAllowAssuming { continue }
      for allow in entry.assuming where allow.statement.effect == .allow {
        // Policies of the organisation leave service-linked roles alone.
        let isPersonal =
          guardrails.areCallersPersonal(of: principal.account)
          || (principal.isServiceLinked
            && guardrails.limitsCallers(of: principal.account.display))
        add(index, principal, node, allow, limits, isPersonal: isPersonal)
      }
    }
  }

  private mutating func add(
    _ index: Int, _ principal: Principal, _ node: NodeIndex, _ allow: AssumeStatement,
    _ limits: HolderGuards, isPersonal isLimitedPersonally: Bool
  ) {
    let statement = allow.statement
    let isPersonal =
      isLimitedPersonally || statement.isPersonal || statement.asksAboutSession
      || limits.isPersonal
    let scope =
      AssumeActions(statement).contains(.uncertain)
      ? HolderSet.Scope.open : HolderSet.Scope(statement.resources)
    let isPlain = statement.isPlain && limits.isEmpty && !isPersonal
    var key = "\(principal.kind.rawValue):\(principal.account.display):"
    switch scope {
    case .all where isPlain: key += "*"
    case .account(let account) where isPlain: key += "\(account):*"
    case .patterns(let patterns) where isPlain: key += patterns.joined(separator: ",")
    default: key += "\(allow.id).\(allow.position)" + limits.key
    }
    if isPersonal { key += "@\(index)" }
    // So that a set leads to nobody who exists without its members only.
    let presence = principal.guards.map { "|" + $0.name }.joined()
    key += presence
    let member = HolderSet.Member(principal: index, node: node, range: statement.range)
    if let known = indexes[key] {
      sets[known].members.append(member)
      return
    }
    indexes[key] = sets.count
    var set = HolderSet(
      account: principal.account, kind: principal.kind, allow: allow, guards: limits, scope: scope,
      isPersonal: isPersonal, presence: presence, key: key)
    set.members.append(member)
    sets.append(set)
  }
}

extension HolderGuards {
  /// Whether it matters which principal of an account asks.
  var isPersonal: Bool {
    denies.contains { $0.statement.isPersonal || $0.statement.asksAboutSession }
      || boundary.isPersonal
  }

  /// Stable text of what limits.
  var key: String {
    var key = ""
    for deny in denies { key += "-\(deny.id).\(deny.position)" }
    for question in missing { key += "~" + question.text }
    switch boundary {
    case .none: break
    case .missing(let name): key += "?" + name.display
    case .document(let document):
      key += "^\(document.range.map { "\($0.file.rawValue).\($0.lower)" } ?? "built-in")"
    }
    return key
  }
}

extension PolicyIndex.Boundary {
  /// The boundary, or none when it certainly lets every role be assumed.
  fileprivate var bearing: PolicyIndex.Boundary {
    guard case .document(let document) = self, !document.isOpaque else { return self }
    var isOpen = false
    for statement in document.statements {
      guard !AssumeActions(statement).isDisjoint(with: [.assumeRole, .uncertain]) else {
        continue
      }
      guard statement.isPlain else { return self }
      if case .these(let texts) = statement.resources, texts.contains(where: { $0.text == "*" }) {
        isOpen = true
      }
    }
    return isOpen ? .none : self
  }

  fileprivate var isPersonal: Bool {
    guard case .document(let document) = self else { return false }
    return document.statements.contains { $0.isPersonal || $0.asksAboutSession }
  }
}

extension PolicyDocument {
  /// Whether some statement may allow `sts:AssumeRole`.
  var mayAllowAssuming: Bool {
    isOpaque
      || statements.contains {
        $0.effect != .deny
          && !AssumeActions($0).isDisjoint(with: [.assumeRole, .uncertain])
      }
  }
}
