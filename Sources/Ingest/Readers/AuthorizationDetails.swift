import Documents
import Estate
import IAM
import Logic
import Text

/// Output of `aws iam get-account-authorization-details`, whole or one page of it.
///
/// Source: IAM API Reference, "GetAccountAuthorizationDetails".
struct AuthorizationDetails: Reader {
  let kind = "authorization-details"
  let markers: [StaticString] = [
    "RoleDetailList", "UserDetailList", "GroupDetailList", "PolicyVersionList",
  ]

  func recognises(_ root: Node) -> Bool {
    if root["RoleDetailList"] != nil || root["UserDetailList"] != nil
      || root["GroupDetailList"] != nil
    {
      return true
    }
    return root["Policies"]?.elements.first { _ in true }?["PolicyVersionList"] != nil
  }

  func read(_ root: Node, _ reading: inout Reading) { reading.add(export(root, reading.policies)) }

  /// What the document says by itself; any number of threads may read one each.
  func export(_ root: Node, _ policies: PolicyReader) -> AccountExport {
    var export = AccountExport(policies)
    for list in root.members {
      if list.key.equals("UserDetailList") {
        principals(list.value, .user, &export)
      } else if list.key.equals("GroupDetailList") {
        principals(list.value, .group, &export)
      } else if list.key.equals("RoleDetailList") {
        principals(list.value, .role, &export)
      } else if list.key.equals("Policies") {
        self.policies(list.value, &export)
      }
    }
    if let range = root.furtherPages { export.note(TruncatedExport(.principals, at: range)) }
    return export
  }

  private func principals(_ list: Node, _ kind: Principal.Kind, _ export: inout AccountExport) {
    guard list.kind == .sequence else {
      return export.malformed(list, "a list of \(kind.rawValue)s")
    }
    for node in list.elements {
      if let principal = principal(node, kind, &export) { export.append(principal) }
    }
  }

  private func principal(
    _ node: Node, _ kind: Principal.Kind, _ export: inout AccountExport
  ) -> Principal? {
    guard let text = node["Arn"]?.string, let arn = ARN(text), arn.service == "iam" else {
      export.malformed(node, "a \(kind.rawValue) with an IAM `Arn`")
      return nil
    }
    export.note(kind, of: arn.account)
    var principal = Principal(
      kind: kind, arn: SymbolicString(text), account: export.texts.text(arn.account),
      name: SymbolicString(String(arn.name)), origin: .export, range: node.range)
    for member in node.members {
      read(member.key, member.value, of: &principal, &export)
    }
    for name in Self.lists(of: kind) where node[name] == nil {
      export.malformed(node, "a \(kind.rawValue) with its `\(name)`")
      principal.inlinePolicies.append(.unread("", at: node))
    }
    if kind == .role, principal.trust == nil {
      let place = node["AssumeRolePolicyDocument"] ?? node
      export.malformed(place, "a role with its trust policy, `AssumeRolePolicyDocument`")
      principal.trust = .unread("the export does not hold it", at: place.range)
    }
    return principal
  }

  /// The lists that say what a principal may do; IAM leaves the inline policies of users out where
  /// there are none, and no other list.
  private static func lists(of kind: Principal.Kind) -> [String] {
    switch kind {
    case .user: ["AttachedManagedPolicies", "GroupList"]
    case .role: ["AttachedManagedPolicies", "RolePolicyList"]
    case .group: ["AttachedManagedPolicies"]
    }
  }

  private func read(
    _ key: Node, _ value: Node, of principal: inout Principal, _ export: inout AccountExport
  ) {
    if key.equals("AssumeRolePolicyDocument") {
      principal.trust = export.policy(value)
    } else if key.equals("RolePolicyList") || key.equals("UserPolicyList")
      || key.equals("GroupPolicyList")
    {
      inline(value, of: &principal, &export)
    } else if key.equals("AttachedManagedPolicies") {
      attached(value, to: &principal, &export)
    } else if key.equals("PermissionsBoundary") {
      principal.boundary = boundary(value, &export)
    } else if key.equals("GroupList") {
      principal.groups = value.elements.compactMap { $0.string }
    } else if key.equals("Path") {
      principal.path = export.texts.text(value) ?? "/"
    } else if key.equals("Tags") {
      principal.tags = value.elements.compactMap { tag in
        guard let key = tag["Key"].flatMap({ export.texts.text($0) }),
          let value = tag["Value"].flatMap({ export.texts.text($0) })
        else { return nil }
        return Principal.Tag(key: key, value: value)
      }
      // An export without the list has left it out: IAM answers with an empty one for no tags.
      principal.hasAllTags =
        value.kind == .sequence && value.elements.count { _ in true } == principal.tags.count
    } else if key.equals("InstanceProfileList") {
      principal.instanceProfiles = value.elements.compactMap { $0["InstanceProfileName"]?.string }
    } else if key.equals("RoleLastUsed") {
      principal.lastUsed = value["LastUsedDate"]?.string
    } else if key.equals("RoleId") || key.equals("UserId") || key.equals("GroupId") {
      principal.uniqueID = value.string
    } else if key.equals("CreateDate") {
      principal.created = value.string
    } else if key.equals("MaxSessionDuration") {
      principal.maxSessionDuration = value.string.flatMap { Int($0) }
    }
  }

  private func boundary(_ node: Node, _ export: inout AccountExport) -> PolicyText? {
    if node.kind == .null { return nil }
    if let arn = node["PermissionsBoundaryArn"].flatMap({ export.texts.located($0) }) { return arn }
    export.malformed(node, "a permissions boundary with its `PermissionsBoundaryArn`")
    return PolicyText("that the export does not name", at: node.range)
  }

  /// Whether a member is a list of policies; if it is something else, any policy may be meant.
  private func isList(
    _ node: Node, of principal: inout Principal, _ export: inout AccountExport
  ) -> Bool {
    if node.kind == .sequence { return true }
    export.malformed(node, "a list of policies")
    principal.inlinePolicies.append(.unread("", at: node))
    return false
  }

  private func inline(
    _ list: Node, of principal: inout Principal, _ export: inout AccountExport
  ) {
    guard isList(list, of: &principal, &export) else { return }
    for policy in list.elements {
      let name = policy["PolicyName"]?.string ?? ""
      if let document = policy["PolicyDocument"].flatMap({ export.policy($0) }) {
        principal.inlinePolicies.append(NamedPolicy(name: name, document: document))
      } else {
        export.malformed(policy, "a policy with a `PolicyDocument`")
        principal.inlinePolicies.append(.unread(name, at: policy))
      }
    }
  }

  private func attached(
    _ list: Node, to principal: inout Principal, _ export: inout AccountExport
  ) {
    guard isList(list, of: &principal, &export) else { return }
    for policy in list.elements {
      if let arn = policy["PolicyArn"].flatMap({ export.texts.located($0) }) {
        principal.attachedPolicies.append(arn)
      } else {
        export.malformed(policy, "a policy with its `PolicyArn`")
        principal.inlinePolicies.append(.unread(policy["PolicyName"]?.string ?? "", at: policy))
      }
    }
  }

  private func policies(_ list: Node, _ export: inout AccountExport) {
    for node in list.elements {
      guard let arn = node["Arn"].flatMap({ export.texts.text($0) }) else {
        export.malformed(node, "a managed policy with an `Arn`")
        continue
      }
      let defaultVersion = node["DefaultVersionId"]?.string
      var policy: ManagedPolicy?
      var others: [ManagedPolicy.Version] = []
      for version in node["PolicyVersionList"].map({ Array($0.elements) }) ?? [] {
        guard let document = version["Document"].flatMap({ export.policy($0) }) else {
          export.malformed(version, "a policy version with a `Document`")
          continue
        }
        let id = version["VersionId"]?.string ?? ""
        if version["IsDefaultVersion"]?.string == "true" || id == defaultVersion {
          policy = ManagedPolicy(arn: arn, document: document, range: node.range)
        } else {
          others.append(ManagedPolicy.Version(id: id, document: document))
        }
      }
      guard var policy else {
        export.malformed(node, "a managed policy with a default version")
        continue
      }
      policy.otherVersions = others
      export.append(policy)
    }
  }
}

extension NamedPolicy {
  /// A policy that is there and that the export does not show: it may allow and deny anything.
  fileprivate static func unread(_ name: String, at node: Node) -> NamedPolicy {
    NamedPolicy(
      name: name, document: .unread("the export does not hold it", at: node.range))
  }
}
