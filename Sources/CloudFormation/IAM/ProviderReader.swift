import Logic

/// Reads `AWS::IAM::OIDCProvider` and `AWS::IAM::SAMLProvider`.
enum ProviderReader: IAMResourceReader {
  static let types: Set = ["AWS::IAM::OIDCProvider", "AWS::IAM::SAMLProvider"]

  static func read(_ resource: Resource, into iam: inout IAMResources) {
    guard let arn = resource.arn else { return }
    guard resource.type == "AWS::IAM::OIDCProvider" else {
      iam.samlProviders.append(resource)
      return
    }
    iam.oidcProviders.append(
      OIDCProviderResource(
        arn: arn, issuer: resource.name?.withoutScheme ?? "",
        clientIDs: resource["ClientIdList"]?.elements().compactMap(\.value.text),
        resource: resource))
  }
}
