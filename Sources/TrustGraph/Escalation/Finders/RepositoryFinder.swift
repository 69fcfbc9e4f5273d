import IAM
import Logic
import Text

/// Who decides what the workflows of a repository run, whose tokens a role takes.
///
/// Who that is, is in no input: a node stands for them, and the edge is possible.
///
/// Source: GitHub Docs, "OpenID Connect reference"; GitLab Docs, "OpenID Connect (OIDC)
/// authentication using ID tokens".
struct RepositoryFinder: EscalationFinder {
  static let rows = ["S-oidc-repo"]

  static func addEdges(to draft: inout EscalationDraft) {
    var repositories: [String: Set<String>] = [:]
    var forges: Set<Forge> = []
    for grant in draft.base.grants where grant.dead == nil {
      guard grant.party.kind == .oidcProvider, let token = grant.token,
        let issuer = token.issuer.literal
      else { continue }
      forges.insert(Forge(issuer))
      guard case .these(let subjects, _) = token.subjects else { continue }
      let names = Set(subjects.compactMap { $0.literal.flatMap { repository($0, issuer) } })
      for name in names.sorted() {
        repositories[Forge(issuer).host, default: []].insert(name)
        draft.add(
          node(name, &draft), to: grant.role, .assumeRoleWithWebIdentity, "S-oidc-repo", .full,
          residual: (grant.sourceResiduals.first ?? grant.residual).and(writes(name)),
          evidence: grant.range.map { [Evidence(.trusts, at: $0)] } ?? [], status: .possible)
      }
    }
    for name in draft.asked.compactMap({ $0.hasPrefix(prefix) ? $0.dropFirst(prefix.count) : nil })
    {
      for forge in forges where name.hasPrefix(forge.host + "/") {
        repositories[forge.host, default: []].insert(String(name))
        _ = node(String(name), &draft)
      }
    }
    addWide(repositories, forges, &draft)
  }

  /// Steps to patterns of subjects that let more than one repository in: from one set node for all
  /// patterns that begin alike, as they let the same repositories in.
  private static func addWide(
    _ repositories: [String: Set<String>], _ forges: Set<Forge>, _ draft: inout EscalationDraft
  ) {
    var hubs: [String: NodeIndex] = [:]
    var shelves: [Forge: [(subjects: String, name: String)]] = [:]
    for forge in forges {
      shelves[forge] = repositories[forge.host, default: []]
        .map { (forge.subjects(of: $0), $0) }.sorted { $0 < $1 }
    }
    for (index, subject) in draft.base.graph.nodes.enumerated()
    where subject.kind == .oidcSubject && TokenScope.doubt(about: subject) == nil {
      guard let (issuer, text) = SubjectFinder.parts(of: subject.id),
        text.contains(where: { $0 == "*" || $0 == "?" }), repository(text, issuer) == nil,
        case let forge = Forge(issuer), let shelf = shelves[forge]
      else { continue }
      let beginning = text.prefix { $0 != "*" }
      let key = beginning.count < text.count ? beginning + "*" : beginning
      let known = hubs["\(issuer)#\(key)"]
      let hub = known ?? addHub("\(issuer)#\(key)", within(shelf, key), &draft)
      guard let hub else { continue }
      hubs["\(issuer)#\(key)"] = hub
      draft.add(
        hub, to: NodeIndex(index), .memberOf, "S-oidc-repo", .full, residual: .always,
        evidence: [], status: .possible)
    }
  }

  /// The repositories some of whose subjects match a pattern with no `*` but at its end.
  private static func within(
    _ shelf: [(subjects: String, name: String)], _ pattern: Substring
  ) -> [String] {
    let literal = pattern.prefix { $0 != "*" && $0 != "?" }
    var names: [String] = []
    var position = shelf.partitioningIndex { $0.subjects >= literal }
    while position < shelf.count, shelf[position].subjects.hasPrefix(literal) {
      if meets(pattern, shelf[position].subjects) { names.append(shelf[position].name) }
      position += 1
    }
    return names
  }

  /// Whether some text that begins in a way matches a pattern with no `*` but at its end.
  private static func meets(_ pattern: Substring, _ beginning: String) -> Bool {
    var rest = pattern.unicodeScalars[...]
    for scalar in beginning.unicodeScalars {
      guard let next = rest.popFirst() else { return false }
      if next == "*" { return true }
      guard next == "?" || next == scalar else { return false }
    }
    return true
  }

  private static func addHub(
    _ name: String, _ repositories: [String], _ draft: inout EscalationDraft
  ) -> NodeIndex? {
    guard !repositories.isEmpty else { return nil }
    let hub = draft.base.hub("repositories:" + name)
    for repository in repositories {
      draft.base.contain(
        node(repository, &draft), in: hub, residual: writes(repository), at: nil)
    }
    return hub
  }

  private static let prefix = "repository:"

  private static func node(_ name: String, _ draft: inout EscalationDraft) -> NodeIndex {
    let id = prefix + name
    return draft.base.graph.node(id) {
      Node(id: id, kind: .repository, account: nil, label: name)
    }
  }

  private static func writes(_ name: String) -> Residual {
    .when("somebody who can change what the workflows of \(name) run")
  }

  /// Where repositories are whose workflows get tokens of an issuer.
  private struct Forge: Hashable {
    let issuer: String
    let host: String
    /// What a subject begins with before the repository's name.
    let claim: String

    init(_ issuer: String) {
      self.issuer = issuer
      let actions = RepositoryFinder.host(ofActions: issuer)
      host = actions ?? issuer
      claim = actions == nil ? "project_path" : "repo"
    }

    /// What the subjects of a repository begin with.
    func subjects(of repository: String) -> String {
      "\(claim):\(repository.dropFirst(host.count + 1)):"
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
