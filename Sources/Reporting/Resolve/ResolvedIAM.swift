import CloudFormation
import Documents
import Logic

extension ResolveWriter {
  mutating func iam(_ iam: IAMResources) {
    object { writer in
      for kind in PrincipalResource.Kind.allCases {
        let principals = iam.principals.filter { $0.kind == kind }
        writer.member("\(kind.title)DetailList") { writer in
          writer.array(principals) { $0.principal($1) }
        }
      }
      writer.member("Policies") { $0.array(iam.managedPolicies) { $0.managedPolicy($1) } }
    }
  }

  private mutating func principal(_ principal: PrincipalResource) {
    let title = principal.kind.title
    object { writer in
      writer.member("Path") { $0.text(principal.path, at: principal.resource.nameRange) }
      writer.member("\(title)Name") { $0.text(principal.name, at: principal.resource.nameRange) }
      writer.member("Arn") { $0.text(principal.arn, at: principal.resource.nameRange) }
      if principal.kind == .role {
        writer.member("AssumeRolePolicyDocument") { $0.policy(principal.trust) }
        writer.member("InstanceProfileList") { writer in
          writer.array(principal.instanceProfiles) { $0.instanceProfile($1) }
        }
      }
      writer.member("\(title)PolicyList") { writer in
        writer.array(principal.inlinePolicies) { writer, policy in
          writer.object { writer in
            writer.member("PolicyName") { $0.text(policy.name) }
            writer.member("PolicyDocument") { $0.policy(policy.document) }
          }
        }
      }
      if principal.kind == .user {
        writer.member("GroupList") { $0.array(principal.groups) { $0.text($1) } }
      }
      writer.attachments(of: principal)
      writer.member("Tags") { $0.tags(principal.tags) }
      writer.when(principal.guards.map(\.display))
    }
  }

  private mutating func attachments(of principal: PrincipalResource) {
    member("AttachedManagedPolicies") { writer in
      writer.array(principal.attachedPolicies) { writer, policy in
        writer.object { writer in
          writer.member("PolicyName") { $0.text(policy.arn.afterLastSlash, at: policy.range) }
          writer.member("PolicyArn") { $0.text(policy.arn, at: policy.range) }
          writer.when(policy.guards.map(\.display))
        }
      }
    }
    guard !principal.boundaries.isEmpty else { return }
    let boundary = { (writer: inout ResolveWriter, boundary: PrincipalResource.Attachment) in
      writer.object { writer in
        writer.member("PermissionsBoundaryType") { $0.json.string("Policy") }
        writer.member("PermissionsBoundaryArn") { $0.text(boundary.arn, at: boundary.range) }
        writer.when(boundary.guards.map(\.display))
      }
    }
    member("PermissionsBoundary") { writer in
      // Only an undecided condition gives more than one.
      if principal.boundaries.count == 1 {
        boundary(&writer, principal.boundaries[0])
      } else {
        writer.array(principal.boundaries, boundary)
      }
    }
  }

  private mutating func instanceProfile(_ profile: Resource) {
    object { writer in
      writer.member("InstanceProfileName") { $0.text(profile.name ?? "", at: profile.nameRange) }
      writer.member("Arn") { $0.text(profile.arn ?? "", at: profile.nameRange) }
    }
  }

  private mutating func managedPolicy(_ policy: ManagedPolicyResource) {
    object { writer in
      writer.member("PolicyName") {
        $0.text(policy.arn.afterLastSlash, at: policy.resource.nameRange)
      }
      writer.member("Arn") { $0.text(policy.arn, at: policy.resource.nameRange) }
      writer.member("DefaultVersionId") { $0.json.string("v1") }
      writer.member("PolicyVersionList") { writer in
        writer.array([policy.document]) { writer, document in
          writer.object { writer in
            writer.member("Document") { $0.policy(document) }
            writer.member("VersionId") { $0.json.string("v1") }
            writer.member("IsDefaultVersion") { $0.json.boolean(true) }
          }
        }
      }
      writer.when(policy.resource.guards.map(\.display))
    }
  }

  private mutating func policy(_ policy: GuardedPolicy?) {
    guard let document = policy.flatMap(template.policyDocument) else { return json.null() }
    node(document.root)
  }

  private mutating func tags(_ tags: [PrincipalResource.Tag]) {
    array(tags) { writer, tag in
      writer.object { writer in
        writer.member("Key") { $0.text(tag.key) }
        writer.member("Value") { $0.text(tag.value) }
      }
    }
  }
}

extension PrincipalResource.Kind {
  fileprivate var title: String {
    switch self {
    case .role: "Role"
    case .user: "User"
    case .group: "Group"
    }
  }
}
