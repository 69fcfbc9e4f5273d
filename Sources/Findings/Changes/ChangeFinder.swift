import Logic
import Text
import TrustGraph

/// Compares the graph after a change with the graph before it, around the principals that the
/// change touches: every path that the change opens, closes or alters takes a step to or from one.
struct ChangeFinder {
  /// One side of the comparison.
  struct Side {
    let trust: TrustGraph
    let exposures: [NodeIndex: Exposure]
    let steps: [StepTable.Key: StepTable.Step]

    init(_ trust: TrustGraph, touching ids: Set<String>) {
      self.trust = trust
      exposures = EntryExposure.compute(trust)
      steps = StepTable(trust, touching: ids).steps
    }
  }

  private let before: Side
  private let after: Side
  private let touched: Set<String>

  init(_ trust: TrustGraph, since baseline: Baseline) {
    touched = baseline.touched
    before = Side(baseline.trust, touching: touched)
    after = Side(trust, touching: touched)
  }

  /// All changes: by kind, then by the ends of the step.
  func changes() -> [PathChange] {
    var groups: [Group: [StepTable.Key]] = [:]
    for key in Set(before.steps.keys).union(after.steps.keys) {
      guard let kind = kind(of: key) else { continue }
      groups[group(kind, key), default: []].append(key)
    }
    let changes = groups.compactMap { group, keys -> PathChange? in
      let side = group.kind == .closed ? before : after
      guard let key = representative(of: keys, on: side) else { return nil }
      return change(group.kind, key, others: keys.count - 1, on: side)
    }
    return (changes + strengthened()).sorted(by: precedes)
  }

  private func precedes(_ left: PathChange, _ right: PathChange) -> Bool {
    func key(_ change: PathChange) -> (PathChange.Kind, String, String) {
      let graph = (change.kind == .closed ? before : after).trust.graph
      return (
        change.kind, graph[node: change.step.source].id, graph[node: change.step.target].id
      )
    }
    return key(left) < key(right)
  }

  private func kind(of key: StepTable.Key) -> PathChange.Kind? {
    guard let old = before.steps[key] else { return .opened }
    guard let new = after.steps[key] else { return .closed }
    if old.residual == new.residual { return old.hop.status == new.hop.status ? nil : .altered }
    let isWider = old.residual.implies(new.residual)
    let isNarrower = new.residual.implies(old.residual)
    if isWider, isNarrower { return nil }
    return isWider ? .widened : isNarrower ? .narrowed : .altered
  }

  /// Whether what the step asks for now is what it asked for before, should an open value be the same.
  private func mayBeUnchanged(_ kind: PathChange.Kind, _ key: StepTable.Key) -> Bool {
    guard kind == .altered || kind == .widened, let old = before.steps[key],
      let new = after.steps[key]
    else { return false }
    return new.residual.couldImply(old.residual)
  }

  // MARK: Groups

  /// Steps that the same statements make are one change.
  private struct Group: Hashable {
    let kind: PathChange.Kind
    let step: Edge.Kind
    /// The end that the change touches.
    let end: String
    let isInto: Bool
    let places: [SourceRange]
  }

  private func group(_ kind: PathChange.Kind, _ key: StepTable.Key) -> Group {
    let side = kind == .closed ? before : after
    let isInto = touched.contains(key.target)
    let evidence = side.steps[key]?.hop.evidence ?? []
    let wanted: Evidence.Role = isInto ? .trusts : .grants
    return Group(
      kind: kind, step: key.kind, end: isInto ? key.target : key.source, isInto: isInto,
      places: evidence.filter { $0.role == wanted }.map(\.range))
  }

  /// The step that tells most: of all the one that the most can take and that reaches most.
  private func representative(of keys: [StepTable.Key], on side: Side) -> StepTable.Key? {
    func rank(_ key: StepTable.Key) -> (Int, Int, Int, StepTable.Key) {
      guard let step = side.steps[key] else { return (0, 0, 0, key) }
      let isAdministrator = side.trust.reach[Int(step.hop.source)].own == .administrator
      return (
        -Int(exposure(of: step.hop, on: side)?.rawValue ?? -1), isAdministrator ? 1 : 0,
        -Int(side.trust.reach[Int(step.hop.target)].closure.rawValue), key
      )
    }
    return keys.min { rank($0) < rank($1) }
  }

  // MARK: One change

  private func change(
    _ kind: PathChange.Kind, _ key: StepTable.Key, others: Int, on side: Side
  ) -> PathChange? {
    guard let step = side.steps[key], let walk = PathAround(step.hop, side) else { return nil }
    let reach = side.trust.reach[Int(walk.path.target)].own
    return PathChange(
      kind: kind, path: walk.path, step: step.hop, others: others,
      exposure: exposure(of: step.hop, on: side),
      holds: mayBeUnchanged(kind, key) ? .unknown : holds(step, on: side), reach: reach,
      isNoGain: side.trust.reach[Int(step.hop.source)].own >= reach
        && isOwn(step.hop, on: side), before: before.steps[key]?.residual)
  }

  /// How many can take a step: those whom the trust lets in, or those who can become its source.
  private func exposure(of hop: Hop, on side: Side) -> Exposure? {
    let grants = hop.edges.compactMap { side.trust.graph[edge: $0].record }
      .map { side.trust.grants[$0] }
    let entry = side.exposures[hop.source]
    guard let grant = grants.last else { return entry ?? .ownPrincipal }
    let isPrincipal = side.trust.principal(of: hop.source) != nil
    // A member of a set is one principal, however many are let in beside it.
    guard let own = isPrincipal ? .ownPrincipal : grant.exposure else { return nil }
    return max(own, entry ?? .ownPrincipal)
  }

  private func holds(_ step: StepTable.Step, on side: Side) -> Truth {
    if step.hop.status == .possible { return .unknown }
    let grants = step.hop.edges.compactMap { side.trust.graph[edge: $0].record }
      .map { side.trust.grants[$0] }
    return grants.reduce(.yes) { $0 && $1.holds }
  }

  private func isOwn(_ hop: Hop, on side: Side) -> Bool {
    let graph = side.trust.graph
    return graph[node: hop.source].account == graph[node: hop.target].account
  }

  // MARK: Power

  /// Roles that can do more than before, where somebody could become them already.
  private func strengthened() -> [PathChange] {
    touched.sorted().compactMap { id in
      guard let new = after.trust.graph.index(of: id), let old = before.trust.graph.index(of: id),
        after.trust.reach[Int(new)].own > before.trust.reach[Int(old)].own
      else { return nil }
      let steps = after.steps.keys.filter { key in
        key.target == id && before.steps[key] != nil
      }
      guard let key = representative(of: Array(steps), on: after) else { return nil }
      return change(.strengthened, key, others: steps.count - 1, on: after)
    }
  }
}
