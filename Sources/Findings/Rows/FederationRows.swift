import Estate
import IAM
import Kubernetes
import Logic
import Text
import TrustGraph

extension Facts {
  var federations: [FederationRow] {
    var rows: [FederationRow] = []
    for (index, grant) in grants.enumerated() {
      guard let token = grant.token, let principal = principal(of: grant) else { continue }
      rows.append(row(grant, token, trust: index + 1, principal: principal))
    }
    return rows
  }

  private func row(
    _ grant: TrustGrant, _ token: TokenScope, trust: Int, principal: Int
  ) -> FederationRow {
    let issuer = issuers.issuer(token.issuer)
    let conditions = statement(of: grant)?.conditions ?? []
    // Whatever is not excluded gets in, strangers first of all.
    let isExclusion = Self.excludes(conditions)
    let scope = SubjectScope(isExclusion ? .any : token.subjects, issuer: issuer)
    let claims = TokenClaims(token, issuer: issuer)
    let provider = provider(of: grant)
    let dead = DeadToken(conditions, token, issuer: issuer, clientIDs: provider?.clientIDs)
    let workloads = issuer.family == .eks ? self.workloads(of: token) : nil
    return FederationRow(
      trust: trust, role: principal + 1, issuer: token.issuer.display, family: issuer.family.word,
      isShared: issuer.isShared, isLive: grant.dead == nil && dead.code == nil, holds: grant.holds,
      subjectMissing: Truth(token.subjects == .any) && Truth(dead.code == nil),
      subjectVacuous: Truth(isExclusion || token.vacuousClaims.contains("sub")), scope: scope,
      isTenantPinned: claims.isTenantPinned(scope), isCustom: Truth(scope.isCustom),
      firstClaim: scope.isCustom ? token.subjects.firstClaim : nil, subjects: token.subjects.text,
      circle: token.subjects.circle,
      audienceBound: token.audiences.isNarrowed,
      admitsGuests: admitsGuests(grant, issuer, token),
      asksAuthentication: issuer.family == .cognito && grant.residual.requires(Self.amr(token)),
      clientIDs: provider?.clientIDs?.count,
      callerPicksAudience: Truth(issuer.callerPicksAudience),
      pinsWorkloadID: claims.pinsWorkload, pinsTenantID: claims.pinsTenant,
      vacuousClaims: Self.list(token.vacuousClaims + (isExclusion ? ["sub"] : [])),
      deadCode: dead.code, hasDeadCondition: Truth(dead.code != nil),
      providerExists: providerExists(grant),
      isProviderForeign: Truth(grant.dead == .foreignProvider),
      areClustersKnown: workloads?.areClustersKnown ?? false,
      areAccountsKnown: workloads?.areAccountsKnown ?? false,
      isClusterKnown: workloads?.isClusterKnown ?? .unknown,
      serviceAccountCount: workloads?.names.count ?? 0,
      serviceAccountList: workloads?.list ?? "",
      subjectExists: workloads?.subjectExists ?? .unknown,
      missingAccounts: (workloads?.missing ?? []).map { "`\($0)`" }.joined(separator: ", "),
      namesDefault: issuer.family == .eks && token.subjects.namesDefaultAccount,
      isUnannotated: workloads.map { isUnannotated($0, by: estate.principals[principal].id) }
        ?? .no,
      creators: workloads?.subjectExists == .no ? creators(of: token) : "",
      isClusterElsewhere: isElsewhere(workloads, principal),
      reachesOtherAccount: reachesOtherAccount(principal),
      subjectRange: conditions.first { Self.isSubject($0.key) }?.range ?? grant.range,
      range: grant.range)
  }

  private static func amr(_ token: TokenScope) -> ContextKey {
    ContextKey(token.issuer.display + ":amr")
  }

  /// Whether identities get in that nobody authenticated.
  ///
  /// Source: Amazon Cognito Developer Guide, "IAM roles": role trust and permissions.
  private func admitsGuests(
    _ grant: TrustGrant, _ issuer: TokenIssuer, _ token: TokenScope
  ) -> Truth {
    guard issuer.family == .cognito else { return .no }
    return grant.residual.constraint(on: Self.amr(token)).contains(.many(["unauthenticated"]))
  }

  /// Whether the cluster is in another account than the role.
  private func isElsewhere(_ workloads: ClusterWorkloads?, _ principal: Int) -> Truth {
    guard let accounts = workloads?.clusterAccounts, !accounts.isEmpty,
      let own = estate.principals[principal].account.literal
    else { return .unknown }
    return Truth(!accounts.contains(own))
  }

  private static func list(_ claims: [String]) -> String? {
    claims.isEmpty ? nil : claims.joined(separator: ", ")
  }

  /// Whether every condition on the subject only says which subjects are not meant.
  private static func excludes(_ conditions: [Condition]) -> Bool {
    let subjects = conditions.filter { isSubject($0.key) }
    return !subjects.isEmpty
      && subjects.allSatisfy { $0.operatorText.lowercased().contains(text: "not") }
  }

  private static func isSubject(_ key: SymbolicString) -> Bool {
    key.display.lowercased().hasSuffix(":sub")
  }

  private func workloads(of token: TokenScope) -> ClusterWorkloads {
    accountIndex.workloads(of: token)
  }

  /// Whether the one account that is named exists and neither its annotation nor an association
  /// names the role.
  private func isUnannotated(_ workloads: ClusterWorkloads, by role: String) -> Truth {
    guard let name = workloads.single, workloads.subjectExists == .yes else { return .no }
    return Truth(!accountIndex.intends(role, for: name))
  }

  /// Subjects of bindings that may create the one account that is named, where it does not exist.
  private func creators(of token: TokenScope) -> String {
    guard let account = token.subjects.singleAccount, let issuer = token.issuer.literal else {
      return ""
    }
    return accountIndex.creators(in: account.namespace, issuer: issuer)
  }
}

extension TokenIssuer.Family {
  var word: StaticString {
    switch self {
    case .eks: "eks"
    case .github: "github"
    case .gitlab: "gitlab"
    case .terraform: "terraform"
    case .buildkite: "buildkite"
    case .circleci: "circleci"
    case .bitbucket: "bitbucket"
    case .pulumi: "pulumi"
    case .vercel: "vercel"
    case .cognito: "cognito"
    case .google: "google"
    case .consumer: "consumer"
    case .sentinel: "sentinel"
    case .other: "other"
    case .unlisted: "unlisted"
    }
  }
}

extension TokenScope.Values {
  /// Whether some condition narrows the claim.
  var isNarrowed: Truth {
    switch self {
    case .any: .no
    case .these(let values, let isExact):
      // A pattern of wildcards only lets everything in.
      !isExact && values.contains { $0.literal.map { $0.allSatisfy { $0 == "*" } } ?? false }
        ? .no : .yes
    case .other: .unknown
    }
  }

  /// The values as written; nil when there are none.
  var text: String? {
    if case .these(let values, _) = self {
      return values.map { "`\($0.display)`" }.joined(separator: ", ")
    }
    return nil
  }

  /// The values in one order, which tell one circle of workloads from another.
  var circle: String {
    guard case .these(let values, let isExact) = self else { return "" }
    return (isExact ? "= " : "~ ") + Set(values.map(\.display)).sorted().joined(separator: ", ")
  }

  /// What the first value begins with, before its first colon.
  var firstClaim: String? {
    guard case .these(let values, _) = self, let text = values.first?.display else { return nil }
    return text.split(separator: ":", omittingEmptySubsequences: false).first.map(String.init)
  }

  /// The one service account that is named exactly; nil for several and for patterns.
  var singleAccount: (namespace: String, name: String)? {
    guard case .these(let values, let isExact) = self, isExact, values.count == 1,
      let text = values[0].literal
    else { return nil }
    return SubjectPattern(text, isGlob: false).account
  }

  /// Whether the account `default` of some namespace is named.
  var namesDefaultAccount: Bool {
    guard case .these(let values, _) = self else { return false }
    return values.contains { $0.display.hasSuffix(":default") }
  }
}
