import Documents
import Text

extension Node {
  /// Where the output of a command says that it is one page of several; nil for a whole one.
  ///
  /// The AWS CLI writes `NextToken` where `--max-items` cuts a list off, and drops the `IsTruncated`
  /// of the service's own answer; EKS writes `nextToken`, lists of Kubernetes `metadata.continue`.
  var furtherPages: SourceRange? {
    if let flag = self["IsTruncated"], flag.string == "true" { return flag.range }
    let token = self["NextToken"] ?? self["nextToken"] ?? self["metadata"]?["continue"]
    guard let token, let text = token.string, !text.isEmpty else { return nil }
    return token.range
  }
}
