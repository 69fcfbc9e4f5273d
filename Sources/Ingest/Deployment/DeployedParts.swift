import CloudFormation
import Documents
import Estate
import IAM
import Logic

/// What a change does to principals besides declaring them.
extension Deployment {
  /// Attaches what the change gives to principals of the account.
  mutating func attach(in estate: inout Estate) -> [AttachmentElsewhere] {
    var unknown: [AttachmentElsewhere] = []
    for (template, attachment) in attachments {
      let kind = Principal.Kind(rawValue: attachment.kind.rawValue)
      guard
        let index = estate.principals.firstIndex(where: { principal in
          principal.kind == kind && principal.name == attachment.name
            && principal.account == attachment.account
        })
      else {
        unknown.append(attachment)
        continue
      }
      touch(estate.principals[index].id)
      attach(attachment, of: template, to: &estate.principals[index])
    }
    return unknown
  }

  private func attach(
    _ attachment: AttachmentElsewhere, of template: ResolvedTemplate, to principal: inout Principal
  ) {
    switch attachment.addition {
    case .managedPolicy(let arn):
      guard !principal.attachedPolicies.contains(where: { $0.text == arn }) else { return }
      principal.attachedPolicies.append(
        PolicyText(arn, at: attachment.range, guards: template.preconditions(attachment.guards)))
    case .inlinePolicy:
      guard let (name, document) = attachment.inlinePolicy,
        let policy = template.policyDocument(document).map({ PolicyReader().read($0.root) })
      else { return }
      if attachment.guards.isEmpty {
        principal.inlinePolicies.removeAll { $0.name == name.display }
      }
      principal.inlinePolicies.append(NamedPolicy(name: name.display, document: policy))
    case .group(let name):
      if !principal.groups.contains(name.display) { principal.groups.append(name.display) }
    case .instanceProfile(let name):
      principal.instanceProfiles.append(name.display)
    case .accessKey:
      return
    }
  }

  /// Holders of a managed policy gain and lose with it.
  mutating func touchHolders(in estate: Estate) {
    guard !changedPolicies.isEmpty else { return }
    for principal in estate.principals
    where principal.attachedPolicies.contains(where: { changedPolicies.contains($0.text.display) })
      || principal.boundary.map({ changedPolicies.contains($0.text.display) }) == true
    {
      touch(principal.id)
    }
  }

  /// Lets the providers of the change win over exported ones of the same ARN.
  mutating func replaceProviders(in estate: inout Estate) {
    var arns: [String] = []
    for provider in estate.oidcProviders where isDeclared(provider.origin) {
      arns.append(provider.arn.display)
    }
    estate.oidcProviders.removeAll { provider in
      !isDeclared(provider.origin) && arns.contains(provider.arn.display)
    }
    for arn in arns { touchTrusting(arn, in: estate) }
  }

  /// Members of a group gain and lose with it.
  mutating func touchMembers(of estate: Estate) {
    let groups = estate.principals.filter { $0.kind == .group && touched.contains($0.id) }
    for user in estate.principals where user.kind == .user {
      let isMember = groups.contains { group in
        group.account == user.account && user.groups.contains(group.name.display)
      }
      if isMember { touch(user.id) }
    }
  }
}
