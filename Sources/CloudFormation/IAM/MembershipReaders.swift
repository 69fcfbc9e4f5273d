/// Reads `AWS::IAM::UserToGroupAddition`.
enum GroupMembershipReader: IAMResourceReader {
  static let types: Set = ["AWS::IAM::UserToGroupAddition"]

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    guard let group = resource["GroupName"]?.text else { return }
    for target in iam.targets(.user, namedBy: resource["Users"], under: resource.guards)
    where !iam.principals[target.index].groups.contains(group) {
      iam.principals[target.index].groups.append(group)
    }
  }
}

/// Reads `AWS::IAM::InstanceProfile`.
enum InstanceProfileReader: IAMResourceReader {
  static let types: Set = ["AWS::IAM::InstanceProfile"]

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    for target in iam.targets(.role, namedBy: resource["Roles"], under: resource.guards) {
      iam.principals[target.index].instanceProfiles.append(resource)
    }
  }
}
