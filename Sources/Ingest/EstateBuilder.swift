public import Estate
import IAM
public import Kubernetes
import Logic
public import Text

/// Collects what readers find, in any order of inputs, and merges it into one estate.
public struct EstateBuilder: Sendable {
  /// Accounts, principals and the rest as read so far, unsorted.
  public private(set) var estate = Estate()
  /// What the organisation's exports say.
  public var organization = OrganizationDraft()
  private var principals: [String: Int] = [:]
  private var policies: [String: Int] = [:]
  private var pendingProviders: [PendingProvider] = []
  private var accountsByFolder: [String: Set<String>] = [:]
  /// ARNs of the managed policies of a change.
  private(set) var changedPolicies: Set<String> = []
  /// What items of all files repeat.
  var texts = SharedTexts()
  private var exported: [String: Set<Principal.Kind>] = [:]
  private var providerLists: Set<String> = []
  private var samlProviderLists: Set<String> = []

  /// Accounts whose principals were exported with their policies.
  var exportedAccounts: Set<String> { Set(exported.keys) }

  /// Makes an empty builder.
  public init() {}

  /// Adds a principal; of two exports of the same one, the later fills what the earlier lacks.
  ///
  /// - Returns: what to tell the user if the two contradict each other.
  @discardableResult
  public mutating func add(_ principal: Principal) -> Diagnostic? {
    // A template declares what may become another principal of the same name: each keeps its say.
    guard let index = principals[principal.id], principal.origin == .export,
      estate.principals[index].origin == .export
    else {
      if principals[principal.id] == nil { principals[principal.id] = estate.principals.count }
      estate.principals.append(principal)
      return nil
    }
    let conflict = estate.principals[index].conflict(with: principal)
    Self.merge(principal, into: &estate.principals[index])
    return conflict
  }

  private static func merge(_ new: Principal, into old: inout Principal) {
    // What one export does not show, the other may.
    if old.trust?.isOpaque ?? true { old.trust = new.trust ?? old.trust }
    if old.boundary == nil { old.boundary = new.boundary }
    if old.uniqueID == nil { old.uniqueID = new.uniqueID }
    if old.lastUsed == nil { old.lastUsed = new.lastUsed }
    if old.created == nil { old.created = new.created }
    if old.maxSessionDuration == nil { old.maxSessionDuration = new.maxSessionDuration }
    if old.hasUnreadPolicies || old.inlinePolicies.isEmpty && !new.hasUnreadPolicies {
      old.inlinePolicies = new.inlinePolicies
    }
    mergeTags(new, into: &old)
    if old.groups.isEmpty { old.groups = new.groups }
    if old.instanceProfiles.isEmpty { old.instanceProfiles = new.instanceProfiles }
    let attached = Set(old.attachedPolicies.map(\.text))
    old.attachedPolicies += new.attachedPolicies.filter { !attached.contains($0.text) }
  }

  /// A list of tags wins over none; of two that differ, only what both show is certain.
  private static func mergeTags(_ new: Principal, into old: inout Principal) {
    if !new.hasAllTags {
      if old.tags.isEmpty, !old.hasAllTags { old.tags = new.tags }
    } else if !old.hasAllTags {
      old.tags = new.tags
      old.hasAllTags = true
    } else if Set(old.tags) != Set(new.tags) {
      for index in old.tags.indices where !new.tags.contains(old.tags[index]) {
        old.tags[index].isCertain = false
      }
      old.hasAllTags = false
    }
  }

  /// Adds a managed policy; an earlier export of the same policy wins.
  public mutating func add(_ policy: ManagedPolicy) {
    let id = policy.arn.display
    guard policies[id] == nil else { return }
    policies[id] = estate.managedPolicies.count
    estate.managedPolicies.append(policy)
  }

  /// Adds a managed policy of a change; it wins over an export of the same policy.
  mutating func put(_ policy: ManagedPolicy) {
    let id = policy.arn.display
    changedPolicies.insert(id)
    guard let index = policies[id] else { return add(policy) }
    estate.managedPolicies[index] = policy
  }

  /// Adds a policy document that is attached to nobody.
  public mutating func add(loosePolicy policy: NamedPolicy) { estate.loosePolicies.append(policy) }

  /// Remembers that an account's principals of a kind were exported with their policies.
  public mutating func noteExported(_ kind: Principal.Kind, of account: String) {
    exported[account, default: []].insert(kind)
  }

  /// Remembers that all OIDC providers of an account were listed, so that another one is missing.
  public mutating func noteProviderList(of account: String) { providerLists.insert(account) }

  /// Remembers that all SAML providers of an account were listed.
  public mutating func noteSAMLProviderList(of account: String) {
    samlProviderLists.insert(account)
  }

  /// Remembers an export that is only one page of several.
  public mutating func note(_ export: TruncatedExport) { estate.truncatedExports.append(export) }

  /// Adds an OIDC provider whose account may follow only from the files around it.
  public mutating func add(provider: PendingProvider) { pendingProviders.append(provider) }

  /// Whether an export or a template holds a provider of an issuer.
  func knows(issuer: SymbolicString) -> Bool {
    estate.oidcProviders.contains { $0.issuer == issuer }
      || pendingProviders.contains { $0.issuer == issuer.literal }
  }

  /// Adds an OIDC provider whose account is known or that a template declares.
  public mutating func add(_ provider: OIDCProvider) { estate.oidcProviders.append(provider) }

  /// Adds the policy of a resource.
  public mutating func add(_ policy: ResourcePolicy) { estate.resourcePolicies.append(policy) }

  /// Adds a role that a resource hands to a service.
  public mutating func add(_ use: RoleUse) { estate.roleUses.append(use) }

  /// Adds a SAML provider.
  public mutating func add(_ provider: SAMLProvider) { estate.samlProviders.append(provider) }

  /// Remembers that intended trust was written down, and adds it.
  public mutating func add(intents: [TrustIntent]) {
    estate.intents = (estate.intents ?? []) + intents
  }

  /// Adds a profile file.
  public mutating func add(_ file: ProfileFile) { estate.profileFiles.append(file) }

  /// Adds a template; its index is what principals of the template name as their origin.
  public mutating func add(_ template: TemplateSource) -> Int {
    estate.templates.append(template)
    return estate.templates.count - 1
  }

  /// Remembers where values of a template came from.
  mutating func add(valueNotes notes: [SourceRange: [Diagnostic.Note]]) {
    estate.valueNotes.merge(notes) { known, new in
      known + new.filter { !known.contains($0) }
    }
  }

  /// Remembers which places of a template use values that were given.
  mutating func add(givenPlaces places: Set<SourceRange>) { estate.givenPlaces.formUnion(places) }

  /// Adds a step that the deployment of a template takes itself.
  mutating func add(_ step: DeploymentStep) { estate.deploymentSteps.append(step) }

  /// Registers a value that must never be printed.
  public mutating func add(_ secret: Secret) { estate.secrets.append(secret) }

  /// Remembers that a file in a folder is about an account.
  public mutating func note(account: String, in folder: String) {
    accountsByFolder[folder, default: []].insert(account)
  }

  /// Merges everything; arrays are sorted by id.
  public mutating func finish(clusters: [Cluster]) -> Estate {
    var estate = self.estate
    estate.clusters = clusters
    estate.oidcProviders += mergedProviders()
    estate.accountsWithProviderList = providerLists
    estate.accountsWithSAMLProviderList = samlProviderLists
    estate.organization = organization.finish()
    estate.accounts = accounts(of: estate)
    estate.principals = sorted(estate.principals)
    estate.managedPolicies.sort { $0.arn.display < $1.arn.display }
    estate.oidcProviders.sort { $0.arn.display < $1.arn.display }
    estate.samlProviders.sort { $0.arn.display < $1.arn.display }
    estate.roleUses.sort { $0.sortKey < $1.sortKey }
    estate.resourcePolicies.sort {
      ($0.resource.display, $0.logicalID) < ($1.resource.display, $1.logicalID)
    }
    estate.coverage = coverage(of: estate)
    return estate
  }

  /// By id; of equal ids, in the order in which they were read.
  private func sorted(_ principals: [Principal]) -> [Principal] {
    let ids = principals.map(\.id)
    return principals.indices.sorted { ids[$0] < ids[$1] || (ids[$0] == ids[$1] && $0 < $1) }.map {
      principals[$0]
    }
  }

  private func accounts(of estate: Estate) -> [Account] {
    var accounts: [String: Account] = [:]
    for principal in estate.principals {
      let id = principal.account.display
      if accounts[id] == nil {
        accounts[id] = Account(
          id: id, name: organization.accounts[id] ?? nil, exportedKinds: exported[id] ?? [])
      }
    }
    return accounts.values.sorted { $0.id < $1.id }
  }

  private func coverage(of estate: Estate) -> Coverage {
    var coverage = Coverage()
    let known = Set(estate.managedPolicies.map(\.arn.display))
    func isKnown(_ policy: PolicyText) -> Bool {
      known.contains(policy.text.display) || ManagedPolicyCatalog.holds(policy.text)
    }
    coverage.boundaries = estate.principals.allSatisfy { $0.boundary.map(isKnown) ?? true }
    coverage.managedPolicies = estate.principals.allSatisfy { principal in
      principal.attachedPolicies.allSatisfy(isKnown)
    }
    coverage.oidcProviders = estate.oidcProviders.contains { $0.clientIDs != nil }
    coverage.samlProviders = !estate.samlProviders.isEmpty
    let exported = estate.accounts.filter(\.isExported).map(\.id)
    coverage.scp = estate.organization?.knows(.serviceControl, of: exported) ?? false
    coverage.rcp = estate.organization?.knows(.resourceControl, of: exported) ?? false
    coverage.rbac =
      !estate.clusters.isEmpty && estate.clusters.allSatisfy(\.areBindingsComplete)
    coverage.workloads = estate.clusters.contains { !$0.workloads.isEmpty }
    coverage.accessEntries =
      estate.clusters.contains { !$0.accessEntries.isEmpty || $0.isAccessEntryListWhole == true }
      && estate.clusters.allSatisfy(\.areAccessEntriesDescribed)
    return coverage
  }
}

extension RoleUse {
  fileprivate var sortKey: (String, String, String, UInt32) {
    (role.display, logicalID, property, range?.lower ?? 0)
  }
}

extension EstateBuilder {
  private func mergedProviders() -> [OIDCProvider] {
    merged(pendingProviders, account: account(near:))
  }

  /// The one account that files of a folder, or of the nearest folder above it, are about.
  func account(near folder: String) -> String? {
    var folder = folder
    while true {
      if let accounts = accountsByFolder[folder] {
        return accounts.count == 1 ? accounts.first : nil
      }
      guard let slash = folder.lastIndex(of: "/") else { break }
      folder = String(folder[..<slash])
    }
    let all = accountsByFolder.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    return all.count == 1 ? all.first : nil
  }
}
