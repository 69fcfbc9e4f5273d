import Estate
import IAM
import Kubernetes
import Logic
import Text
import TrustGraph

/// A row of the table `k8s_mapping`.
struct MappingRow: Sendable {
  let id: Int
  let cluster: String
  let via: StaticString
  let arn: String
  let principal: Int?
  let exists: Truth
  let isAccountExported: Bool
  let isClusterAccountKnown: Bool
  let account: String?
  let isOtherAccount: Truth
  let isOutside: Truth
  let isUser: Bool
  let isWholeAccount: Bool
  let username: String
  let groups: String
  let isDead: Bool
  let dead: String
  let deadReason: String
  let holds: Truth
  let isMasters: Bool
  let hasNodeGroup: Bool
  let hasNodeUsername: Bool
  let trustsNodes: Truth
  let isAdmin: Truth
  let isNamespaceAdmin: Truth
  let adminBy: String
  let hasGroupTemplate: Bool
  let hasUsernameTemplate: Bool
  let hasSystemTemplate: Bool
  let callerPicksSession: Truth
  let exposure: Int?
  let severity: FindingSeverity?
  let details: MappingDetails
  let range: SourceRange?
}

extension Facts {
  var mappings: [MappingRow] {
    var rows: [MappingRow] = []
    for evidence in clusterEvidence {
      for login in evidence.logins {
        rows.append(mapping(login, id: rows.count + 1, in: evidence))
      }
    }
    return rows
  }

  private func mapping(
    _ login: Login, id: Int, in evidence: ClusterEvidence
  ) -> MappingRow {
    let cluster = evidence.cluster
    let text = login.principal.display
    let arn = login.principal.literal.flatMap { ARN($0) }
    let index = login.isWholeAccount ? nil : principal(ofLogin: text)
    let account = arn?.account
    let details = MappingDetails(login, in: evidence)
    let admin = AdminGrant(
      login, evidence.authorization, areBindingsComplete: evidence.areBindingsComplete,
      arePoliciesKnown: details.arePoliciesKnown)
    let exposure = index.flatMap { self.exposure(ofPrincipal: $0) }
    return MappingRow(
      id: id, cluster: cluster.label, via: login.via.word, arn: text,
      principal: index.map { $0 + 1 }, exists: exists(index, arn),
      isAccountExported: account.map { isExported($0) } ?? false,
      isClusterAccountKnown: cluster.account != nil, account: account,
      isOtherAccount: Self.differ(account, cluster.account),
      isOutside: account.map { isOutside($0) } ?? .unknown,
      isUser: arn?.resourceType == "user", isWholeAccount: login.isWholeAccount,
      username: login.username, groups: login.groups.joined(separator: ", "),
      isDead: login.deadReason != nil, dead: login.deadReason?.rawValue ?? "",
      deadReason: login.verdict.reason ?? "", holds: login.holds,
      isMasters: login.groups.contains("system:masters"),
      hasNodeGroup: login.groups.contains(where: Login.nodeGroups.contains),
      hasNodeUsername: login.username.hasPrefix("system:node:"),
      trustsNodes: index.map { trustsNodes($0) } ?? .unknown, isAdmin: admin.isAdmin,
      isNamespaceAdmin: admin.isInNamespace, adminBy: admin.binding,
      hasGroupTemplate: login.groups.contains { NameTemplate($0).flowsFromCaller },
      hasUsernameTemplate: login.hasChosenUsername, hasSystemTemplate: login.hasSystemUsername,
      callerPicksSession: index.map { callerPicksSession($0) } ?? .unknown,
      exposure: exposure.map { Int($0.rawValue) },
      severity: exposure.flatMap { SeverityMatrix.severity($0, .administrator) },
      details: details, range: login.range)
  }

  private static func differ(_ left: String?, _ right: String?) -> Truth {
    guard let left, let right else { return .unknown }
    return Truth(left != right)
  }

  private func exists(_ index: Int?, _ arn: ARN?) -> Truth {
    if index != nil { return .yes }
    let kind: Principal.Kind = arn?.resourceType == "user" ? .user : .role
    guard let arn, isExported(kind, of: arn.account) else { return .unknown }
    return .no
  }
}

extension Login {
  /// Groups that kubelets and node components are in.
  static let nodeGroups: Set<String> = [
    "system:nodes", "system:bootstrappers", "system:node-proxier",
  ]

  var deadReason: DeadReason? {
    if case .dead(let reason) = verdict { return reason }
    return nil
  }

  var holds: Truth {
    switch verdict {
    case .allowed: .yes
    case .conditional: .unknown
    case .dead: .no
    }
  }

  /// Whether the caller's session name is the whole user name, or all that follows `system:`.
  var hasChosenUsername: Bool {
    guard NameTemplate(username).flowsFromCaller else { return false }
    let prefix = username.prefix { $0 != "{" }
    return prefix.isEmpty || hasSystemUsername
      || !(prefix.last.map(Self.delimiters.contains) ?? false)
  }

  var hasSystemUsername: Bool {
    NameTemplate(username).flowsFromCaller && username.hasPrefix("system:")
      && !username.hasPrefix("system:node:")
  }

  private static let delimiters: Set<Character> = [":", "/", "-", ".", "_", "@", "#"]
}

extension Login.Via {
  var word: StaticString {
    switch self {
    case .awsAuth: "aws-auth"
    case .accessEntry: "access-entry"
    case .creator: "creator"
    }
  }
}

extension NameTemplate {
  /// Whether something that the caller chooses flows into the name.
  var flowsFromCaller: Bool { usesSessionName || text.contains(text: "{{AccessKeyID}}") }
}
