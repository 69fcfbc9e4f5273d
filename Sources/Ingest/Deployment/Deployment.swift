import CloudFormation
import Estate
import IAM
import Logic
import Text

/// Lays what templates declare over what was exported, as if they had been deployed.
///
/// What a template does not mention stays as it was exported: only the template that is deployed now
/// tells what the update would take away.
struct Deployment {
  /// Index of the first template of the change in `Estate.templates`.
  let firstTemplate: Int
  /// What the change attaches to principals that it does not declare.
  var attachments: [(template: ResolvedTemplate, attachment: AttachmentElsewhere)] = []
  /// Principals as the templates that are deployed now declare them, by id.
  var deployed: [String: Principal] = [:]
  /// Their trust policies as written, by id.
  var deployedTrust: [String: GuardedPolicy] = [:]
  /// Ids of principals whose trust policy the change writes as it is deployed.
  var unchangedTrust: Set<String> = []
  /// Of the deployed ones, those that stay in the account when they leave the stack.
  var retained: Set<String> = []
  /// ARNs of the managed policies of the change.
  var changedPolicies: Set<String> = []
  /// Resources that the change deletes, by account.
  var removed: [(account: String?, resource: ChangeSet.Removed)] = []
  /// What may declare more than the change shows: macros, nested templates that are missing.
  var openReasons: [String] = []
  /// Ids of principals, and physical ids of other resources, that the change shows no longer but may
  /// still hold.
  private(set) var undecided: Set<String> = []
  private(set) var touched: Set<String> = []

  init(firstTemplate: Int) { self.firstTemplate = firstTemplate }

  /// Deploys the change.
  ///
  /// - Returns: attachments to principals that nobody knows.
  mutating func apply(to estate: inout Estate) -> [AttachmentElsewhere] {
    remove(from: &estate)
    removeUndeclared(from: &estate)
    replacePrincipals(in: &estate)
    let unknown = attach(in: &estate)
    touchHolders(in: estate)
    replaceProviders(in: &estate)
    touchMembers(of: estate)
    return unknown
  }

  /// Whether a template of the change declares it.
  func isDeclared(_ origin: Principal.Origin) -> Bool {
    if case .template(let index, _) = origin { return index >= firstTemplate }
    return false
  }

  mutating func touch(_ id: String) { touched.insert(id) }

  // MARK: Principals

  private mutating func replacePrincipals(in estate: inout Estate) {
    var change: [String: Principal] = [:]
    for principal in estate.principals where isDeclared(principal.origin) {
      change[principal.id] = principal
    }
    touched.formUnion(change.keys)
    var placed: Set<String> = []
    estate.principals = estate.principals.compactMap { principal in
      guard let new = change[principal.id] else { return principal }
      guard !isDeclared(principal.origin) else {
        // Two templates of the change may declare one role: each keeps its say.
        return placed.contains(principal.id) ? nil : principal
      }
      return placed.insert(principal.id).inserted ? merged(new, over: principal) : nil
    }
    // A principal that stands both before and behind what it replaces is there once.
    var seen: Set<String> = []
    estate.principals = estate.principals.reversed().filter { principal in
      !placed.contains(principal.id) || !isDeclared(principal.origin)
        || seen.insert(principal.id).inserted
    }.reversed()
  }

  private func merged(_ new: Principal, over old: Principal) -> Principal {
    var merged = new
    let before = deployed[new.id]
    merged.uniqueID = old.uniqueID
    merged.created = old.created
    merged.lastUsed = old.lastUsed
    let trust = [new.trust, old.trust].compactMap(\.self)
    merged.trust = unchangedTrust.contains(new.id) ? trust.last : trust.first
    merged.maxSessionDuration = new.maxSessionDuration ?? old.maxSessionDuration
    let names = Set(new.inlinePolicies.map(\.name))
    let dropped = Set(before?.inlinePolicies.map(\.name) ?? [])
    merged.inlinePolicies += old.inlinePolicies.filter { !names.contains($0.name) }.compactMap {
      dropped.contains($0.name) ? kept($0) : $0
    }
    let arns = Set(new.attachedPolicies.map(\.text))
    let detached = Set(before?.attachedPolicies.map(\.text) ?? [])
    merged.attachedPolicies += old.attachedPolicies.filter { !arns.contains($0.text) }.compactMap {
      detached.contains($0.text) ? kept($0) : $0
    }
    if merged.boundary == nil, before?.boundary == nil { merged.boundary = old.boundary }
    let groups = Set(new.groups + (before?.groups ?? []))
    merged.groups += old.groups.filter { !groups.contains($0) }
    let tags = Set(new.tags.map(\.key) + (before?.tags.map(\.key) ?? []))
    merged.tags += old.tags.filter { !tags.contains($0.key) }
    merged.hasAllTags = old.hasAllTags && openReasons.isEmpty
    let profiles = Set(new.instanceProfiles)
    merged.instanceProfiles += old.instanceProfiles.filter { !profiles.contains($0) }
    return merged
  }

  /// What the unseen part of the change may hold, as a condition of what is not seen any more.
  private var openGuard: Precondition? {
    guard !openReasons.isEmpty else { return nil }
    let names = openReasons.map { "`\($0)`" }.joined(separator: " or ")
    return Precondition(
      names, Residual(Proposition("\(names) declares it"), kind: .templateParameter))
  }

  /// A policy that the change takes away; kept under a condition where the change may still hold it.
  private func kept(_ policy: NamedPolicy) -> NamedPolicy? {
    guard let openGuard else { return nil }
    var policy = policy
    policy.document.statements = policy.document.statements.map { $0.guarded(by: [openGuard]) }
    return policy
  }

  private func kept(_ policy: PolicyText) -> PolicyText? {
    openGuard.map { PolicyText(policy.text, at: policy.range, guards: policy.guards + [$0]) }
  }

  // MARK: Removal

  /// Notes resources that leave a stack.
  mutating func remove(_ resources: [(account: String?, resource: ChangeSet.Removed)]) {
    if openReasons.isEmpty {
      removed += resources
    } else {
      undecided.formUnion(resources.map(\.resource.physicalID))
    }
  }

  private mutating func remove(from estate: inout Estate) {
    for (account, resource) in removed {
      let id = resource.physicalID
      switch resource.type {
      case "AWS::IAM::Role": removePrincipals(.role, id, account, &estate)
      case "AWS::IAM::User": removePrincipals(.user, id, account, &estate)
      case "AWS::IAM::Group": removePrincipals(.group, id, account, &estate)
      case "AWS::IAM::ManagedPolicy":
        for index in estate.principals.indices
        where estate.principals[index].attachedPolicies.contains(where: { $0.text.literal == id }) {
          touched.insert(estate.principals[index].id)
          estate.principals[index].attachedPolicies.removeAll { $0.text.literal == id }
        }
      case "AWS::IAM::OIDCProvider":
        estate.oidcProviders.removeAll { $0.arn.literal == id && !isDeclared($0.origin) }
        touchTrusting(id, in: estate)
      case "AWS::IAM::SAMLProvider":
        estate.samlProviders.removeAll { $0.arn.literal == id }
        touchTrusting(id, in: estate)
      default: continue
      }
    }
  }

  /// Removes what the deployed templates declare and the change does not.
  private mutating func removeUndeclared(from estate: inout Estate) {
    let declared = Set(estate.principals.filter { isDeclared($0.origin) }.map(\.id))
    let gone = Set(deployed.keys).subtracting(declared).subtracting(retained)
    guard openReasons.isEmpty else {
      undecided.formUnion(gone)
      return
    }
    touched.formUnion(gone)
    estate.principals.removeAll { gone.contains($0.id) }
  }

  private mutating func removePrincipals(
    _ kind: Principal.Kind, _ name: String, _ account: String?, _ estate: inout Estate
  ) {
    estate.principals.removeAll { principal in
      guard principal.kind == kind, principal.name.literal == name, !isDeclared(principal.origin),
        account == nil || principal.account.literal == account
      else { return false }
      touched.insert(principal.id)
      return true
    }
  }

  /// Roles gain and lose with the provider that they trust.
  mutating func touchTrusting(_ provider: String, in estate: Estate) {
    for principal in estate.principals where principal.kind == .role {
      let isNamed = principal.trust?.statements.contains { statement in
        guard case .these(let entries) = statement.principals else { return false }
        return entries.contains { $0.text.display == provider }
      }
      if isNamed == true { touched.insert(principal.id) }
    }
  }
}
