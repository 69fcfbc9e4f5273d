import Estate
import IAM
import Logic
import Synchronization

/// What a trust policy as a whole says about one request, each worked out when first asked for: all
/// statements of the policy are held against the same.
final class TrustAnswers: Sendable {
  private struct Known {
    var undenied: Residual?
    var guardrails: Residual?
    var permissions: [KnownAction: Residual] = [:]
  }

  let document: PolicyDocument
  let request: Request
  let hasBoundary: Bool
  private let sides: Sides
  private let known = Mutex(Known())

  init(
    _ sides: Sides, _ document: PolicyDocument, _ request: Request, hasBoundary: Bool = false
  ) {
    self.sides = sides
    self.document = document
    self.request = request
    self.hasBoundary = hasBoundary
  }

  /// What its Deny statements leave.
  var undenied: Residual {
    if let answer = known.withLock({ $0.undenied }) { return answer }
    var denies = document
    denies.statements = document.statements.filter { $0.effect != .allow }
    let answer = sides.evaluator.outcome(
      of: PolicySet(denies, id: "trust policy"), as: .resource, for: request,
      hasBoundary: hasBoundary
    ).deny.negated
    known.withLock { $0.undenied = answer }
    return answer
  }

  /// What resource control policies leave.
  var guardrails: Residual {
    if let answer = known.withLock({ $0.guardrails }) { return answer }
    let answer = sides.guardrails.resourceControl(request, sides.evaluator)
    known.withLock { $0.guardrails = answer }
    return answer
  }

  /// What the policy asks of a caller who hands something to the session.
  func permission(_ action: KnownAction) -> Residual {
    if let answer = known.withLock({ $0.permissions[action] }) { return answer }
    let answer = sides.permission(
      action, by: PolicySet(document, id: "trust policy"), request, hasBoundary)
    known.withLock { $0.permissions[action] = answer }
    return answer
  }
}
