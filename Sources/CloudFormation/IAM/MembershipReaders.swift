/// Reads `AWS::IAM::UserToGroupAddition`.
enum GroupMembershipReader: IAMResourceReader {
  static let types: Set = ["AWS::IAM::UserToGroupAddition"]

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    guard let group = resource["GroupName"]?.text else { return }
    for target in iam.targets(
      .user, namedBy: resource["Users"], of: resource, attaching: .group(group))
    where !iam.principals[target.index].groups.contains(group) {
      iam.principals[target.index].groups.append(group)
    }
  }
}

/// Reads `AWS::IAM::InstanceProfile`.
enum InstanceProfileReader: IAMResourceReader {
  static let types: Set = ["AWS::IAM::InstanceProfile"]

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    let addition = AttachmentElsewhere.Addition.instanceProfile(resource.physicalID)
    for target in iam.targets(
      .role, namedBy: resource["Roles"], of: resource, attaching: addition)
    {
      iam.principals[target.index].instanceProfiles.append(resource)
    }
  }
}
