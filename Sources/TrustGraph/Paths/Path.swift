public import Logic

/// One step of a path between nodes that stand for somebody, set nodes in between folded away.
public struct Hop: Sendable {
  /// Who becomes.
  public let source: NodeIndex
  /// Whom.
  public let target: NodeIndex
  /// By what.
  public let kind: Edge.Kind
  /// The weakest status of its edges.
  public let status: Edge.Status
  /// What it gives the source.
  public let capability: Capability
  /// What this request asks for.
  public let residual: Residual
  /// Row id of the edge catalogue.
  public let via: String
  /// Places that prove it: the target's trust statement first, then the caller's grants.
  public let evidence: [Evidence]
  /// The edges that it is made of, from source to target.
  public let edges: [EdgeIndex]
}

/// A way from one node to another, with what must hold along all of it.
public struct Path: Sendable {
  /// Steps in order; never empty.
  public let hops: [Hop]
  /// The conjunction of what all steps ask for; each step's request has its own keys, except those
  /// that a session carries on.
  public let residual: Residual
  /// How sure it is: the weakest status of its steps, unless what one hands on settles what another
  /// asks, or asks more.
  public let status: Edge.Status
  /// Whether some step is taken with the credentials of an assumed role: such a session lasts one
  /// hour at most (IAM User Guide, "Roles terms and concepts").
  public let isChained: Bool
  /// Whether it was tried; false for a way that contradicts itself and stands for others, of which
  /// there were too many to try them all.
  public var isDecided = true

  /// Where it starts.
  public var source: NodeIndex { hops[0].source }
  /// Where it ends.
  public var target: NodeIndex { hops[hops.count - 1].target }
  /// All nodes that it visits, both ends included.
  public var nodes: [NodeIndex] { [source] + hops.map(\.target) }
}

extension Path {
  /// A path of one step.
  public init(_ hop: Hop) {
    self.init(hops: [hop], residual: hop.residual, status: hop.status, isChained: false)
  }
}

extension Edge.Status {
  /// Orders statuses from sure to unsure.
  var doubt: Int {
    switch self {
    case .proved: 0
    case .conditional: 1
    case .possible: 2
    case .guarded: 3
    }
  }
}
