public import Documents
import IAM
import Logic
import Text

/// Reads elements of `eksctl get iamidentitymapping -o json`: what aws-auth maps, one at a time.
public enum EksctlMappingReader {
  /// Whether a document is one of these elements.
  public static func recognises(_ root: Node) -> Bool {
    guard root.kind == .mapping, root["apiVersion"] == nil else { return false }
    if root["rolearn"] != nil || root["userarn"] != nil { return root["username"] != nil }
    return root.count == 1 && root["account"]?.string?.utf8.count == 12
  }

  /// A part of the aws-auth that the element was read from.
  public static func read(_ root: Node) -> AWSAuth {
    var auth = AWSAuth(range: root.range)
    auth.isPartial = true
    if let account = root["account"], let text = account.string {
      auth.accounts.append(.init(text, range: account.range))
    }
    let field: AWSAuth.Mapping.Field = root["rolearn"] == nil ? .users : .roles
    guard let arn = root["rolearn"] ?? root["userarn"], let text = arn.text else { return auth }
    let groups = (root["groups"].map { Array($0.elements) } ?? []).filter { $0.string != nil }
    auth.mappings.append(
      AWSAuth.Mapping(
        field: field, arn: text, username: root["username"]?.string ?? "",
        groups: groups.compactMap(\.string), range: root.range, arnRange: arn.range,
        groupRanges: groups.map(\.range), usernameRange: root["username"]?.range,
        deadReason: text.literal.flatMap(DeadReason.init(configuredARN:))?.rawValue))
    return auth
  }
}
