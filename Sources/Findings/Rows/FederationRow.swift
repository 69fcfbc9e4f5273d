import Logic
import Text
import TrustGraph

/// A row of the table `federation`.
struct FederationRow: Sendable {
  let trust: Int
  let role: Int
  let issuer: String
  let family: StaticString
  let isShared: Bool
  let isLive: Bool
  let holds: Truth
  let subjectMissing: Truth
  let subjectVacuous: Truth
  /// The widest of the accepted subjects.
  let scope: SubjectScope
  let isTenantPinned: Truth
  let isCustom: Truth
  let firstClaim: String?
  let subjects: String?
  /// The accepted subjects as part of a finding's identity.
  let circle: String
  let audienceBound: Truth
  /// For Cognito: whether identities that nobody authenticated get in.
  let admitsGuests: Truth
  let asksAuthentication: Bool
  let clientIDs: Int?
  let callerPicksAudience: Truth
  let pinsWorkloadID: Truth
  let pinsTenantID: Truth
  let vacuousClaims: String?
  let deadCode: String?
  let hasDeadCondition: Truth
  let providerExists: Truth
  let isProviderForeign: Truth
  let areClustersKnown: Bool
  let areAccountsKnown: Bool
  let isClusterKnown: Truth
  let serviceAccountCount: Int
  let serviceAccountList: String
  let subjectExists: Truth
  let missingAccounts: String
  let namesDefault: Bool
  let isUnannotated: Truth
  let creators: String
  let isClusterElsewhere: Truth
  let reachesOtherAccount: Truth
  let subjectRange: SourceRange?
  let range: SourceRange?
}
