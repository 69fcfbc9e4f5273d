import Documents
import Estate
import IAM
import Logic
import Text

/// Output of `aws iam list-saml-providers`.
struct SAMLProviders: Reader {
  let kind = "saml-providers"
  let markers: [StaticString] = ["SAMLProviderList"]

  func recognises(_ root: Node) -> Bool { root["SAMLProviderList"] != nil }

  func read(_ root: Node, _ reading: inout Reading) {
    guard let list = root["SAMLProviderList"] else { return }
    for provider in list.elements {
      guard let arn = provider["Arn"]?.text else {
        reading.malformed(provider, "a SAML provider with an `Arn`")
        continue
      }
      if let account = arn.literal.flatMap({ ARN($0)?.account }) {
        reading.account = account
        reading.estate.noteSAMLProviderList(of: account)
      }
      reading.estate.add(SAMLProvider(arn: arn, range: provider.range))
      reading.count("providers")
    }
  }
}
