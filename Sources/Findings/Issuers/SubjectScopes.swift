import Logic
import TrustGraph

extension SubjectScope {
  /// The widest of several values: a list is as strong as its weakest value.
  static func widest(_ scopes: [SubjectScope]) -> SubjectScope {
    guard var result = scopes.first else { return SubjectScope() }
    for scope in scopes.dropFirst() {
      result.anyTenant = result.anyTenant || scope.anyTenant
      result.isUnanchored = result.isUnanchored || scope.isUnanchored
      result.anyWorkload = result.anyWorkload || scope.anyWorkload
      result.anyContext = result.anyContext || scope.anyContext
      result.isPullRequest = result.isPullRequest || scope.isPullRequest
      result.isCustom = result.isCustom || scope.isCustom
      if result.tenant != scope.tenant { result.tenant = nil }
      if result.workload != scope.workload { result.workload = nil }
    }
    return result
  }

  /// What the subjects of a grant amount to.
  init(_ values: TokenScope.Values, issuer: TokenIssuer) {
    switch values {
    case .any:
      self.init()
      acceptEverything()
    case .other:
      self.init()
      (anyTenant, isUnanchored, anyWorkload) = (.unknown, .unknown, .unknown)
      (anyContext, isPullRequest) = (.unknown, .unknown)
    case .these(let texts, let isExact):
      self = .widest(texts.map { SubjectScope($0, isExact: isExact, issuer: issuer) })
    }
  }
}
