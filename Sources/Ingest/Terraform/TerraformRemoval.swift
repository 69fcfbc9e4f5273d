/// A resource that a plan deletes, as a change set of CloudFormation would name it.
struct TerraformRemoval {
  /// The type and the identifier.
  let removed: ChangeSet.Removed

  private static let types: [String: (type: String, key: String)] = [
    "aws_iam_role": ("AWS::IAM::Role", "name"), "aws_iam_user": ("AWS::IAM::User", "name"),
    "aws_iam_group": ("AWS::IAM::Group", "name"),
    "aws_iam_policy": ("AWS::IAM::ManagedPolicy", "arn"),
    "aws_iam_openid_connect_provider": ("AWS::IAM::OIDCProvider", "arn"),
    "aws_iam_saml_provider": ("AWS::IAM::SAMLProvider", "arn"),
  ]

  /// Nil for resources that are no part of trust.
  init?(_ resource: TerraformResource) {
    guard let (type, key) = Self.types[resource.type], let id = resource[key].string else {
      return nil
    }
    removed = ChangeSet.Removed(type: type, physicalID: id)
  }
}
