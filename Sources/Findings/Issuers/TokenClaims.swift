import Logic
import TrustGraph

/// What the claims besides the subject pin.
struct TokenClaims {
  private let token: TokenScope
  private let issuer: TokenIssuer

  init(_ token: TokenScope, issuer: TokenIssuer) {
    self.token = token
    self.issuer = issuer
  }

  /// Claims that name one repository, project or pipeline by id or by full name.
  private static let workloadClaims: Set<String> = [
    "repository", "repository_id", "project_id", "pipeline_id", "oidc.circleci.com/project-id",
  ]

  /// Whether a claim names one workload.
  var pinsWorkload: Truth { Truth(token.otherClaims.contains(where: Self.workloadClaims.contains)) }

  /// Whether a claim names the tenant by an id.
  var pinsTenant: Truth { Truth(token.otherClaims.contains(where: issuer.tenantClaims.contains)) }

  /// Whether the tenant is told apart from others, by the claim that AWS asks for or by another.
  func isTenantPinned(_ scope: SubjectScope) -> Truth {
    guard issuer.isShared else { return .yes }
    let byID = pinsTenant || pinsWorkload
    let bySubject = token.subjects == .any ? .no : !scope.anyTenant
    switch issuer.tenancyClaim {
    case "aud": return byID || token.audiences.isNarrowed || Self.isNamed(token.subjects, bySubject)
    case "app_id": return byID || token.audiences.isNarrowed
    case "sub":
      // Google's audience is the client's id, which one application owns.
      let byAudience = issuer.family == .google ? token.audiences.isNarrowed : .no
      return byID || byAudience || bySubject
    default: return .unknown
    }
  }

  /// AWS's own samples pin the tenant of some issuers by the subject instead of the audience.
  private static func isNamed(_ values: TokenScope.Values, _ bySubject: Truth) -> Truth {
    values == .any ? .no : bySubject
  }
}
