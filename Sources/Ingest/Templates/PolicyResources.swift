import CloudFormation
import Estate
import IAM
import Logic

/// `AWS::IAM::ManagedPolicy`.
enum ManagedPolicyResource: TemplateResourceReader {
  static let types: Set = ["AWS::IAM::ManagedPolicy"]

  static func read(_ resource: Resource, into iam: inout TemplateIAM) {
    guard let arn = resource.arn,
      let document = iam.policy(resource["PolicyDocument"], under: resource.guards)
    else { return }
    iam.managedPolicies.append(ManagedPolicy(arn: arn, document: document, range: resource.range))
    for kind in Principal.Kind.allCases {
      let list = resource[kind.listProperty]
      for target in iam.targets(kind, namedBy: list, under: resource.guards) {
        let attached = iam.principals[target.index].attachedPolicies
        guard !attached.contains(where: { $0.text == arn && $0.guards.isEmpty }) else { continue }
        iam.principals[target.index].attachedPolicies.append(
          PolicyText(arn, at: resource.nameRange, guards: target.guards.map(\.hole)))
      }
    }
  }
}

/// `AWS::IAM::Policy`, and the resources that hold one inline policy of one principal.
enum InlinePolicyResource: TemplateResourceReader {
  static let types: Set = [
    "AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy", "AWS::IAM::GroupPolicy",
  ]

  static func read(_ resource: Resource, into iam: inout TemplateIAM) {
    let name = resource["PolicyName"]?.text?.display ?? ""
    for kind in Principal.Kind.allCases {
      let property = resource.type == "AWS::IAM::Policy" ? kind.listProperty : kind.nameProperty
      for target in iam.targets(kind, namedBy: resource[property], under: resource.guards) {
        let value = resource["PolicyDocument"]?.assuming(target.guards)
        guard let document = iam.policy(value, under: target.guards) else { continue }
        iam.principals[target.index].inlinePolicies.append(
          NamedPolicy(name: name, document: document))
      }
    }
  }
}

extension Principal.Kind {
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
