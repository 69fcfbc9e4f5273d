import IAM
import Logic

/// Who decides what the workflows of a repository run, whose tokens a role takes.
///
/// Who that is, is in no input: a node stands for them, and the edge is possible.
///
/// Source: GitHub Docs, "OpenID Connect reference"; GitLab Docs, "OpenID Connect (OIDC)
/// authentication using ID tokens".
struct RepositoryFinder: EscalationFinder {
  static let rows = ["S-oidc-repo"]

  static func addEdges(to draft: inout EscalationDraft) {
    for grant in draft.base.grants where grant.dead == nil {
      guard grant.party.kind == .oidcProvider, let token = grant.token,
        let issuer = token.issuer.literal, case .these(let subjects, _) = token.subjects
      else { continue }
      let names = Set(subjects.compactMap { $0.literal.flatMap { repository($0, issuer) } })
      for name in names.sorted() {
        let id = "repository:" + name
        let source = draft.base.graph.node(id) {
          Node(id: id, kind: .repository, account: nil, label: name)
        }
        let writes = Residual.when("somebody who can change what the workflows of \(name) run")
        draft.add(
          source, to: grant.role, .assumeRoleWithWebIdentity, "S-oidc-repo", .full,
          residual: grant.sourceResidual.and(writes),
          evidence: grant.range.map { [Evidence(.trusts, at: $0)] } ?? [], status: .possible)
      }
    }
  }

  /// `HOST/OWNER/NAME` of the one repository that a subject is of; nil for several, or none.
  static func repository(_ subject: String, _ issuer: String) -> String? {
    let parts = subject.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[1].contains("/"),
      !parts[1].contains(where: { $0 == "*" || $0 == "?" })
    else { return nil }
    switch parts[0] {
    case "repo": return host(ofActions: issuer).map { "\($0)/\(parts[1])" }
    case "project_path": return "\(issuer)/\(parts[1])"
    default: return nil
    }
  }

  /// `token.actions.githubusercontent.com` is github.com's, `token.actions.ACME.ghe.com` ACME's.
  private static func host(ofActions issuer: String) -> String? {
    let name = issuer.prefix { $0 != "/" }
    if name == "token.actions.githubusercontent.com" { return "github.com" }
    guard name.hasPrefix("token.actions."), name.hasSuffix(".ghe.com") else { return nil }
    return String(name.dropFirst("token.actions.".utf8.count))
  }
}
