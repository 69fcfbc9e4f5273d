import IAM
import Logic

/// What the session of one step hands on to the next, and whether that one lets it.
protocol SessionHandover: Sendable {
  /// What the session that a step makes hands on, beyond what the step asks for.
  func handedOn(by hop: Hop, in graph: Graph) -> HandedOn

  /// When both sides of a step allow what the session before hands on.
  func permission(_ action: KnownAction, for hop: Hop, in graph: Graph) -> Residual
}

extension SessionHandover {
  /// What is known of a session by who starts it; nil where the step tells more.
  func handedOn(by source: Node) -> HandedOn? {
    let federation = HandedOn.Federation.unfederated
    switch source.kind {
    case .user: return HandedOn(federation: federation)
    case .service where source.label == PodIdentityFinder.service:
      return HandedOn(
        federation: federation,
        untagged: .when("the Pod Identity association disables session tags"))
    case .service: return HandedOn(federation: federation)
    default: return nil
    }
  }
}

/// Steps of a graph whose policies are not there to be read.
struct UnreadHandover: SessionHandover {
  func handedOn(by hop: Hop, in graph: Graph) -> HandedOn {
    if let handed = handedOn(by: graph[node: hop.source]) { return handed }
    guard PodIdentityFinder.rows.contains(hop.via) else { return HandedOn() }
    return HandedOn(untagged: .when("the Pod Identity association disables session tags"))
  }

  func permission(_ action: KnownAction, for hop: Hop, in graph: Graph) -> Residual {
    .when("\(action.rawValue) is allowed on \(graph[node: hop.target].id), too")
  }
}
