/// Reads `AWS::SSO::PermissionSet`, of which assignments make roles.
enum PermissionSetReader: IAMResourceReader {
  static let types: Set = ["AWS::SSO::PermissionSet"]

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    iam.permissionSets.append(resource)
  }
}
