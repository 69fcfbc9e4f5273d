extension Grant {
  /// What the grant makes possible, in the order of `Power`; `everything` alone if it is that.
  public var powers: [Power] {
    if isEverything { return [.everything] }
    return Power.allCases.filter(has)
  }

  /// Whether the grant is `*` on every resource of every group.
  private var isEverything: Bool {
    rules.contains { rule in
      rule.verbs.contains("*") && rule.apiGroups.contains("*") && rule.resources.contains("*")
        && rule.resourceNames.isEmpty
    }
  }

  private func has(_ power: Power) -> Bool {
    if power.needsClusterScope, namespaces != nil { return false }
    if power == .changeLogins { return changesLogins }
    return power.requests.contains { covers($0, for: power) }
      && (power.companions.isEmpty || power.companions.contains { covers($0, for: nil) })
  }

  private func covers(_ wanted: Power.Request, for power: Power?) -> Bool {
    rules.contains { rule in
      wanted.verbs.contains { verb in
        guard rule.covers(verb: verb, resource: wanted.resource, group: wanted.group) else {
          return false
        }
        if rule.resourceNames.isEmpty { return true }
        if let power, power.needsAnyName { return rule.resourceNames.contains("cluster-admin") }
        // A named object cannot be created; the others can be reached by name.
        return verb != "create" || wanted.resource.contains("/")
      }
    }
  }

  private var changesLogins: Bool {
    isAWSAuthRead
      && ["update", "patch"].contains { verb in
        allows(AccessRequest(verb, "configmaps", name: "aws-auth", namespace: "kube-system"))
      }
  }

  /// Whether the grant is the whole cluster, at once or by one further step that it permits itself.
  public var isClusterAdministration: Bool {
    guard namespaces == nil else {
      // Whoever is administrator of kube-system can make itself one of the cluster.
      return powers.contains(.changeLogins)
    }
    let decisive: Set<Power> = [
      .everything, .escalateRoles, .bindRoles, .impersonateUsers, .changeLogins, .controlNodes,
      .interceptRequests,
    ]
    return powers.contains(where: decisive.contains)
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
    var phrases = powers.map(\.phrase)
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
