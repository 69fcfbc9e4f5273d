import IAM
import Logic
import Text

/// A cluster while its objects are being collected.
struct ClusterDraft: Sendable {
  private var cluster: Cluster
  /// Folders of describe-cluster outputs; of anything that names the cluster while there are none.
  var homes: Set<String> { described.isEmpty ? folders : described }
  /// Folders of all objects.
  private(set) var folders: Set<String> = []
  private var described: Set<String> = []
  private var entries: [String: Int] = [:]
  private var associations: [String: Int] = [:]

  init(_ reference: ClusterReference?) {
    cluster = Cluster(name: reference?.name)
    cluster.arn = reference?.arn
    cluster.template = reference?.template
    cluster.account = reference?.account
  }

  func isNamed(by reference: ClusterReference) -> Bool {
    guard cluster.name == reference.name,
      cluster.template == nil || reference.template == nil
        || cluster.template == reference.template
    else { return false }
    return cluster.arn == nil || reference.arn == nil || cluster.arn == reference.arn
  }

  mutating func add(_ object: ClusterObject, in folder: String) {
    folders.insert(folder)
    switch object {
    case .description(let description):
      if description.creator == nil { described.insert(folder) }
      merge(description)
    case .awsAuth(let auth): merge(auth)
    case .serviceAccount(let account): cluster.serviceAccounts.append(account)
    case .role(let role): cluster.roles.append(role)
    case .binding(let binding): cluster.bindings.append(binding)
    case .accessEntry(let entry): merge(entry)
    case .accessEntryList(let isWhole):
      // Of several pages the last one does not say that there are others.
      cluster.isAccessEntryListWhole = isWhole && cluster.isAccessEntryListWhole ?? true
    case .podIdentityAssociation(let association): merge(association)
    case .workload(let workload): cluster.workloads.append(workload)
    case .namespace(let namespace): cluster.namespaces.append(namespace)
    case .tokenSecret(let secret): cluster.tokenSecrets.append(secret)
    case .node(let node): cluster.nodes.append(node)
    case .nodePool(let pool): cluster.add(pool)
    case .fargateProfile(let profile): cluster.fargateProfiles.append(profile)
    case .serviceRole(let role): cluster.serviceRoles.append(role)
    case .identityProvider(let provider): cluster.identityProviders.append(provider)
    case .networkPolicy(let policy): cluster.networkPolicies.append(policy)
    case .webhookRole(let role): cluster.webhookRoles.append(role)
    case .admissionControl(let control): cluster.admissionControls.append(control)
    case .mutatingWebhookList: cluster.areMutatingWebhooksListed = true
    }
  }

  private mutating func merge(_ other: Cluster) {
    cluster.name = cluster.name ?? other.name
    cluster.arn = cluster.arn ?? other.arn
    cluster.account = cluster.account ?? other.account
    cluster.issuer = cluster.issuer ?? other.issuer
    cluster.declaredIssuer = cluster.declaredIssuer ?? other.declaredIssuer
    cluster.creator = cluster.creator ?? other.creator
    cluster.creatorRange = cluster.creatorRange ?? other.creatorRange
    for pool in other.nodePools { cluster.add(pool) }
    cluster.serviceRoles += other.serviceRoles
    cluster.bootstrapsCreator = cluster.bootstrapsCreator ?? other.bootstrapsCreator
    cluster.isOnOutpost = cluster.isOnOutpost || other.isOnOutpost
    cluster.backends = cluster.backends ?? other.backends
    cluster.comparesUserIDs = cluster.comparesUserIDs ?? other.comparesUserIDs
    cluster.reservedPrefixes.merge(other.reservedPrefixes) { known, _ in known }
    if cluster.authenticationMode == nil {
      cluster.authenticationMode = other.authenticationMode
      cluster.authenticationModeRange = other.authenticationModeRange
    }
    cluster.range = cluster.range ?? other.range
  }

  /// An effective ConfigMap displaces one that the cluster ignores; of two, the first is kept.
  private mutating func merge(_ auth: AWSAuth) {
    guard let old = cluster.awsAuth else {
      cluster.awsAuth = auth
      return
    }
    if !old.isEffective, auth.isEffective {
      cluster.awsAuth = auth
      cluster.awsAuth?.problems += old.problems
    } else if old.isEffective, auth.isEffective, old.isPartial || auth.isPartial {
      let isWhole = old.isPartial && !auth.isPartial
      cluster.awsAuth = isWhole ? auth.completed(by: old) : old.completed(by: auth)
    } else if old.isEffective, auth.isEffective, !old.says(theSameAs: auth) {
      cluster.conflicts.append(
        Diagnostic(
          .error, "several-aws-auth",
          "the cluster has another `aws-auth` among the inputs, which says something else; "
            + "that one is used, this one is not",
          at: auth.range, notes: [.init("the one that is used", at: old.range)],
          fix: "scan one state of the cluster"))
    } else if !auth.isEffective {
      cluster.awsAuth?.problems += auth.problems
    }
  }

  private mutating func merge(_ entry: AccessEntry) {
    guard let index = entries[entry.principalARN.display] else {
      entries[entry.principalARN.display] = cluster.accessEntries.count
      cluster.accessEntries.append(entry)
      return
    }
    cluster.accessEntries[index].complete(with: entry)
  }

  private mutating func merge(_ association: PodIdentityAssociation) {
    let key = "\(association.namespace)/\(association.serviceAccount)"
    guard let index = associations[key] else {
      associations[key] = cluster.podIdentityAssociations.count
      cluster.podIdentityAssociations.append(association)
      return
    }
    cluster.podIdentityAssociations[index].complete(with: association)
  }

  /// The cluster with its objects in canonical order; copies of one object appear once.
  func finished() -> Cluster {
    var cluster = self.cluster
    cluster.serviceAccounts = Self.unique(cluster.serviceAccounts) {
      "\($0.namespace)/\($0.name)/\($0.roleARN?.display ?? "")"
    }
    cluster.roles = Self.unique(cluster.roles) { role in
      "\(role.namespace ?? "")/\(role.name)/\(role.rules.map(\.content))"
    }
    cluster.bindings = Self.unique(cluster.bindings) { binding in
      let subjects = binding.subjects.map { "\($0.kind)/\($0.namespace ?? "")/\($0.name)" }
      return "\(binding.namespace ?? "")/\(binding.name)/\(binding.roleKind)/\(binding.roleName)"
        + "/\(subjects)"
    }
    cluster.noteConflicts()
    cluster.finishInventory()
    cluster.refuseIncompleteFile()
    cluster.accessEntries.sort { $0.principalARN.display < $1.principalARN.display }
    cluster.podIdentityAssociations.sort {
      ($0.namespace, $0.serviceAccount) < ($1.namespace, $1.serviceAccount)
    }
    return cluster
  }

  static func unique<Object>(_ objects: [Object], by key: (Object) -> String) -> [Object] {
    var seen: Set<String> = []
    var keyed: [(String, Object)] = []
    for object in objects {
      let key = key(object)
      if seen.insert(key).inserted { keyed.append((key, object)) }
    }
    return keyed.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

extension ClusterReference {
  fileprivate var account: String? { arn.flatMap { ARN($0)?.account } }
}

extension AWSAuth {
  /// Adds what a fragment has beyond this ConfigMap.
  fileprivate func completed(by fragment: AWSAuth) -> AWSAuth {
    var whole = self
    whole.mappings += fragment.mappings.filter { added in
      !mappings.contains {
        $0.arn == added.arn && $0.username == added.username && $0.groups == added.groups
          && $0.source == added.source && $0.userID == added.userID
      }
    }
    whole.accounts += fragment.accounts.filter { added in
      !accounts.contains { $0.text == added.text && $0.source == added.source }
    }
    whole.problems += fragment.problems
    return whole
  }

  fileprivate func says(theSameAs other: AWSAuth) -> Bool {
    mappings.count == other.mappings.count && accounts.map(\.text) == other.accounts.map(\.text)
      && zip(mappings, other.mappings).allSatisfy {
        $0.arn == $1.arn && $0.username == $1.username && $0.groups == $1.groups
      }
  }
}

extension AccessEntry {
  fileprivate mutating func complete(with other: AccessEntry) {
    if !isDescribed, other.isDescribed {
      groups = other.groups
      username = other.username
      type = other.type
      range = other.range
      isDescribed = true
    }
    created = created ?? other.created
    if !arePoliciesKnown, other.arePoliciesKnown {
      policies = other.policies
      arePoliciesKnown = true
    } else if arePoliciesKnown, other.arePoliciesKnown {
      policies += other.policies.filter { !policies.contains($0) }
    }
  }
}

extension PodIdentityAssociation {
  fileprivate mutating func complete(with other: PodIdentityAssociation) {
    if roleARN == nil, other.roleARN != nil { range = other.range }
    roleARN = roleARN ?? other.roleARN
    targetRoleARN = targetRoleARN ?? other.targetRoleARN
    id = id ?? other.id
    externalID = externalID ?? other.externalID
    disablesSessionTags = disablesSessionTags ?? other.disablesSessionTags
    sessionPolicyRange = sessionPolicyRange ?? other.sessionPolicyRange
  }
}

extension RBACRole.Rule {
  fileprivate var content: String {
    "\(verbs)\(apiGroups)\(resources)\(resourceNames)\(nonResourceURLs)"
  }
}
