/// The users and roles of the inputs behind the edges of a grant, set nodes opened once each.
struct GrantUsers {
  private let graph: Graph
  private let reach: [Reach]
  private var members: [NodeIndex: Set<NodeIndex>] = [:]
  private var unions: [[NodeIndex]: Set<NodeIndex>] = [:]
  private var sorted: (role: NodeIndex, sources: [Int: [NodeIndex]])?
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

  /// The counts of a grant, by its index and its role.
  mutating func use(of index: Int, role: NodeIndex) -> GrantUse {
    let sources = sources(of: index, role: role)
    guard !sources.isEmpty else { return GrantUse() }
    let users = union(of: sources)
    let isMember = users.contains(role) && !sources.contains(role)
    let tally = tallies[sources] ?? tally(users)
    tallies[sources] = tally
    let own = isMember && !isAdministrator(role) ? 1 : 0
    return GrantUse(
      users: users.count - (isMember ? 1 : 0),
      nonAdministrators: users.count - tally.administrators - own, iamUsers: tally.people)
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

  private mutating func sources(of index: Int, role: NodeIndex) -> [NodeIndex] {
    let incoming = graph.incoming[role]
    if incoming.count > Self.few { return byRecord(of: role)[index] ?? [] }
    var sources: [NodeIndex] = []
    for edge in incoming where graph[edge: edge].record == index {
      sources.append(graph[edge: edge].source)
    }
    return sources.sorted()
  }

  /// Edges that are rather looked through for each grant than sorted by grant.
  private static let few = 32

  /// The sources of every grant of a role; the grants of one role are asked about one after another.
  private mutating func byRecord(of role: NodeIndex) -> [Int: [NodeIndex]] {
    if let sorted, sorted.role == role { return sorted.sources }
    var sources: [Int: [NodeIndex]] = [:]
    for edge in graph.incoming[role] {
      guard let record = graph[edge: edge].record else { continue }
      sources[record, default: []].append(graph[edge: edge].source)
    }
    sources = sources.mapValues { $0.sorted() }
    sorted = (role, sources)
    return sources
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
