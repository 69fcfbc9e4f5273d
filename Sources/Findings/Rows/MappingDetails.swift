import Kubernetes
import Logic

/// What rules ask about a login beyond whom it lets in: its names, its policies, its neighbours.
struct MappingDetails: Sendable {
  let mode: String
  let isStandard: Bool
  let policies: String
  /// Whether the policies of an access entry were supplied; yes for other mappings.
  let arePoliciesKnown: Bool
  /// The strongest access policy that holds in the whole cluster; empty when none does.
  let clusterPolicy: StaticString
  let unknownPolicies: String
  let latentNamespaces: String
  /// Whether the mapping that replaces this one gives other rights; no where none does.
  let differsFromWinner: Truth
  let isRandom: Bool
  let isReservedName: Bool
  let isSharedName: Bool
  let unboundGroups: String
  let hasUnboundGroup: Truth
  let typo: String

  init(_ login: Login, in evidence: ClusterEvidence) {
    let (cluster, logins) = (evidence.cluster, evidence.logins)
    mode = cluster.authenticationMode ?? ""
    let entry = cluster.accessEntries.first { $0.principalARN == login.principal }
    isStandard = login.via == .accessEntry && entry?.type ?? "STANDARD" == "STANDARD"
    policies = login.policies.map(Self.text).joined(separator: ", ")
    arePoliciesKnown = login.via != .accessEntry || entry?.arePoliciesKnown ?? true
    clusterPolicy = Self.strongest(login.policies.filter { $0.namespaces == nil })
    let names = login.policies.map { AccessPolicies.name(of: $0.arn) }
    unknownPolicies = names.filter {
      AccessPolicies.rules[$0] == nil && !AccessPolicies.serviceUse.contains($0)
    }.joined(separator: ", ")
    latentNamespaces = Self.latent(login.policies, in: cluster)
    let winner = login.shadowedBy.flatMap { range in logins.first { $0.range == range } }
    differsFromWinner =
      winner.map {
        Truth(
          $0.groups != login.groups || $0.username != login.username || !$0.policies.isEmpty)
      } ?? .no
    isRandom =
      login.via == .awsAuth && login.verdict.word == "conditional"
      && Self.isRandom(login, among: logins)
    isReservedName =
      login.via == .awsAuth && !login.username.hasPrefix("system:node:")
      && Self.reserved.contains { login.username.hasPrefix($0) }
    isSharedName =
      !login.isWholeAccount && !NameTemplate(login.username).isTemplate
      && logins.contains {
        $0.username == login.username && $0.principal != login.principal
          && $0.verdict.word != "dead"
      }
    (unboundGroups, hasUnboundGroup) = Self.unbound(login, in: evidence)
    typo = login.groups.first(where: Self.isTypo) ?? ""
  }

  private static let reserved = ["system:", "eks:", "aws:", "amazon:", "iam:"]

  /// Whether another spelling of the principal gives other rights.
  private static func isRandom(_ login: Login, among logins: [Login]) -> Bool {
    let folded = login.principal.display.lowercased()
    return logins.contains {
      $0.via == .awsAuth && $0.principal != login.principal && $0.verdict.word == "conditional"
        && ($0.groups != login.groups || $0.username != login.username)
        && $0.principal.display.lowercased() == folded
    }
  }

  private static func text(_ policy: AccessEntry.Policy) -> String {
    let scope = policy.namespaces.map { " in " + $0.joined(separator: " and ") } ?? ""
    return AccessPolicies.name(of: policy.arn) + scope
  }

  private static func strongest(_ policies: [AccessEntry.Policy]) -> StaticString {
    let names = Set(policies.map { AccessPolicies.name(of: $0.arn) })
    if names.contains("AmazonEKSClusterAdminPolicy") { return "cluster-admin" }
    if names.contains("AmazonEKSAdminPolicy") { return "admin" }
    if names.contains("AmazonEKSEditPolicy") { return "edit" }
    return names.contains("AmazonEKSAdminViewPolicy") ? "admin-view" : ""
  }

  /// Namespaces and patterns of scopes that match none of the cluster's.
  private static func latent(_ policies: [AccessEntry.Policy], in cluster: Cluster) -> String {
    guard !cluster.namespaces.isEmpty else { return "" }
    let known = cluster.namespaceNames
    let scopes = Set(policies.flatMap { $0.namespaces ?? [] })
    return scopes.filter { pattern in
      !known.contains { Grant.matches(pattern: pattern, $0) }
    }.sorted().joined(separator: ", ")
  }

  /// Groups that no binding names; unknown where the bindings are not all among the inputs.
  private static func unbound(_ login: Login, in evidence: ClusterEvidence) -> (String, Truth) {
    let groups = login.groups.filter {
      !$0.isEmpty && !$0.hasPrefix("system:") && !NameTemplate($0).isTemplate
    }
    let unbound = groups.filter { group in
      !evidence.cluster.bindings.contains { binding in
        binding.subjects.contains { $0.kind == "Group" && $0.name == group }
      }
    }
    if unbound.isEmpty { return ("", .no) }
    guard evidence.areBindingsComplete else { return ("", .unknown) }
    return (unbound.joined(separator: ", "), .yes)
  }

  /// Whether somebody meant `system:masters`; groups are compared letter by letter.
  private static func isTypo(_ group: String) -> Bool {
    guard group != "system:masters" else { return false }
    let folded = group.lowercased().filter { !$0.isWhitespace }
    return ["system:masters", "system:master", "systems:masters", "system-masters"].contains(folded)
  }
}
