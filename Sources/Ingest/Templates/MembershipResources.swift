import CloudFormation
import Estate
import Logic

/// `AWS::IAM::UserToGroupAddition`.
enum GroupMembershipResource: TemplateResourceReader {
  static let types: Set = ["AWS::IAM::UserToGroupAddition"]

  static func read(_ resource: Resource, into iam: inout TemplateIAM) {
    guard let group = resource["GroupName"]?.text?.display else { return }
    for target in iam.targets(.user, namedBy: resource["Users"], under: resource.guards) {
      if !iam.principals[target.index].groups.contains(group) {
        iam.principals[target.index].groups.append(group)
      }
    }
  }
}

/// `AWS::IAM::InstanceProfile`.
enum InstanceProfileResource: TemplateResourceReader {
  static let types: Set = ["AWS::IAM::InstanceProfile"]

  static func read(_ resource: Resource, into iam: inout TemplateIAM) {
    guard let name = resource.name?.display else { return }
    for target in iam.targets(.role, namedBy: resource["Roles"], under: resource.guards) {
      iam.principals[target.index].instanceProfiles.append(name)
    }
  }
}
