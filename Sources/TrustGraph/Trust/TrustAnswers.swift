import Estate
import IAM
import Logic

/// What a trust policy as a whole says about one request, each worked out when first asked for: all
/// statements of the policy are held against the same.
final class TrustAnswers {
  let document: PolicyDocument
  let request: Request
  let hasBoundary: Bool
  private let sides: Sides
  private var permissions: [KnownAction: Residual] = [:]

  init(
    _ sides: Sides, _ document: PolicyDocument, _ request: Request, hasBoundary: Bool = false
  ) {
    self.sides = sides
    self.document = document
    self.request = request
    self.hasBoundary = hasBoundary
  }

  /// What its Deny statements leave.
  private(set) lazy var undenied: Residual = {
    var denies = document
    denies.statements = document.statements.filter { $0.effect != .allow }
    return sides.evaluator.outcome(
      of: PolicySet(denies, id: "trust policy"), as: .resource, for: request,
      hasBoundary: hasBoundary
    ).deny.negated
  }()

  /// What resource control policies leave.
  private(set) lazy var guardrails = sides.guardrails.resourceControl(request, sides.evaluator)

  /// What the policy asks of a caller who hands something to the session.
  func permission(_ action: KnownAction) -> Residual {
    if let known = permissions[action] { return known }
    let answer = sides.permission(
      action, by: PolicySet(document, id: "trust policy"), request, hasBoundary)
    permissions[action] = answer
    return answer
  }
}
