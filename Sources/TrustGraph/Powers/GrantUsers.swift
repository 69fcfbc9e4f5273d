/// The users and roles of the inputs behind the edges of a grant, set nodes opened once each.
struct GrantUsers {
  private let graph: Graph
  private let reach: [Reach]
  private var members: [NodeIndex: Set<NodeIndex>] = [:]
  private var unions: [[NodeIndex]: Set<NodeIndex>] = [:]
  private var tallies: [[NodeIndex]: Tally] = [:]

  /// What kinds of principals a set of users holds.
  private struct Tally {
    var administrators = 0
    var people = 0
  }

  init(_ graph: Graph, reach: [Reach]) {
    self.graph = graph
    self.reach = reach
  }

  /// Fills in the counts of a grant.
  mutating func count(_ grant: inout TrustGrant, _ index: Int) {
    let sources = sources(of: index, role: grant.role)
    guard !sources.isEmpty else { return }
    let users = union(of: sources)
    let isMember = users.contains(grant.role) && !sources.contains(grant.role)
    let tally = tallies[sources] ?? tally(users)
    tallies[sources] = tally
    grant.userCount = users.count - (isMember ? 1 : 0)
    let own = isMember && !isAdministrator(grant.role) ? 1 : 0
    grant.nonAdministratorCount = users.count - tally.administrators - own
    grant.iamUserCount = tally.people
  }

  private func tally(_ users: Set<NodeIndex>) -> Tally {
    var tally = Tally()
    for user in users {
      if isAdministrator(user) { tally.administrators += 1 }
      if graph[node: user].kind == .user { tally.people += 1 }
    }
    return tally
  }

  /// The users of a grant, sorted; a role that is only a member of a set does not use itself.
  mutating func users(of index: Int, role: NodeIndex) -> [NodeIndex] {
    let sources = sources(of: index, role: role)
    var users = union(of: sources)
    if !sources.contains(role) { users.remove(role) }
    return users.sorted()
  }

  private func isAdministrator(_ node: NodeIndex) -> Bool {
    reach[Int(node)].own == .administrator
  }

  private func sources(of index: Int, role: NodeIndex) -> [NodeIndex] {
    var sources: [NodeIndex] = []
    for edge in graph.incoming[role] where graph[edge: edge].record == index {
      sources.append(graph[edge: edge].source)
    }
    return sources.sorted()
  }

  private mutating func union(of sources: [NodeIndex]) -> Set<NodeIndex> {
    if let known = unions[sources] { return known }
    var result: Set<NodeIndex> = []
    for source in sources { result.formUnion(expand(source)) }
    unions[sources] = result
    return result
  }

  private mutating func expand(_ node: NodeIndex) -> Set<NodeIndex> {
    switch graph[node: node].kind {
    case .user, .role: return [node]
    case .hub: break
    default: return []
    }
    if let known = members[node] { return known }
    var result: Set<NodeIndex> = []
    for index in graph.incoming[node] { result.formUnion(expand(graph[edge: index].source)) }
    members[node] = result
    return result
  }
}
