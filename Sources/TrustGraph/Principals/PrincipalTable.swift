import Estate
import Logic

/// Users and roles of the estate with their nodes, found by ARN, by name and by unique id.
struct PrincipalTable {
  let all: [Principal]
  /// Node of each principal; nil for groups.
  let nodes: [NodeIndex?]
  private let indexOfNode: [NodeIndex: Int]
  private let byARN: [String: Int]
  private let rolesByName: [String: [Int]]
  private let groupsByName: [String: Int]
  private let membersOfAccount: [String: [Int]]

  init(_ estate: Estate, into graph: inout GraphBuilder) {
    all = estate.principals
    var nodes: [NodeIndex?] = []
    var indexOfNode: [NodeIndex: Int] = [:]
    var byARN: [String: Int] = [:]
    var groups: [String: Int] = [:]
    var roles: [String: [Int]] = [:]
    var members: [String: [Int]] = [:]
    nodes.reserveCapacity(all.count)
    byARN.reserveCapacity(all.count)
    for (index, principal) in all.enumerated() {
      let id = principal.id
      guard principal.kind != .group else {
        nodes.append(nil)
        groups[Self.key(principal.account, principal.name.display)] = index
        continue
      }
      // Two stacks may declare the same symbolic ARN: those share a node.
      let node = graph.node(id) {
        Node(
          id: id, kind: principal.kind == .role ? .role : .user,
          account: principal.account.display, label: principal.name.display,
          presence: principal.guards.residual)
      }
      graph.widen(node, to: principal.guards.residual)
      nodes.append(node)
      members[principal.account.display, default: []].append(index)
      if indexOfNode[node] == nil { indexOfNode[node] = index }
      if byARN[id] == nil { byARN[id] = index }
      if principal.kind == .role {
        roles[Self.key(principal.account, principal.name.display), default: []].append(index)
      }
    }
    self.nodes = nodes
    self.indexOfNode = indexOfNode
    self.byARN = byARN
    groupsByName = groups
    rolesByName = roles
    membersOfAccount = members
  }

  /// Users and roles of an account as displayed.
  func members(of account: String) -> [Int] { membersOfAccount[account] ?? [] }

  /// The user or role with an ARN, path included.
  func index(ofARN arn: String) -> Int? { byARN[arn] }

  /// The user or role of a node.
  func index(of node: NodeIndex) -> Int? { indexOfNode[node] }

  /// The role with a name in an account, whatever its path; names are unique ignoring case.
  func role(named name: String, in account: SymbolicString) -> Int? {
    rolesByName[Self.key(account, name)]?.first
  }

  /// The group with a name in an account.
  func group(named name: String, in account: SymbolicString) -> Int? {
    groupsByName[Self.key(account, name)]
  }

  private static func key(_ account: SymbolicString, _ name: String) -> String {
    account.display + "/" + name.lowercased()
  }
}
