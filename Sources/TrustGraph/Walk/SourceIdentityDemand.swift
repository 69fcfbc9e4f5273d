import IAM
import Logic

/// The source identity of a session: set once, by one of the requests that lead to it, it stays.
///
/// Source: IAM User Guide, "Monitor and control actions taken with assumed roles".
extension Residual {
  private static let own = ContextKey("sts:SourceIdentity")
  static let sourceIdentity = ContextKey("aws:SourceIdentity")

  /// What a request asks of the source identity, in the words of the request that sets it.
  var demandOnSourceIdentity: Residual {
    ways.reduce(.never) { result, way in
      result.or(way.literals.reduce(.always) { $0.and($1.demandOnSourceIdentity) })
    }
  }

  /// What is left to ask where a source identity has been set before.
  func withSourceIdentity(_ identity: String) -> Residual {
    map { literal in
      guard literal.isOnSourceIdentity else { return Residual(literal) }
      switch literal.values.contains(.one(identity)) {
      case .no: return literal.values.admitsAbsence ? Residual(literal) : .never
      case .unknown: return Residual(literal)
      case .yes where literal.variable.key == Self.sourceIdentity: return .always
      // Another value would be refused: the request sends the same again.
      case .yes:
        return literal.values.admitsAbsence
          ? .always
          : Residual(
            Literal(
              literal.variable, in: ValueSet(texts: [identity]), of: literal.domain,
              kind: literal.kind, sources: literal.sources))
      }
    }
  }

  /// Whether every way demands that it has been set before.
  var presupposesSourceIdentity: Bool {
    isSatisfiable
      && ways.allSatisfy { way in
        way.literals.contains {
          $0.variable.key == Self.sourceIdentity && $0.isOnSourceIdentity
            && !$0.values.admitsAbsence
        }
      }
  }

  fileprivate static func onOwn(_ literal: Literal) -> Residual {
    Residual(
      Literal(
        Variable(.key(own)), in: literal.values, kind: literal.kind, sources: literal.sources))
  }
}

extension Literal {
  fileprivate var isOnSourceIdentity: Bool {
    variable.hop == 0 && variable.key.flatMap(KnownAction.passing) == .setSourceIdentity
  }

  fileprivate var demandOnSourceIdentity: Residual {
    isOnSourceIdentity && !values.admitsAbsence ? Residual.onOwn(self) : .always
  }
}

/// Requests that follow each other in one chain of sessions.
struct SessionRun {
  /// Their positions on the path.
  let steps: Range<Int>
  /// The requests that may set the source identity that the run asks for, the likeliest first; nil
  /// stands for none of them.
  let setters: [Int?]

  /// The runs of a path, in order.
  static func all(of path: Path, in graph: Graph) -> [SessionRun] {
    let starts = path.hops.indices.filter { $0 == 0 || path.hops[$0].kind != .assumeRole }
    return zip(starts, starts.dropFirst() + [path.hops.count]).map {
      SessionRun($0..<$1, of: path, in: graph)
    }
  }

  private init(_ steps: Range<Int>, of path: Path, in graph: Graph) {
    self.steps = steps
    let asking = steps.first { !path.hops[$0].residual.demandOnSourceIdentity.isAlways }
    guard let asking else {
      setters = [nil]
      return
    }
    let last = path.hops[asking].residual.presupposesSourceIdentity ? asking - 1 : asking
    // The later it is set, the fewer requests have to be allowed to carry it.
    let fitting = (steps.lowerBound..<max(last + 1, steps.lowerBound)).reversed().filter {
      path.hops[$0].kind == .assumeRole && WalkActor(of: path.hops[$0], in: graph) == .walker
    }
    // Users have none before; roles may be there with one, and tokens may bring one.
    let mayHaveOne = graph[node: path.hops[steps.lowerBound].source].kind != .user
    setters = fitting + (mayHaveOne || fitting.isEmpty ? [nil] : [])
  }
}
