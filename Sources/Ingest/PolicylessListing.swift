import Documents
import IAM
import Text

/// Outputs of `aws iam` that are part of an account at most: they are told, and not read.
///
/// Roles without their policies would look as if they could do nothing.
enum PolicylessListing {
  /// What to tell of a document; nil for any other one.
  static func remark(_ root: Node) -> Diagnostic? {
    guard root.kind == .mapping, let command = command(root) else { return nil }
    return Diagnostic(
      .warning, "partial-account",
      "this is an output of `aws iam \(command)`, which does not hold what its principals may do; "
        + "nothing of it is read",
      at: SourceRange(file: root.range.file, lower: root.range.lower, upper: root.range.lower),
      fix: "`aws iam get-account-authorization-details > account.json` exports every user, group, "
        + "role and policy of the account")
  }

  private static func command(_ root: Node) -> String? {
    for (key, command) in lists {
      guard let list = root[key], list.kind == .sequence,
        let first = list.elements.first(where: { _ in true })
      else { continue }
      if isOfIAM(first["Arn"]) || isOfIAM(first["PolicyArn"]) { return command }
    }
    for (key, command) in objects where isOfIAM(root[key]?["Arn"]) { return command }
    if root["PolicyNames"]?.kind == .sequence { return "list-role-policies" }
    if root["PolicyVersion"]?["Document"] != nil { return "get-policy-version" }
    guard root["PolicyName"] != nil, root["PolicyDocument"] != nil else { return nil }
    return root["UserName"] != nil ? "get-user-policy" : "get-role-policy"
  }

  private static func isOfIAM(_ node: Node?) -> Bool {
    node?.string.flatMap { ARN($0) }?.service == "iam"
  }

  private static let lists = [
    ("Roles", "list-roles"), ("Users", "list-users"), ("Groups", "list-groups"),
    ("AttachedPolicies", "list-attached-role-policies"), ("Policies", "list-policies"),
    ("InstanceProfiles", "list-instance-profiles"),
  ]
  private static let objects = [
    ("Role", "get-role"), ("User", "get-user"), ("Group", "get-group"), ("Policy", "get-policy"),
  ]
}
