import CloudFormation
import Documents
import Estate
import Logic

extension TemplateProject.Member {
  /// Whether deploying this template replaces another one: both are of one stack, or of one file
  /// name where no stack is known.
  func supersedes(_ other: TemplateProject.Member) -> Bool {
    if let stack, let deployed = other.stack { return stack.id == deployed.id }
    if stack != nil || other.stack != nil { return false }
    return pending.path.split(separator: "/").last == other.pending.path.split(separator: "/").last
  }

  /// Resources of the stack that the template no longer declares and that are not retained, and
  /// those that it gives another name.
  func removals(
    replacing superseded: [TemplateProject.Member]
  ) -> [(account: String?, resource: ChangeSet.Removed)] {
    guard let stack, stack.hasResources, pending.stack == nil else { return [] }
    let own = superseded.filter { $0.stack?.id == stack.id }
    let retained = own.reduce(into: Set<String>()) { $0.formUnion($1.retained) }
    let kept = Set(resolved.resources.map(\.logicalID))
    return stack.physicalIDs.sorted { $0.key < $1.key }.compactMap { logical, physical in
      guard !retained.contains(logical), let type = stack.resourceTypes[logical] else { return nil }
      let named = resolved.resources.first { $0.logicalID == logical }?.physicalID.literal
      guard !kept.contains(logical) || (named != nil && named != physical) else { return nil }
      return (stack.account, ChangeSet.Removed(type: type, physicalID: physical))
    }
  }

  /// Logical ids of the resources that stay in the account when they leave the stack.
  fileprivate var retained: Set<String> {
    var retained: Set<String> = []
    for (key, value) in pending.template.root["Resources"]?.members.map({ $0 }) ?? [] {
      guard let name = key.string,
        value["DeletionPolicy"]?.string?.hasPrefix("Retain") == true
      else { continue }
      retained.insert(name)
    }
    return retained
  }
}

extension Deployment {
  /// Notes the trust policies that a template of the change writes as the deployed ones do: an update
  /// does not touch them.
  mutating func note(changed member: TemplateProject.Member) {
    let items = TemplateEstate(member.resolved, index: 0)
    for resource in IAMResources(member.resolved).principals {
      let id = items.principal(resource).id
      guard let trust = resource.trust, let deployed = deployedTrust[id], trust.isAlike(deployed)
      else { continue }
      unchangedTrust.insert(id)
    }
  }

  /// Takes the principals of a template that is deployed now.
  mutating func note(deployed member: TemplateProject.Member) {
    let items = TemplateEstate(member.resolved, index: 0)
    let retained = member.retained
    for resource in IAMResources(member.resolved).principals {
      let principal = items.principal(resource)
      deployed[principal.id] = principal
      deployedTrust[principal.id] = resource.trust
      if retained.contains(resource.resource.logicalID) { self.retained.insert(principal.id) }
    }
  }
}
