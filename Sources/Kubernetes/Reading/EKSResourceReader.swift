public import Documents
import Logic

/// Reads the parts of a cluster that `aws eks describe-…` prints one at a time: node groups,
/// Fargate profiles, add-ons, identity providers, capabilities.
///
/// Field names are those of the service model.
public enum EKSResourceReader {
  /// An object with the cluster that it names.
  public typealias Found = (object: ClusterObject, cluster: ClusterReference?)

  /// Whether a document is one of these outputs.
  public static func recognises(_ root: Node) -> Bool { part(of: root) != nil }

  /// The object of a document that is recognised.
  public static func read(_ root: Node) -> Found? {
    guard let (kind, node) = part(of: root), let object = object(kind, node) else { return nil }
    return (object, AccessEntryReader.reference(node, arn: arn(of: node)))
  }

  private enum Kind { case nodegroup, fargateProfile, addon, identityProvider, capability }

  private static func part(of root: Node) -> (Kind, Node)? {
    guard root.kind == .mapping else { return nil }
    if let node = root["nodegroup"], node["nodeRole"] != nil || node["nodegroupName"] != nil {
      return (.nodegroup, node)
    }
    if let node = root["fargateProfile"], node["fargateProfileName"] != nil {
      return (.fargateProfile, node)
    }
    if let node = root["addon"], node["addonName"] != nil { return (.addon, node) }
    if let node = root["identityProviderConfig"]?["oidc"], node["issuerUrl"] != nil {
      return (.identityProvider, node)
    }
    if let node = root["capability"], node["type"] != nil, node["clusterName"] != nil {
      return (.capability, node)
    }
    return nil
  }

  private static func arn(of node: Node) -> String? {
    for key in [
      "nodegroupArn", "fargateProfileArn", "addonArn", "identityProviderConfigArn", "arn",
    ] {
      if let text = node[key]?.string { return text }
    }
    return nil
  }

  private static func object(_ kind: Kind, _ node: Node) -> ClusterObject? {
    switch kind {
    case .nodegroup: return .nodePool(nodegroup(node))
    case .fargateProfile: return .fargateProfile(fargateProfile(node))
    case .addon:
      guard let role = node["serviceAccountRoleArn"]?.text else { return nil }
      return .serviceRole(
        ServiceRole(
          holder: .addon, name: node["addonName"]?.string ?? "", role: role, range: node.range))
    case .identityProvider: return .identityProvider(provider(node))
    case .capability:
      guard let role = node["roleArn"]?.text else { return nil }
      return .serviceRole(
        ServiceRole(
          holder: .capability, name: node["type"]?.string ?? "", role: role, range: node.range))
    }
  }

  private static func nodegroup(_ node: Node) -> NodePool {
    var pool = NodePool(
      name: node["nodegroupName"]?.string ?? "", kind: .managed, role: node["nodeRole"]?.text,
      range: node.range)
    pool.amiType = node["amiType"]?.string
    if let template = node["launchTemplate"],
      let id = template["id"]?.string ?? template["name"]?.string
    {
      pool.template = NodePool.Template(id: id, version: template["version"]?.string)
    }
    return pool
  }

  private static func fargateProfile(_ node: Node) -> FargateProfile {
    let selectors = node["selectors"].map { Array($0.elements) } ?? []
    return FargateProfile(
      name: node["fargateProfileName"]?.string ?? "", role: node["podExecutionRoleArn"]?.text,
      selectors: selectors.compactMap { selector in
        selector["namespace"]?.string.map {
          .init(namespace: $0, labels: ObjectReader.texts(in: selector["labels"]))
        }
      }, range: node.range)
  }

  private static func provider(_ node: Node) -> ClusterIdentityProvider {
    let claims = node["requiredClaims"]
    var provider = ClusterIdentityProvider(
      name: node["identityProviderConfigName"]?.string ?? "",
      issuer: node["issuerUrl"]?.string ?? "", hasRequiredClaims: (claims?.count ?? 0) > 0,
      range: node.range)
    provider.usernamePrefix = ObjectReader.filled(node["usernamePrefix"])
    provider.groupsPrefix = ObjectReader.filled(node["groupsPrefix"])
    provider.groupsClaim = ObjectReader.filled(node["groupsClaim"])
    return provider
  }
}
