import Estate
import IAM
import Kubernetes
import Logic
import Text
import TrustGraph

/// A row of the table `service_account`.
struct ServiceAccountRow: Sendable {
  let id: Int
  let node: String
  let cluster: String
  let namespace: String
  let name: String
  let roleARN: String?
  let role: Int?
  let isRoleMissing: Truth
  let isRefused: Truth
  let refusal: String?
  let isInjected: Truth
  let range: SourceRange?
}

extension Facts {
  var serviceAccounts: [ServiceAccountRow] {
    var rows: [ServiceAccountRow] = []
    for cluster in estate.clusters {
      let admission = PodAdmission(cluster)
      for account in cluster.serviceAccounts {
        rows.append(row(account, id: rows.count + 1, in: cluster, admission))
      }
    }
    return rows
  }

  private func row(
    _ account: ServiceAccount, id: Int, in cluster: Cluster, _ admission: PodAdmission
  ) -> ServiceAccountRow {
    let arn = account.roleARN?.literal
    let role = account.roleARN.flatMap { principal(withARN: $0.display) }
    let roleAccount = arn.flatMap { ARN($0) }.flatMap {
      $0.resourceType == "role" ? $0.account : nil
    }
    let answer = role.map { refusal(of: account, in: cluster, byRole: $0) }
    return ServiceAccountRow(
      id: id, node: "sa:\(cluster.label)/\(account.namespace)/\(account.name)",
      cluster: cluster.label, namespace: account.namespace, name: account.name,
      roleARN: account.roleARN?.display, role: role.map { $0 + 1 },
      isRoleMissing: role != nil
        ? .no
        : roleAccount.map { isExported(.role, of: $0) ? .yes : .unknown }
          // What is written out and is no role's ARN names no role anywhere.
          ?? (arn != nil ? .yes : .unknown),
      isRefused: answer.map { $0.isRefused } ?? .unknown, refusal: answer?.code,
      isInjected: admission.injectsRole(in: account.namespace),
      range: account.roleARNRange ?? account.range)
  }

  /// Whether no trust of the role accepts the account's tokens, and what stands in the way.
  private func refusal(
    of account: ServiceAccount, in cluster: Cluster, byRole role: Int
  ) -> (isRefused: Truth, code: String?) {
    let tokens = webIdentityGrants(ofPrincipal: role).filter { $0.dead == nil }.compactMap(\.token)
    let scopes = tokens.filter { token in
      guard let issuer = cluster.issuer else { return token.issuer == cluster.declaredIssuer }
      return token.issuer.literal.map { Issuer($0) == Issuer(issuer) } ?? true
    }
    guard !scopes.isEmpty else {
      return cluster.issuer == nil ? (.unknown, nil) : (.yes, "issuer-mismatch")
    }
    let subject = scopes.map { $0.subjects.accepts(account) }
    let audience = scopes.map { $0.audiences.accepts(account.audience ?? "sts.amazonaws.com") }
    let both = zip(subject, audience).map { $0 && $1 }.reduce(.no) { $0 || $1 }
    guard both != .yes else { return (.no, nil) }
    let isSubject = !subject.contains { $0 != .no }
    return (!both, isSubject ? "sub-mismatch" : "aud-mismatch")
  }
}

extension TokenScope.Values {
  /// Whether the tokens of a service account have an accepted subject.
  func accepts(_ account: ServiceAccount) -> Truth {
    accepts("system:serviceaccount:\(account.namespace):\(account.name)") { value in
      SubjectPattern(value, isGlob: true).matches(namespace: account.namespace, name: account.name)
    }
  }

  /// Whether a text is accepted.
  func accepts(_ text: String) -> Truth { accepts(text) { $0 == text || $0 == "*" } }

  private func accepts(_ text: String, glob: (String) -> Bool) -> Truth {
    switch self {
    case .any: .yes
    case .other: .unknown
    case .these(let values, let isExact):
      values.reduce(.no) { result, value in
        guard let literal = value.literal else { return result || .unknown }
        return result || Truth(isExact ? literal == text : glob(literal))
      }
    }
  }
}
