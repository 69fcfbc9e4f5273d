import Estate
import Testing

@testable import TrustGraph

/// Subjects of web identity tokens and repositories that a question names, and no role.
///
/// Source: GitHub Docs, "OpenID Connect reference"; IAM User Guide, "IAM JSON policy elements:
/// Condition operators", `StringLike`.
@Suite struct AskedSubjectTests {
  private static let account = EscalationCase.account
  private static let issuer = "token.actions.githubusercontent.com"

  /// Roles by what their trust takes.
  private static let roles: [(name: String, operation: String, subject: String)] = [
    ("branch", "StringEquals", "repo:acme/app:ref:refs/heads/main"),
    ("repository", "StringLike", "repo:acme/app:*"), ("owner", "StringLike", "repo:acme/*"),
    ("production", "StringLike", "repo:*:environment:production"),
    ("stranger", "StringLike", "repo:other/*"),
  ]

  private static func query(_ asked: String) -> GraphQuery {
    var inputs = Inputs()
    for role in roles {
      inputs.role(
        account, role.name,
        trust: Inputs.trust(
          "{\"Federated\": \"arn:aws:iam::\(account):oidc-provider/\(issuer)\"}",
          action: "sts:AssumeRoleWithWebIdentity",
          condition: "{\"\(role.operation)\": {\"\(issuer):sub\": \"\(role.subject)\"}}"))
    }
    let estate = inputs.estate()
    return GraphQuery(TrustGraph(estate, escalations: .walked, asked: [asked]), of: estate)
  }

  static let cases: [(asked: String, roles: [String]?)] = [
    ("oidc:\(issuer)#repo:acme/app:ref:refs/heads/main", ["branch", "owner", "repository"]),
    ("oidc:\(issuer)#repo:acme/app:pull_request", ["owner", "repository"]),
    ("oidc:\(issuer)#repo:acme/lib:ref:refs/heads/x", ["owner"]),
    ("oidc:\(issuer)#repo:acme-evil/lib:environment:production", ["production"]),
    ("oidc:\(issuer)#repo:nobody/lib:ref:refs/heads/x", []),
    ("repository:github.com/acme/app", ["branch", "owner", "production", "repository"]),
    ("repository:github.com/acme/lib", ["owner", "production"]),
    ("repository:github.com/nobody/lib", ["production"]),
    // No role trusts the issuer: the name may be misspelt.
    ("oidc:gitlab.com#project_path:acme/app:ref_type:branch:ref:main", nil),
    ("repository:gitlab.com/acme/app", nil),
  ]

  @Test(arguments: cases) func reaches(_ asked: String, _ roles: [String]?) {
    let query = Self.query(asked)
    let nodes = query.nodes(asked)
    #expect(nodes.isEmpty == (roles == nil))
    let reached = nodes.flatMap { query.canReach($0) }.compactMap { path in
      path.hops.last.map { query.trust.graph[node: $0.target] }
    }
    let names = Set(reached.filter { $0.kind == .role }.map(\.label)).sorted()
    #expect(names == roles ?? [])
  }
}
