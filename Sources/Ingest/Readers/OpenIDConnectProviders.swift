import Documents
import Estate
import IAM
import Logic
import Text

/// Output of `aws iam list-open-id-connect-providers`, of `get-open-id-connect-provider`, and of
/// the two merged (rows with `Arn`, `Url` and `ClientIDList`).
struct OpenIDConnectProviders: Reader {
  let kind = "oidc-providers"
  let markers: [StaticString] = ["OpenIDConnectProviderList", "ClientIDList"]

  func recognises(_ root: Node) -> Bool {
    root["OpenIDConnectProviderList"] != nil
      || (root["Url"] != nil && (root["ClientIDList"] != nil || root["ThumbprintList"] != nil))
  }

  func read(_ root: Node, _ reading: inout Reading) {
    guard let list = root["OpenIDConnectProviderList"] else {
      read(provider: root, &reading)
      return
    }
    for provider in list.elements {
      read(provider: provider, &reading)
      if let account = provider["Arn"]?.string.flatMap({ ARN($0)?.account }) {
        reading.estate.noteProviderList(of: account)
      }
    }
  }

  private func read(provider node: Node, _ reading: inout Reading) {
    let arn = node["Arn"]?.string
    guard let issuer = node["Url"]?.string ?? arn.flatMap(Self.issuer(ofARN:)) else {
      reading.malformed(node, "an OIDC provider with an `Arn` or a `Url`")
      return
    }
    let clientIDs = node["ClientIDList"].map { list in
      list.elements.compactMap { $0.text }
    }
    if let account = arn.flatMap({ ARN($0)?.account }) { reading.account = account }
    reading.estate.add(
      provider: PendingProvider(
        arn: arn, issuer: Self.normalised(issuer), clientIDs: clientIDs, folder: reading.folder,
        range: node.range))
    reading.count("providers")
  }

  private static func issuer(ofARN arn: String) -> String? {
    let marker = ":oidc-provider/"
    return arn.firstOccurrence(of: marker).map { String(arn[$0.upperBound...]) }
  }

  /// Host and path without scheme and trailing slash; the host in lower case.
  static func normalised(_ url: String) -> String {
    var text = Substring(url)
    if text.lowercased().hasPrefix("https://") { text = text.dropFirst(8) }
    while text.last == "/" { text.removeLast() }
    let host = text.prefix { $0 != "/" }
    return host.lowercased() + text.dropFirst(host.count)
  }
}
