import Logic

/// Reads `AWS::IAM::AccessKey`.
enum AccessKeyReader: IAMResourceReader {
  static let types: Set = ["AWS::IAM::AccessKey"]

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    if resource["Status"]?.literal == "Inactive" { return }
    for target in iam.targets(
      .user, namedBy: resource["UserName"], of: resource, attaching: .accessKey)
    {
      iam.principals[target.index].accessKeys.append(resource)
    }
  }
}
