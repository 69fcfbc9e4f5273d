import CloudFormation
import Estate
import Ingest
import Logic
import Testing
import Text

@testable import TrustGraph

/// Input files of a test, read as the program reads them.
struct Inputs {
  private var ingestion: Ingestion
  private var accounts: [String: AccountExport] = [:]

  /// No files; templates are deployed as stacks of which something may be known.
  init(stack: StackContext = StackContext()) { ingestion = Ingestion(stack: stack) }

  /// One account's principals as JSON texts.
  private struct AccountExport {
    var users: [String] = []
    var roles: [String] = []
    var groups: [String] = []
    var policies: [String] = []
  }

  /// Adds a role; policies are statements or lists of them.
  @discardableResult
  mutating func role(
    _ account: String, _ name: String, trust: String, allows: String? = nil,
    attached: [String] = [], boundary: String? = nil, path: String = "/", id: String? = nil,
    profiles: [String] = [], tags: [String: String]? = [:], longest: Int? = nil
  ) -> String {
    let arn = "arn:aws:iam::\(account):role\(path)\(name)"
    let profileList = profiles.map { "{\"InstanceProfileName\": \"\($0)\"}" }
    accounts[account, default: AccountExport()].roles.append(
      """
      {"Path": "\(path)", "RoleName": "\(name)", "RoleId": "\(id ?? "AROA\(name)")", "Arn": "\(arn)",
       "CreateDate": "2024-01-01T00:00:00+00:00",
       "AssumeRolePolicyDocument": \(Self.document(trust)), "InstanceProfileList": [\(profileList.joined(separator: ", "))],
       \(longest.map { "\"MaxSessionDuration\": \($0)," } ?? "")
       \(Self.details("Role", allows, attached, boundary))\(Self.list(tags)), "RoleLastUsed": {}}
      """)
    return arn
  }

  /// Adds a user.
  @discardableResult
  mutating func user(
    _ account: String, _ name: String, allows: String? = nil, attached: [String] = [],
    boundary: String? = nil, groups: [String] = [], tags: [String: String]? = [:]
  ) -> String {
    let arn = "arn:aws:iam::\(account):user/\(name)"
    let list = groups.map { "\"\($0)\"" }.joined(separator: ", ")
    accounts[account, default: AccountExport()].users.append(
      """
      {"Path": "/", "UserName": "\(name)", "UserId": "AIDA\(name)", "Arn": "\(arn)",
       "CreateDate": "2024-01-01T00:00:00+00:00", "GroupList": [\(list)],
       \(Self.details("User", allows, attached, boundary))\(Self.list(tags))}
      """)
    return arn
  }

  /// Adds a group.
  mutating func group(_ account: String, _ name: String, allows: String) {
    accounts[account, default: AccountExport()].groups.append(
      """
      {"Path": "/", "GroupName": "\(name)", "GroupId": "AGPA\(name)",
       "Arn": "arn:aws:iam::\(account):group/\(name)", "CreateDate": "2024-01-01T00:00:00+00:00",
       \(Self.details("Group", allows, [], nil))}
      """)
  }

  /// Adds a managed policy, with an older version if given.
  mutating func policy(
    _ account: String, _ arn: String, _ statements: String, older: String? = nil
  ) {
    let old = older.map {
      """
      , {"VersionId": "v0", "IsDefaultVersion": false,
         "CreateDate": "2023-01-01T00:00:00+00:00", "Document": \(Self.document($0))}
      """
    }
    accounts[account, default: AccountExport()].policies.append(
      """
      {"PolicyName": "p", "PolicyId": "ANPA", "Arn": "\(arn)", "Path": "/",
       "DefaultVersionId": "v1", "AttachmentCount": 1, "IsAttachable": true,
       "CreateDate": "2024-01-01T00:00:00+00:00", "UpdateDate": "2024-01-01T00:00:00+00:00",
       "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true,
         "CreateDate": "2024-01-01T00:00:00+00:00", "Document": \(Self.document(statements))}\(old ?? "")]}
      """)
  }

  /// Adds a file of any other kind.
  mutating func file(_ path: String, _ text: String) {
    ingestion.add(path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
  }

  /// The estate of everything added.
  mutating func estate() -> Estate {
    for account in accounts.keys.sorted() {
      guard let export = accounts[account] else { continue }
      file(
        "\(account)/authorization-details.json",
        """
        {"UserDetailList": [\(export.users.joined(separator: ",\n"))],
         "GroupDetailList": [\(export.groups.joined(separator: ",\n"))],
         "RoleDetailList": [\(export.roles.joined(separator: ",\n"))],
         "Policies": [\(export.policies.joined(separator: ",\n"))]}
        """)
    }
    return ingestion.finish()
  }

  /// The graph of everything added.
  mutating func graph() -> TrustGraph { TrustGraph(estate()) }

  /// The member `Tags`; none where the export does not show them.
  private static func list(_ tags: [String: String]?) -> String {
    guard let tags else { return "" }
    let list = tags.sorted { $0.key < $1.key }.map {
      "{\"Key\": \"\($0.key)\", \"Value\": \"\($0.value)\"}"
    }
    return ", \"Tags\": [\(list.joined(separator: ", "))]"
  }

  private static func document(_ statements: String) -> String {
    if statements.contains("\"Version\"") { return statements }
    let list = statements.hasPrefix("[") ? statements : "[\(statements)]"
    return "{\"Version\": \"2012-10-17\", \"Statement\": \(list)}"
  }

  private static func details(
    _ kind: String, _ allows: String?, _ attached: [String], _ boundary: String?
  ) -> String {
    let inline = allows.map { "{\"PolicyName\": \"inline\", \"PolicyDocument\": \(document($0))}" }
    let list = attached.map { "{\"PolicyName\": \"x\", \"PolicyArn\": \"\($0)\"}" }
    var text = "\"\(kind)PolicyList\": [\(inline ?? "")]"
    text += ", \"AttachedManagedPolicies\": [\(list.joined(separator: ", "))]"
    if let boundary {
      text += """
        , "PermissionsBoundary": {"PermissionsBoundaryType": "Policy",
          "PermissionsBoundaryArn": "\(boundary)"}
        """
    }
    return text
  }
}

extension Inputs {
  /// A trust statement.
  static func trust(
    _ principal: String, action: String = "sts:AssumeRole", condition: String? = nil,
    effect: String = "Allow"
  ) -> String {
    let tail = condition.map { ", \"Condition\": \($0)" } ?? ""
    return """
      {"Effect": "\(effect)", "Principal": \(principal), "Action": "\(action)"\(tail)}
      """
  }

  /// An identity statement that allows, or denies, sts:AssumeRole.
  static func may(
    _ resource: String = "*", effect: String = "Allow", condition: String? = nil
  ) -> String {
    let tail = condition.map { ", \"Condition\": \($0)" } ?? ""
    return """
      {"Effect": "\(effect)", "Action": "sts:AssumeRole", "Resource": "\(resource)"\(tail)}
      """
  }
}

extension TrustGraph {
  /// Edges as texts `source -> target kind status via`, set nodes expanded, sorted.
  func pairs() -> [String] {
    var result: Set<String> = []
    for (index, edge) in graph.edges.enumerated() {
      guard graph[node: edge.target].kind != .hub else { continue }
      for path in sources(of: EdgeIndex(index), [EdgeIndex(index)]) {
        guard let hop = Path(path, in: graph)?.hops.first else { continue }
        // Through a set node every member of the set leads to itself.
        guard hop.source != hop.target || path.count == 1 else { continue }
        result.insert(
          "\(graph[node: hop.source].id) -> \(graph[node: hop.target].id)"
            + " \(hop.kind.rawValue) \(hop.status.rawValue) \(hop.via)")
      }
    }
    return result.sorted()
  }

  private func sources(of edge: EdgeIndex, _ path: [EdgeIndex]) -> [[EdgeIndex]] {
    let source = graph[edge: edge].source
    guard graph[node: source].kind == .hub else { return [path] }
    return graph.incoming[source].flatMap { sources(of: $0, [$0] + path) }
  }

  /// The status of the edge between two identifiers, if any; the surest of several.
  func status(_ from: String, _ to: String) -> Edge.Status? {
    let rank: [String: Int] = ["proved": 0, "conditional": 1, "possible": 2, "guarded": 3]
    let prefix = "\(from) -> \(to) "
    let found = pairs().filter { $0.hasPrefix(prefix) }.compactMap {
      $0.dropFirst(prefix.count).split(separator: " ").dropFirst().first.map(String.init)
    }
    return found.min { (rank[$0] ?? 9) < (rank[$1] ?? 9) }.flatMap(Edge.Status.init)
  }

  /// The grants of a role.
  func grants(of role: String) -> [TrustGrant] {
    grants.filter { graph[node: $0.role].id == role }
  }
}
