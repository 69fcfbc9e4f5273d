import Logic

/// What every principal gains by its permissions, summed up while the graph itself stays as trust
/// makes it.
///
/// The finders of the whole graph add their edges to a draft that is thrown away. Whoever is an
/// administrator anyway is left out, and so is, from the families that follow, whoever can make itself
/// one for sure: what else it could do adds nothing.
struct EscalationSummary {
  private let reach: [Reach]
  private var draft: EscalationDraft
  private var best: [Key: Escalation] = [:]
  /// The rows of each, where there are several.
  private var others: [Key: Set<String>] = [:]
  /// Administrators, and who can make itself one for sure.
  private var spared: Set<Int> = []

  private struct Key: Hashable {
    let principal: Int
    let family: Escalation.Family
  }

  /// The finders whose edges are findings by themselves, those of own rights first.
  private static let finders: [(finder: any EscalationFinder.Type, family: Escalation.Family)] = [
    (SelfChangeFinder.self, .ownRights), (PolicyVersionFinder.self, .ownRights),
    (GroupChangeFinder.self, .ownRights), (NewIdentityFinder.self, .ownRights),
    (BoundaryChangeFinder.self, .ownRights), (UserChangeFinder.self, .ownRights),
    (RoleChangeFinder.self, .takeover), (CredentialFinder.self, .takeover),
    (ProviderChangeFinder.self, .identityProvider), (OrganizationFinder.self, .organization),
    (PassRoleFinder.self, .newResource), (ExistingResourceFinder.self, .existingResource),
  ]

  /// The rows of the edge catalogue that are told of.
  static var rows: [String] { finders.flatMap { $0.finder.rows } }

  private init(_ base: GraphDraft, _ reach: [Reach]) {
    self.reach = reach
    let principals = base.principals
    draft = EscalationDraft(base)
    var prizes: [Int: ReachLevel] = [:]
    for index in principals.all.indices {
      guard let node = principals.nodes[index] else { continue }
      if reach[Int(node)].certainOwn == .administrator { spared.insert(index) }
      let power = reach[Int(node)].closure
      if power >= .sensitive { prizes[index] = power }
    }
    draft.spare(spared)
    draft.limit(to: prizes, without: ExistingRow.throughSources)
  }

  /// All of them, by principal and family.
  ///
  /// `reach` is that of the draft's nodes.
  static func escalations(_ base: GraphDraft, _ reach: [Reach]) -> [Escalation] {
    var summary = EscalationSummary(base, reach)
    for (finder, family) in finders { summary.add(finder, family) }
    let order = Escalation.Family.allCases
    return summary.best.values.sorted {
      ($0.principal, order.firstIndex(of: $0.family) ?? 0)
        < ($1.principal, order.firstIndex(of: $1.family) ?? 0)
    }
  }

  private mutating func add(_ finder: any EscalationFinder.Type, _ family: Escalation.Family) {
    let first = draft.base.graph.edges.count
    finder.addEdges(to: &draft)
    let edges = draft.base.graph.edges[first...]
    var offered: [NodeIndex: [Edge]] = [:]
    for edge in edges
    where edge.capability.isStep && draft.principals.index(of: edge.source) == nil {
      offered[edge.source, default: []].append(edge)
    }
    offered = offered.mapValues { edges in edges.sorted { isBetter($0, $1) } }
    for edge in edges where edge.capability.isStep {
      guard let principal = draft.principals.index(of: edge.source), !spared.contains(principal)
      else { continue }
      if edge.kind == .contains {
        add(principal, family, edge, among: offered[edge.target] ?? [])
      } else {
        let own = edge.kind == .selfAdmin ? Escalation.Family.ownRights : family
        add(principal, own, edge, residual: edge.residual, evidence: edge.evidence)
      }
    }
    let sure = best.filter { $0.key.family == .ownRights && $0.value.holds == .yes }
    spared.formUnion(sure.keys.map(\.principal))
    draft.spare(spared)
  }

  /// Adds the best of what a set that the principal is in leads to.
  private mutating func add(
    _ principal: Int, _ family: Escalation.Family, _ member: Edge, among offered: [Edge]
  ) {
    let useful = offered.filter { $0.target != member.source && gains($0, principal) }
    for edge in useful {
      let residual = member.residual.and(edge.residual)
      if residual.isNever { continue }
      let step = Edge(
        source: member.source, target: edge.target, kind: edge.kind,
        status: member.status == .possible || edge.status == .possible
          ? .possible : residual.isAlways ? .proved : .conditional,
        residual: residual,
        via: member.via == GraphDraft.membership ? edge.via : member.via,
        evidence: [])
      add(
        principal, family, step, residual: residual, evidence: member.evidence + edge.evidence)
      return
    }
  }

  private mutating func add(
    _ principal: Int, _ family: Escalation.Family, _ edge: Edge, residual: Residual,
    evidence: [Evidence]
  ) {
    guard gains(edge, principal) else { return }
    let found = Escalation(
      principal: principal, family: family, way: edge.via,
      means: EscalationMeans.words(of: edge.via),
      target: draft.base.graph.nodes[Int(edge.target)].id,
      reach: power(of: edge.target), status: edge.status, kind: edge.kind, residual: residual,
      evidence: evidence)
    let key = Key(principal: principal, family: family)
    guard var known = best[key] else {
      best[key] = found
      return
    }
    var rows = others[key] ?? [known.way]
    rows.insert(found.way)
    others[key] = rows
    if (found.holds, found.reach) > (known.holds, known.reach) { known = found }
    known.others = rows.count - 1
    best[key] = known
  }

  /// Whether a step gives a principal more than its own policies do: everything, or what is sensitive
  /// to whom nothing is.
  private func gains(_ edge: Edge, _ principal: Int) -> Bool {
    guard let node = draft.principals.nodes[principal] else { return false }
    let power = power(of: edge.target)
    return power == .administrator || power == .sensitive && reach[Int(node)].own < power
  }

  private func power(of node: NodeIndex) -> ReachLevel {
    draft.base.graph.nodes[Int(node)].kind == .administrator
      ? .administrator : reach.indices.contains(Int(node)) ? reach[Int(node)].closure : .none
  }

  private func isBetter(_ left: Edge, _ right: Edge) -> Bool {
    let (one, other) = (left.residual.isUpToCaller, right.residual.isUpToCaller)
    return (one, power(of: left.target)) > (other, power(of: right.target))
  }
}
