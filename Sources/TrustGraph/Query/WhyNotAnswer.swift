/// Whether one can become another, and what keeps it from that.
public struct WhyNotAnswer: Sendable {
  /// The ways that there are, the proved ones first.
  public let paths: [Path]
  /// Where there are none: ways with steps that need inventory which is not in the inputs.
  public let doubtful: [Path]
  /// Where there are none: what the one can do to the other without becoming it.
  public let changes: [Hop]
  /// What keeps it from one step; nil where there is one, and where the question is not about one
  /// role and somebody whom a trust policy can name.
  public let step: WhyNot?
  /// Where there are none: the nearest way whose steps exclude each other.
  public let broken: BrokenChain?

  /// Whether there is nothing to say but that no way was found.
  public var isEmpty: Bool {
    paths.isEmpty && doubtful.isEmpty && changes.isEmpty && step == nil && broken == nil
  }
}

extension GraphQuery {
  /// Whether some nodes can become others, and what keeps them from it.
  public func whyNot(from sources: [NodeIndex], to targets: [NodeIndex]) -> WhyNotAnswer {
    let paths = shortest(from: sources, to: targets).paths
      .sorted { $0.status.doubt < $1.status.doubt }
    let isDirect = paths.contains { $0.hops.count == 1 }
    guard paths.isEmpty else {
      let step = isDirect ? nil : step(from: sources, to: targets)
      return WhyNotAnswer(paths: paths, doubtful: [], changes: [], step: step, broken: nil)
    }
    let any = GraphQuery(trust, of: estate)
    let asked = Set(sources)
    let hops = targets.flatMap { trust.steps(to: $0) }
    let doubtful = any.shortest(from: sources, to: targets).paths
    return WhyNotAnswer(
      paths: [], doubtful: doubtful,
      changes: hops.filter { asked.contains($0.source) && !$0.capability.isStep },
      step: step(from: sources, to: targets),
      broken: doubtful.isEmpty ? any.brokenChain(from: sources, to: targets) : nil)
  }

  /// What keeps the one source, or an account as a whole, from the one target.
  private func step(from sources: [NodeIndex], to targets: [NodeIndex]) -> WhyNot? {
    guard let source = sources.first, let target = targets.first, targets.count == 1,
      sources.count == 1 || trust.graph[node: source].kind == .account
    else { return nil }
    return whyNot(source, target)
  }
}
