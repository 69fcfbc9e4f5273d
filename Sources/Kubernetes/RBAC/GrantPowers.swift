extension Grant {
  /// What the grant makes possible, in the order of `Power`; `everything` alone if it is that.
  public var powers: [Power] {
    isEverything ? [.everything] : allPowers
  }

  /// Whether every role may be bound, not only named ones.
  public var bindsAnyRole: Bool { names(for: .bindRoles) == nil }

  /// Whether the grant is `*` on every resource of every group.
  private static func isEverything(_ rules: [RBACRole.Rule]) -> Bool {
    rules.contains { rule in
      rule.verbs.contains("*") && rule.apiGroups.contains("*") && rule.resources.contains("*")
        && rule.resourceNames.isEmpty
    }
  }

  /// Each power by itself, in the order of `Power`.
  var ownPowers: [Power] {
    let verbs = rules.map { VerbSet($0.verbs) }
    let isEverything = Self.isEverything(rules)
    return Power.allCases.filter { $0 == .everything ? isEverything : has($0, verbs) }
  }

  private var isEverything: Bool { allPowers.first == .everything }

  private func has(_ power: Power, _ verbs: [VerbSet]) -> Bool {
    if power.needsClusterScope, namespaces != nil { return false }
    switch power {
    case .changeLogins: return changesLogins
    case .changeNetwork: return changesNetwork
    case .signCertificates where !areCertificatesSigned: return false
    default: break
    }
    return power.requests.contains { covers($0, for: power, verbs) }
      && power.companions.allSatisfy { group in group.contains { covers($0, for: nil, verbs) } }
  }

  private func covers(_ wanted: Power.Request, for power: Power?, _ verbs: [VerbSet]) -> Bool {
    rules.indices.contains { index in
      let common = verbs[index].intersection(wanted.verbs)
      guard !common.isEmpty,
        rules[index].covers(resource: wanted.resource, group: wanted.group)
      else { return false }
      if rules[index].resourceNames.isEmpty { return true }
      if let power, power.isLimitedByNames {
        return rules[index].resourceNames.contains("cluster-admin")
      }
      // A named object cannot be created; the others can be reached by name.
      return common != .create || wanted.resource.utf8.contains(0x2F)
    }
  }

  /// The objects to which a power is limited by name; nil for any.
  public func names(for power: Power) -> Set<String>? {
    var names: Set<String> = []
    for wanted in power.requests {
      for rule in rules
      where !VerbSet(rule.verbs).isDisjoint(with: wanted.verbs)
        && rule.covers(resource: wanted.resource, group: wanted.group)
      {
        if rule.resourceNames.isEmpty { return nil }
        names.formUnion(rule.resourceNames)
      }
    }
    return names
  }

  /// Names of roles that the holder may bind without holding them (`bind`); nil for any.
  public var bindableRoles: Set<String>? {
    guard !powers.contains(.everything) else { return nil }
    let verbs = rules.map { VerbSet($0.verbs) }
    let canBind = Power.bindRoles.companions.allSatisfy { group in
      group.contains { covers($0, for: nil, verbs) }
    }
    return canBind ? names(for: .bindRoles) : []
  }

  /// Whether the holder may bind roles in the whole cluster, not only within namespaces.
  public var bindsClusterWide: Bool {
    guard namespaces == nil else { return false }
    return ["create", "update", "patch"].contains {
      allows(AccessRequest($0, "clusterrolebindings", group: "rbac.authorization.k8s.io"))
    }
  }

  /// Groups that the holder may take on along with a user; nil for any, empty for none.
  public var impersonatedGroups: Set<String>? {
    var names: Set<String> = []
    for rule in rules where rule.covers(verb: "impersonate", resource: "groups", group: "") {
      if rule.resourceNames.isEmpty { return nil }
      names.formUnion(rule.resourceNames)
    }
    return names
  }

  private var changesLogins: Bool {
    guard isAWSAuthRead else { return false }
    let replaces =
      allowsCreatingAWSAuth
      && allows(AccessRequest("delete", "configmaps", name: "aws-auth", namespace: "kube-system"))
    return replaces || !isAWSAuthImmutable && writes(configMap: "aws-auth")
  }

  /// Whether the holder may create aws-auth where there is none; a name never allows that.
  public var allowsCreatingAWSAuth: Bool {
    isAWSAuthRead && allows(AccessRequest("create", "configmaps", namespace: "kube-system"))
  }

  /// Source: EKS Best Practices Guide: these ConfigMaps steer names and networks of every pod.
  private var changesNetwork: Bool {
    ["coredns", "amazon-vpc-cni", "kube-proxy"].contains { writes(configMap: $0) }
  }

  private func writes(configMap name: String) -> Bool {
    ["update", "patch"].contains { verb in
      allows(AccessRequest(verb, "configmaps", name: name, namespace: "kube-system"))
    }
  }

  /// Whether the grant is the whole cluster, at once or by one further step that it permits itself.
  public var isClusterAdministration: Bool {
    guard namespaces == nil else {
      // Whoever is administrator of kube-system can make itself one of the cluster.
      return changesLogins
    }
    let decisive: [Power] = [
      .everything, .escalateRoles, .bindRoles, .changeLogins, .controlNodes, .interceptRequests,
      .signCertificates,
    ]
    if powers.contains(where: decisive.contains) { return true }
    guard powers.contains(.impersonateUsers) else { return false }
    return impersonatedGroups.map { $0.contains("system:masters") } ?? true
  }

  /// Whether the holder can obtain tokens of service accounts of a namespace.
  public func yieldsTokens(in namespace: String) -> Bool {
    guard namespaces.map({ $0.contains { Self.matches(pattern: $0, namespace) } }) ?? true else {
      return false
    }
    return powers.contains(where: \.yieldsServiceAccountTokens)
  }

  /// What the grant allows, in words: `deploy workloads and read secrets in namespace portal`.
  public var summary: String {
    let scope = namespaces.map { names in
      names.count == 1
        ? " in namespace \(names[0])" : " in namespaces \(names.joined(separator: ", "))"
    }
    return action + (scope ?? " in the whole cluster")
  }

  private var action: String {
    if !areRulesKnown { return "hold \(role ?? "a role") (not among the inputs)" }
    var phrases = powers.filter(\.isTold).map(\.phrase)
    if phrases.isEmpty, rules.isEmpty { return "do nothing" }
    if phrases.isEmpty { phrases = plainActions }
    let limit = 6
    if phrases.count > limit {
      phrases = phrases.prefix(limit) + ["\(phrases.count - limit) more"]
    }
    guard phrases.count > 1, let last = phrases.last else { return phrases.first ?? "do nothing" }
    return phrases.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `read pods, services`, `delete jobs`: rules without any power, in their own terms.
  private var plainActions: [String] {
    var reads: [String] = []
    var others: [String] = []
    for rule in rules {
      let verbs = rule.verbs.filter { !["get", "list", "watch"].contains($0) }
      for resource in rule.resources + rule.nonResourceURLs {
        if verbs.isEmpty {
          if !reads.contains(resource) { reads.append(resource) }
        } else {
          let text = "\(verbs.joined(separator: "/")) \(resource)"
          if !others.contains(text) { others.append(text) }
        }
      }
    }
    if reads.contains("*") { reads = ["all objects"] }
    if reads.count > 4 { reads = reads.prefix(3) + ["\(reads.count - 3) other kinds"] }
    return others + (reads.isEmpty ? [] : ["read " + reads.joined(separator: ", ")])
  }
}
