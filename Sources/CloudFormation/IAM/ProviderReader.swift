import Logic

/// Reads `AWS::IAM::OIDCProvider`, the custom resource that the AWS CDK makes instead, and
/// `AWS::IAM::SAMLProvider`.
enum ProviderReader: IAMResourceReader {
  static let types: Set = [
    "AWS::IAM::OIDCProvider", "Custom::AWSCDKOpenIdConnectProvider", "AWS::IAM::SAMLProvider",
  ]

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    guard let arn = resource.arn else { return }
    guard resource.type != "AWS::IAM::SAMLProvider" else {
      iam.samlProviders.append(resource)
      return
    }
    iam.oidcProviders.append(
      OIDCProviderResource(
        arn: arn, issuer: resource.name?.withoutScheme ?? "",
        clientIDs: (resource["ClientIdList"] ?? resource["ClientIDList"])?.elements().compactMap(
          \.value.text),
        resource: resource))
  }
}
