import Estate
import IAM
import Kubernetes
import Logic
import Text

/// IAM principals log in to a cluster: aws-auth mappings, access entries, the creator.
struct ClusterLoginFinder: EdgeFinder {
  static let rows = ["K-aa-role", "K-aa-user", "K-aa-acct", "K-ae", "K-creator"]

  static func addEdges(to draft: inout GraphDraft) {
    guard !draft.estate.clusters.isEmpty else { return }
    let known = draft.estate.knownPrincipals
    for cluster in draft.estate.clusters {
      let logins = ClusterLogins(cluster, known: known).all.filter { $0.verdict.word != "dead" }
      for login in logins {
        add(login, of: cluster, isShared: isShared(login, among: logins), &draft)
      }
    }
  }

  /// Whether another login gives the same user name other groups, so that the user's groups are
  /// not those of whoever has the name.
  private static func isShared(_ login: Login, among logins: [Login]) -> Bool {
    logins.contains { $0.username == login.username && $0.groups != login.groups }
  }

  private static func add(
    _ login: Login, of cluster: Cluster, isShared: Bool, _ draft: inout GraphDraft
  ) {
    let source = principal(login, &draft)
    let username = login.isWholeAccount ? login.principal.display : login.username
    let user = draft.clusterUser(username, of: cluster)
    let doubt = login.verdict.reason.map {
      Residual(Proposition($0, at: login.range), kind: .evidenceMissing)
    }
    let status: Edge.Status = doubt == nil ? .proved : .conditional
    let row = row(of: login, draft.graph.nodes[Int(source)])
    draft.add(
      source, to: user, .clusterLogin, via: row, status: status, residual: doubt ?? .always,
      [Evidence(.trusts, at: login.range)])
    var groups = login.groups.filter { !$0.isEmpty }
    if bindsEveryone(cluster) { groups.append("system:authenticated") }
    for (index, name) in groups.enumerated() {
      let group = draft.clusterGroup(name, of: cluster)
      let range = login.groupRanges.indices.contains(index) ? login.groupRanges[index] : nil
      draft.add(
        isShared ? source : user, to: group, isShared ? .clusterLogin : .memberOf, via: row,
        status: status, residual: doubt ?? .always, [Evidence(.trusts, at: range ?? login.range)])
    }
    for policy in login.policies {
      let grant = policy.grant(at: login.range, in: cluster)
      let scope = policy.namespaces.map { ":" + $0.joined(separator: ",") } ?? ""
      let name = AccessPolicies.name(of: policy.arn) + scope
      let permission = draft.permission(name, grant, of: cluster)
      draft.add(
        isShared ? source : user, to: permission, .bound, via: "K-ae",
        [Evidence(.grants, at: login.range)])
    }
    addChosenNames(login, source, cluster, row, &draft)
    if login.isWholeAccount { addMembers(login, cluster, row, doubt, &draft) }
  }

  /// Principals of a mapped account are users by their ARNs, of use where bindings name them.
  ///
  /// Source: aws-iam-authenticator, "Full configuration format", `mapAccounts`.
  private static func addMembers(
    _ login: Login, _ cluster: Cluster, _ row: String, _ doubt: Residual?,
    _ draft: inout GraphDraft
  ) {
    let account = ARN(login.principal.display)?.account
    let names = Set(cluster.bindings.flatMap(\.subjects).filter { $0.kind == "User" }.map(\.name))
    let mapped = Set(
      ClusterLogins(cluster).all.filter { !$0.isWholeAccount }.map(\.principal.display))
    for name in names.sorted() where !mapped.contains(name) {
      guard let arn = ARN(name), arn.account == account,
        let principal = draft.principals.index(ofARN: name),
        let source = draft.principals.nodes[principal]
      else { continue }
      draft.add(
        source, to: draft.clusterUser(name, of: cluster), .clusterLogin, via: row,
        status: doubt == nil ? .proved : .conditional, residual: doubt ?? .always,
        [Evidence(.trusts, at: login.range)])
    }
  }

  /// A name that the caller's session name flows into can become a user that bindings name.
  private static func addChosenNames(
    _ login: Login, _ source: NodeIndex, _ cluster: Cluster, _ row: String,
    _ draft: inout GraphDraft
  ) {
    let template = NameTemplate(login.username)
    guard template.usesSessionName else { return }
    let account = ARN(login.principal.display)?.account
    let names = Set(cluster.bindings.flatMap(\.subjects).filter { $0.kind == "User" }.map(\.name))
    for name in names.sorted() where template.canBecome(name, account: account) {
      let user = draft.clusterUser(name, of: cluster)
      let chosen = Residual(
        Proposition("the session is named so that the user name is \(name)", at: login.range),
        kind: .callerChosen)
      draft.add(
        source, to: user, .clusterLogin, via: row, status: .conditional, residual: chosen,
        [Evidence(.trusts, at: login.range)])
    }
  }

  private static func principal(_ login: Login, _ draft: inout GraphDraft) -> NodeIndex {
    let id = login.principal.display
    if login.isWholeAccount {
      let arn = SymbolicARN(login.principal)
      let node = Node.account(arn?.account ?? login.principal, partition: arn?.partition ?? "aws")
      return draft.graph.node(node.id) { node }
    }
    if let known = draft.graph.index(of: id) { return known }
    if let arn = SymbolicARN(login.principal), let name = arn.resource(after: "role/")?.literal,
      let role = draft.principals.role(
        named: name.split(separator: "/").last.map(String.init) ?? name, in: arn.account),
      let node = draft.principals.nodes[role]
    {
      return node
    }
    let account = SymbolicARN(login.principal)?.account.display
    return draft.graph.node(id) {
      Node(id: id, kind: .externalPrincipal, account: account, label: id)
    }
  }

  private static func row(of login: Login, _ source: Node) -> String {
    switch login.via {
    case .creator: "K-creator"
    case .accessEntry: "K-ae"
    case .awsAuth:
      login.isWholeAccount ? "K-aa-acct" : source.kind == .user ? "K-aa-user" : "K-aa-role"
    }
  }

  private static func bindsEveryone(_ cluster: Cluster) -> Bool {
    cluster.bindings.contains { binding in
      binding.subjects.contains { $0.kind == "Group" && $0.name == "system:authenticated" }
    }
  }
}
