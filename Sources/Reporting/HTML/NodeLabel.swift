/// What a node's identifier says, in the three lines of a drawing.
struct NodeLabel: Hashable {
  /// `role`, `service account`.
  var kind: String
  /// What it is called.
  var name: String
  /// The account, cluster or issuer that it belongs to.
  var owner: String?

  /// Takes an identifier apart; one of unknown shape is its own name.
  init(of id: String) {
    self = Self.arn(id) ?? Self.prefixed(id) ?? NodeLabel(kind: "principal", name: id)
  }

  private init(kind: String, name: String, owner: String? = nil) {
    self.kind = kind
    self.name = name
    self.owner = owner
  }

  private static func arn(_ id: String) -> NodeLabel? {
    guard id.hasPrefix("arn:") else { return nil }
    let parts = id.parts(at: 0x3A, maxSplits: 5)
    // A symbolic partition or account, `${AWS::AccountId}`, has colons of its own.
    guard parts.count == 6, parts[2] == "iam", !parts[4].utf8.contains(0x24) else {
      return NodeLabel(kind: "principal", name: id)
    }
    let account = String(parts[4])
    if parts[5] == "root" { return NodeLabel(kind: "account", name: account, owner: "as a whole") }
    guard let slash = parts[5].utf8.firstIndex(of: 0x2F) else { return nil }
    let kind = parts[5][..<slash]
    return NodeLabel(
      kind: kind == "oidc-provider"
        ? "OIDC provider" : kind == "saml-provider" ? "SAML provider" : String(kind),
      name: String(parts[5][parts[5].utf8.index(after: slash)...]), owner: "in account " + account)
  }

  private static func prefixed(_ id: String) -> NodeLabel? {
    if id == "anyone" {
      return NodeLabel(kind: "anyone", name: "Anyone", owner: "with any AWS account")
    }
    guard let colon = id.utf8.firstIndex(of: 0x3A) else { return nil }
    let rest = String(id[id.utf8.index(after: colon)...])
    switch id[..<colon] {
    case "organization": return NodeLabel(kind: "organisation", name: rest)
    case "service": return NodeLabel(kind: "AWS service", name: rest)
    case "admin": return NodeLabel(kind: "administrator", name: rest, owner: "of the account")
    case "oidc":
      let parts = rest.parts(at: 0x23, maxSplits: 1)
      guard parts.count == 2 else { return NodeLabel(kind: "OIDC subject", name: rest) }
      return NodeLabel(
        kind: "OIDC subject", name: String(parts[1]), owner: "from " + parts[0])
    case "k8s-user": return cluster("cluster user", rest, depth: 1)
    case "k8s-group": return cluster("cluster group", rest, depth: 1)
    case "k8s-permission": return permission(rest)
    case "sa": return cluster("service account", rest, depth: 2)
    case "sa-token": return cluster("service account token", rest, depth: 2)
    default: return nil
    }
  }

  /// The name of a binding may hold its namespace, so the cluster is taken from the left.
  private static func permission(_ text: String) -> NodeLabel {
    let parts = text.parts(at: 0x2F, maxSplits: text.hasPrefix("arn:") ? 2 : 1)
    guard let name = parts.last, parts.count > 1 else {
      return NodeLabel(kind: "cluster permission", name: text)
    }
    return NodeLabel(
      kind: "cluster permission", name: String(name),
      owner: "in " + parts.dropLast().joined(separator: "/"))
  }

  /// A cluster may be an ARN with slashes, so the name is taken from the right.
  private static func cluster(_ kind: String, _ text: String, depth: Int) -> NodeLabel {
    let parts = text.parts(at: 0x2F)
    guard parts.count > depth else { return NodeLabel(kind: kind, name: text) }
    return NodeLabel(
      kind: kind, name: parts.suffix(depth).joined(separator: "/"),
      owner: "in " + parts.dropLast(depth).joined(separator: "/"))
  }
}
