import CloudFormation
import Estate
import Logic

/// `AWS::IAM::OIDCProvider` and `AWS::IAM::SAMLProvider`.
enum ProviderResource: TemplateResourceReader {
  static let types: Set = ["AWS::IAM::OIDCProvider", "AWS::IAM::SAMLProvider"]

  static func read(_ resource: Resource, into iam: inout TemplateIAM) {
    guard let arn = resource.arn else { return }
    guard resource.type == "AWS::IAM::OIDCProvider" else {
      iam.samlProviders.append(SAMLProvider(arn: arn, range: resource.range))
      return
    }
    let clients = resource["ClientIdList"]?.elements().compactMap(\.value.text)
    iam.oidcProviders.append(
      OIDCProvider(
        arn: arn, account: iam.template.account, issuer: resource.name?.withoutScheme ?? "",
        clientIDs: clients, origin: iam.origin(of: resource), range: resource.range))
  }
}
