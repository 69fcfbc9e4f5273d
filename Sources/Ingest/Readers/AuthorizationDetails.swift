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

  func read(_ root: Node, _ reading: inout Reading) {
    for list in root.members {
      if list.key.equals("UserDetailList") {
        principals(list.value, .user, &reading)
      } else if list.key.equals("GroupDetailList") {
        principals(list.value, .group, &reading)
      } else if list.key.equals("RoleDetailList") {
        principals(list.value, .role, &reading)
      } else if list.key.equals("Policies") {
        policies(list.value, &reading)
      } else if list.key.equals("IsTruncated"), list.value.string == "true" {
        reading.estate.noteTruncated(list.value.range)
      }
    }
  }

  private func principals(_ list: Node, _ kind: Principal.Kind, _ reading: inout Reading) {
    guard list.kind == .sequence else {
      return reading.malformed(list, "a list of \(kind.rawValue)s")
    }
    for node in list.elements {
      guard let principal = principal(node, kind, &reading) else { continue }
      if let conflict = reading.estate.add(principal) { reading.diagnostics.append(conflict) }
      reading.count("\(kind.rawValue)s")
    }
  }

  private func principal(
    _ node: Node, _ kind: Principal.Kind, _ reading: inout Reading
  ) -> Principal? {
    guard let text = node["Arn"]?.string, let arn = ARN(text), arn.service == "iam" else {
      reading.malformed(node, "a \(kind.rawValue) with an IAM `Arn`")
      return nil
    }
    if reading.account != arn.account {
      reading.account = arn.account
      reading.estate.noteExported(account: arn.account)
    }
    var principal = Principal(
      kind: kind, arn: SymbolicString(text), account: reading.estate.text(arn.account),
      name: SymbolicString(String(arn.name)), origin: .export, range: node.range)
    for member in node.members {
      read(member.key, member.value, of: &principal, &reading)
    }
    return principal
  }

  private func read(
    _ key: Node, _ value: Node, of principal: inout Principal, _ reading: inout Reading
  ) {
    if key.equals("AssumeRolePolicyDocument") {
      principal.trust = reading.policy(value)
    } else if key.equals("RolePolicyList") || key.equals("UserPolicyList")
      || key.equals("GroupPolicyList")
    {
      for policy in value.elements {
        guard let document = policy["PolicyDocument"].flatMap({ reading.policy($0) }) else {
          reading.malformed(policy, "a policy with a `PolicyDocument`")
          continue
        }
        principal.inlinePolicies.append(
          NamedPolicy(name: policy["PolicyName"]?.string ?? "", document: document))
      }
    } else if key.equals("AttachedManagedPolicies") {
      principal.attachedPolicies = value.elements.compactMap { policy in
        policy["PolicyArn"].flatMap { reading.located($0) }
      }
    } else if key.equals("PermissionsBoundary") {
      principal.boundary = value["PermissionsBoundaryArn"].flatMap { reading.located($0) }
    } else if key.equals("GroupList") {
      principal.groups = value.elements.compactMap { $0.string }
    } else if key.equals("Path") {
      principal.path = reading.text(value) ?? "/"
    } else if key.equals("Tags") {
      principal.tags = value.elements.compactMap { tag in
        guard let key = tag["Key"].flatMap({ reading.text($0) }),
          let value = tag["Value"].flatMap({ reading.text($0) })
        else { return nil }
        return Principal.Tag(key: key, value: value)
      }
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

  private func policies(_ list: Node, _ reading: inout Reading) {
    for node in list.elements {
      guard let arn = node["Arn"].flatMap({ reading.text($0) }) else {
        reading.malformed(node, "a managed policy with an `Arn`")
        continue
      }
      let defaultVersion = node["DefaultVersionId"]?.string
      var policy: ManagedPolicy?
      var others: [ManagedPolicy.Version] = []
      for version in node["PolicyVersionList"].map({ Array($0.elements) }) ?? [] {
        guard let document = version["Document"].flatMap({ reading.policy($0) }) else {
          reading.malformed(version, "a policy version with a `Document`")
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
        reading.malformed(node, "a managed policy with a default version")
        continue
      }
      policy.otherVersions = others
      reading.estate.add(policy)
      reading.count("policies")
    }
  }
}
