import Documents
import Estate
import IAM
import Logic
import Text

/// Turns the IAM resources of a Terraform document into principals with what is attached to them.
struct TerraformPrincipals {
  /// Roles, users and groups, in document order.
  private(set) var all: [Principal] = []
  /// Places that attach something to a principal that the document does not declare.
  private(set) var elsewhere: [PolicyText] = []
  /// Policies that only applying the plan tells.
  private(set) var openPolicies: [SourceRange] = []
  private let model: TerraformModel
  private let template: Int
  private var indexes: [Key: Int] = [:]

  private struct Key: Hashable {
    let kind: Principal.Kind
    let name: SymbolicString
  }

  private static let kinds: [(type: String, kind: Principal.Kind)] = [
    ("aws_iam_role", .role), ("aws_iam_user", .user), ("aws_iam_group", .group),
  ]

  /// - Parameter template: Number of the document among the templates of the estate.
  init(_ model: TerraformModel, template: Int, _ reading: inout Reading) {
    self.model = model
    self.template = template
    for (type, kind) in Self.kinds {
      for resource in model.resources(type) { declare(resource, kind, &reading) }
    }
    for (type, kind) in Self.kinds {
      let owner = kind.rawValue
      for resource in model.resources(type + "_policy") {
        add(resource, to: kind, [model.text(owner, of: resource)]) { principal, own in
          own.inline(resource, into: &principal, &reading)
        }
      }
      for resource in model.resources(type + "_policy_attachment") {
        add(resource, to: kind, [model.text(owner, of: resource)]) { principal, own in
          own.attach(resource, to: &principal)
        }
      }
      for resource in model.resources("aws_iam_policy_attachment") {
        let names = resource[owner + "s"].elements.compactMap { element in
          element.node.flatMap { node in node.text.map { PolicyText($0, at: node.range) } }
        }
        add(resource, to: kind, names) { principal, own in own.attach(resource, to: &principal) }
      }
    }
    for resource in model.resources("aws_iam_user_group_membership") {
      add(resource, to: .user, [model.text("user", of: resource)]) { principal, _ in
        principal.groups += resource["groups"].texts
      }
    }
    for resource in model.resources("aws_iam_group_membership") {
      for user in resource["users"].texts {
        let group = model.display("group", of: resource)
        add(resource, to: .user, [PolicyText(SymbolicString(user), at: resource.range)]) {
          principal, _ in principal.groups += group.map { [$0] } ?? []
        }
      }
    }
    for resource in model.resources("aws_iam_instance_profile") {
      add(resource, to: .role, [model.text("role", of: resource)]) { principal, own in
        principal.instanceProfiles.append(own.model.name(of: resource).display)
      }
    }
  }

  private mutating func declare(
    _ resource: TerraformResource, _ kind: Principal.Kind, _ reading: inout Reading
  ) {
    guard let arn = model.arn(of: resource) else { return }
    let name = model.name(of: resource)
    var principal = Principal(
      kind: kind, arn: arn, account: model.account(of: arn), name: name,
      path: resource["path"].text ?? "/",
      origin: .template(template, logicalID: resource.address), range: resource.range)
    principal.trust =
      kind == .role ? policy(resource, resource["assume_role_policy"], &reading) : nil
    principal.maxSessionDuration = resource["max_session_duration"].string.flatMap { Int($0) }
    principal.created = resource["create_date"].string
    principal.uniqueID = resource["unique_id"].string
    principal.boundary = model.text("permissions_boundary", of: resource)
    principal.tags = (resource["tags_all"].node == nil ? resource["tags"] : resource["tags_all"])
      .pairs.map { Principal.Tag(key: $0.key, value: $0.value) }
    for block in resource["inline_policy"].elements {
      guard let document = policy(resource, block["policy"], &reading) else { continue }
      principal.inlinePolicies.append(
        NamedPolicy(name: block["name"].string ?? "", document: document))
    }
    principal.attachedPolicies = resource["managed_policy_arns"].elements.compactMap { element in
      element.node.flatMap { node in node.text.map { PolicyText($0, at: node.range) } }
    }
    indexes[Key(kind: kind, name: name)] = all.count
    all.append(principal)
  }

  /// A policy document; one that only applying tells stands for any.
  mutating func policy(
    _ resource: TerraformResource, _ value: TerraformValue, _ reading: inout Reading
  ) -> PolicyDocument? {
    if let node = value.node { return node.string == "" ? nil : reading.policy(node) }
    guard value.isUnknown else { return nil }
    openPolicies.append(resource.range)
    var builder = DocumentBuilder(file: resource.range.file)
    builder.hole(TerraformModel.hole("\(resource.address).policy"), at: resource.range)
    return builder.finish().flatMap { reading.policy($0.root) }
  }

  // MARK: Attachments

  private mutating func add(
    _ resource: TerraformResource, to kind: Principal.Kind, _ names: [PolicyText?],
    _ change: (inout Principal, inout Self) -> Void
  ) {
    for name in names.compactMap(\.self) {
      guard let index = indexes[Key(kind: kind, name: name.text)] else {
        elsewhere.append(PolicyText(name.text, at: resource.range))
        continue
      }
      var principal = all[index]
      change(&principal, &self)
      all[index] = principal
    }
  }

  private mutating func inline(
    _ resource: TerraformResource, into principal: inout Principal, _ reading: inout Reading
  ) {
    guard let document = policy(resource, resource["policy"], &reading) else { return }
    let name = model.name(of: resource).display
    if principal.inlinePolicies.contains(where: { $0.name == name }) { return }
    principal.inlinePolicies.append(NamedPolicy(name: name, document: document))
  }

  private func attach(_ resource: TerraformResource, to principal: inout Principal) {
    guard let policy = model.text("policy_arn", of: resource) else { return }
    if principal.attachedPolicies.contains(where: { $0.text == policy.text }) { return }
    principal.attachedPolicies.append(policy)
  }
}
