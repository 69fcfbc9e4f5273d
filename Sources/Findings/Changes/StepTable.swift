import Logic
import TrustGraph

/// The concrete steps to and from some principals, each pair of ends once for each kind.
struct StepTable {
  /// Which step it is, whatever graph it is in.
  struct Key: Hashable, Comparable {
    let source: String
    let target: String
    let kind: Edge.Kind

    static func < (left: Key, right: Key) -> Bool {
      (left.source, left.target, left.kind.rawValue)
        < (right.source, right.target, right.kind.rawValue)
    }
  }

  /// What both graphs say about one step.
  struct Step {
    /// The surest way to take it.
    var hop: Hop
    /// What all ways together ask for.
    var residual: Residual
  }

  private(set) var steps: [Key: Step] = [:]

  /// The steps of a graph that touch one of the principals, by id; guarded ones are none.
  init(_ trust: TrustGraph, touching ids: Set<String>) {
    let graph = trust.graph
    for id in ids.sorted() {
      guard let node = graph.index(of: id) else { continue }
      for hop in trust.steps(to: node) + trust.steps(from: node) where hop.status != .guarded {
        let key = Key(
          source: graph[node: hop.source].id, target: graph[node: hop.target].id, kind: hop.kind)
        guard let known = steps[key] else {
          steps[key] = Step(hop: hop, residual: hop.residual)
          continue
        }
        steps[key]?.residual = known.residual || hop.residual
        if Self.isSurer(hop, than: known.hop) { steps[key]?.hop = hop }
      }
    }
  }

  private static func isSurer(_ hop: Hop, than other: Hop) -> Bool {
    if hop.status != other.status {
      let order: [Edge.Status] = [.proved, .conditional, .possible, .guarded]
      return (order.firstIndex(of: hop.status) ?? 0) < (order.firstIndex(of: other.status) ?? 0)
    }
    return hop.residual.isAlways && !other.residual.isAlways
  }
}

extension Residual {
  /// Whether everybody who meets this requirement meets another one.
  func implies(_ other: Residual) -> Bool {
    if self == other || other.isAlways { return true }
    return and(other.negated).isNever
  }

  /// Whether everybody who meets this requirement meets another one if what is left open in it, such as
  /// a parameter that is not given, is what the other asks for.
  func couldImply(_ other: Residual) -> Bool {
    var isOpen = false
    let filled = map { literal in
      guard literal.values.isSymbolic else { return Residual(literal) }
      isOpen = true
      let same = other.ways.flatMap(\.literals).filter { $0.variable == literal.variable }
      return same.isEmpty ? .always : same.reduce(.never) { $0.or(Residual($1)) }
    }
    return isOpen && filled.implies(other)
  }
}
