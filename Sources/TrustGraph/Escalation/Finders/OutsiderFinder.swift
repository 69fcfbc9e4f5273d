import Estate
import IAM
import Logic

/// Identities that are not among the inputs, wherever a trust wider than the one that names them
/// covers them: a role of an account whose root is trusted elsewhere, an account or an organisation
/// where everybody is.
///
/// Each trust is asked for each of them by itself, because a condition or a Deny may tell them apart;
/// trusts that ask nothing share a set node.
struct OutsiderFinder: EscalationFinder {
  static let rows = ["T-ROOT-CROSS", "T-STAR", "T-STAR-COND", "T-NOTPRINCIPAL"]

  /// Largest number of pairs of an identity and a trust that are asked.
  private static let mostPairs = 200_000

  static func addEdges(to draft: inout EscalationDraft) {
    addAsked(&draft)
    let own = Set(draft.base.estate.accounts.map(\.id))
    let outsiders = draft.base.graph.nodes.enumerated().compactMap { index, node in
      Outsider(NodeIndex(index), node, own: own, draft.base.accounts)
    }
    var left = mostPairs
    let principals = Dictionary(
      grouping: outsiders.filter { $0.node.kind == .externalPrincipal }, by: \.account)
    for (account, members) in principals.sorted(by: { $0.key < $1.key }) {
      connect(members, to: draft.base.grantIndex.toAccount(account), account, &left, &draft)
    }
    connect(
      outsiders, to: draft.base.grantIndex.toAnyone.grants, Node.anyone.id, &left, &draft)
  }

  /// Nodes for identities that a question names and no living trust does, where a trust may cover them or
  /// would if no guardrail shut it.
  private static func addAsked(_ draft: inout EscalationDraft) {
    let index = draft.base.grantIndex
    for id in draft.asked where draft.base.graph.index(of: id) == nil {
      let party = TrustedParty(Assumption.entry(naming: id))
      guard [.account, .user, .role, .federatedUser].contains(party.kind),
        let account = party.account, !draft.base.accounts.isExported(account),
        !index.toAnyone.grants.isEmpty || !index.toAccount(account.display).isEmpty
          || draft.base.grants.contains(where: { $0.isShut(for: account) })
      else { continue }
      let node = Node(party)
      _ = draft.base.graph.node(node.id) { node }
    }
  }

  /// Steps from identities to the roles of trusts that cover them.
  private static func connect(
    _ outsiders: [Outsider], to trusts: [Int], _ name: String, _ left: inout Int,
    _ draft: inout EscalationDraft
  ) {
    let trusts = trusts.sorted()
    var plain: [String: [Int]] = [:]
    for trust in trusts where draft.base.asksNothing(trust) {
      plain[draft.base.partition(of: trust), default: []].append(trust)
    }
    var alike: [String: [Outsider]] = [:]
    for outsider in outsiders where outsider.isForeign && !draft.base.isLimited(outsider) {
      alike[outsider.partition, default: []].append(outsider)
    }
    var shared: [String: Set<Int>] = [:]
    for (partition, members) in alike.sorted(by: { $0.key < $1.key }) {
      guard let common = plain[partition], common.count > 1, members.count > 1 else { continue }
      draft.base.share(common, with: members, "outside:\(partition):\(name)")
      shared[partition] = Set(common)
    }
    for outsider in outsiders {
      let isAlike = outsider.isForeign && !draft.base.isLimited(outsider)
      let known = isAlike ? shared[outsider.partition] ?? [] : []
      for trust in trusts where !known.contains(trust) {
        guard left > 0 else { return draft.base.leaveOpen(trusts, to: outsiders, name) }
        left -= 1
        draft.base.connect(outsider, trust)
      }
    }
  }
}

/// An identity that is not among the inputs, as it calls.
private struct Outsider {
  let index: NodeIndex
  let node: Node
  let partition: String
  let caller: Caller
  /// Whether its account is none of the inputs'.
  let isForeign: Bool

  init?(_ index: NodeIndex, _ node: Node, own: Set<String>, _ accounts: AccountDirectory) {
    switch node.kind {
    // The principals of such an account are there themselves.
    case .account where node.account.map { accounts.isExported(SymbolicString($0)) } ?? false:
      return nil
    case .externalPrincipal, .account:
      caller = Caller(TrustedParty(Assumption.entry(naming: node.id)), .assumeRole)
    // One that only an open value names may be any.
    case .organization where node.label.hasPrefix("o-"): caller = .someone()
    default: return nil
    }
    self.index = index
    self.node = node
    partition = caller.partition?.display ?? ""
    isForeign = node.account.map { !own.contains($0) } ?? true
  }

  var account: String { node.account ?? "" }

  /// What is left of a trust's requirement by being who it is.
  func left(of residual: Residual) -> Residual {
    guard node.kind == .organization else { return residual }
    return residual.restricted("aws:PrincipalOrgID", to: ValueSet(texts: [node.label]))
  }

  /// What its own policies have to allow, which nobody knows.
  func policies(isOwn: Bool, isForAccount: Bool) -> Residual {
    guard node.kind == .externalPrincipal, isForAccount || !isOwn else { return .always }
    return .unseen(policiesOf: node.id, .assumeRole)
  }
}

extension GraphDraft {
  /// Whether a trust asks nothing of anybody.
  fileprivate func asksNothing(_ trust: Int) -> Bool {
    grants[trust].residual.isAlways && !isPersonal(grants[trust])
  }

  fileprivate func partition(of trust: Int) -> String {
    role(of: grants[trust]).flatMap { SymbolicARN($0.arn)?.partition.display } ?? ""
  }

  /// Whether service control policies bear on an identity.
  fileprivate func isLimited(_ outsider: Outsider) -> Bool {
    outsider.node.account.map(sides.guardrails.limitsCallers) ?? false
  }

  /// Steps of identities of other accounts through one set node.
  fileprivate mutating func share(
    _ trusts: [Int], with outsiders: [Outsider], _ name: String
  ) {
    let hub = hub(name)
    for outsider in outsiders {
      contain(
        outsider.index, in: hub, residual: outsider.policies(isOwn: false, isForAccount: true),
        at: nil)
    }
    for trust in trusts { add(hub, trust, residual: .always) }
  }

  /// The step of one identity, unless the trust is drawn from it already.
  fileprivate mutating func connect(_ outsider: Outsider, _ trust: Int) {
    let grant = grants[trust]
    guard let role = role(of: grant), !grant.sources.contains(outsider.index) else { return }
    let theirs = outsider.partition
    if !theirs.isEmpty, theirs != partition(of: trust) { return }
    let residual = self.trust(grant, sides.request(outsider.caller, grant.kind, role: role))
    add(
      outsider.index, trust,
      residual: outsider.left(of: residual).and(
        outsider.policies(
          isOwn: outsider.node.account == role.account.display,
          isForAccount: grant.party.kind == .account)))
  }

  /// Steps that may or may not be there, because too many would have to be asked.
  fileprivate mutating func leaveOpen(_ trusts: [Int], to outsiders: [Outsider], _ name: String) {
    let hub = hub("outside:unread:\(name)")
    for outsider in outsiders { contain(outsider.index, in: hub, at: nil) }
    for trust in trusts {
      let question = Residual(
        Proposition("the trust policy lets the caller in, which was not worked out for so many"),
        kind: .tooComplex)
      add(hub, trust, residual: question, status: .possible)
    }
  }
}

extension TrustGrant {
  /// Whether only a resource control policy keeps an account out.
  fileprivate func isShut(for account: SymbolicString) -> Bool {
    dead == .controlled && kind == .assumeRole
      && (party.account == account || party.account == nil)
  }
}
