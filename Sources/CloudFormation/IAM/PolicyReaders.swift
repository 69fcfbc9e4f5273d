import Logic

/// Reads `AWS::IAM::ManagedPolicy`.
enum ManagedPolicyReader: IAMResourceReader {
  static let types: Set = ["AWS::IAM::ManagedPolicy"]

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    guard let arn = resource.arn, let document = resource["PolicyDocument"] else { return }
    iam.managedPolicies.append(
      ManagedPolicyResource(
        arn: arn, document: GuardedPolicy(document, under: resource.guards), resource: resource))
    for kind in PrincipalResource.Kind.allCases {
      let list = resource[kind.listProperty]
      for target in iam.targets(
        kind, namedBy: list, of: resource, attaching: .managedPolicy(arn))
      {
        let attached = iam.principals[target.index].attachedPolicies
        guard !attached.contains(where: { $0.arn == arn && $0.guards.isEmpty }) else { continue }
        iam.principals[target.index].attachedPolicies.append(
          PrincipalResource.Attachment(arn: arn, range: resource.nameRange, guards: target.guards))
      }
    }
  }
}

/// Reads `AWS::IAM::Policy`, and the resources that hold one inline policy of one principal.
enum InlinePolicyReader: IAMResourceReader {
  static let types: Set = [
    "AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy", "AWS::IAM::GroupPolicy",
  ]

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    guard let document = resource["PolicyDocument"] else { return }
    let name = resource["PolicyName"]?.text ?? ""
    let addition = AttachmentElsewhere.Addition.inlinePolicy(name: name, document: document)
    for kind in PrincipalResource.Kind.allCases {
      let property = resource.type == "AWS::IAM::Policy" ? kind.listProperty : kind.nameProperty
      for target in iam.targets(
        kind, namedBy: resource[property], of: resource, attaching: addition)
      {
        iam.principals[target.index].put(
          PrincipalResource.InlinePolicy(
            name: name, document: GuardedPolicy(document, under: target.guards)))
      }
    }
  }
}

extension PrincipalResource.Kind {
  /// The property that lists principals of the kind.
  var listProperty: String {
    switch self {
    case .role: "Roles"
    case .user: "Users"
    case .group: "Groups"
    }
  }

  /// The property that names one principal of the kind.
  var nameProperty: String {
    switch self {
    case .role: "RoleName"
    case .user: "UserName"
    case .group: "GroupName"
    }
  }
}
