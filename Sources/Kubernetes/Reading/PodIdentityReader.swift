public import Documents
public import Text
import Logic

/// Reads Pod Identity associations from `aws eks describe-pod-identity-association` and
/// `list-pod-identity-associations`, lists of whole associations, and the elements of
/// `eksctl get podidentityassociation -o json`, whose keys are those of Go.
public enum PodIdentityReader {
  /// An association with the cluster that it names, and the place of its ExternalId.
  public typealias Found = (
    association: PodIdentityAssociation, cluster: ClusterReference?, externalID: SourceRange?
  )

  /// Whether a document is one of these outputs.
  public static func recognises(_ root: Node) -> Bool {
    guard root.kind == .mapping else { return false }
    if root["AssociationARN"] != nil { return root["ServiceAccountName"] != nil }
    if let association = root["association"] { return isAssociation(association) }
    guard let list = root["associations"], list.kind == .sequence else { return false }
    return list.elements.allSatisfy(isAssociation)
  }

  private static func isAssociation(_ node: Node) -> Bool {
    node["serviceAccount"] != nil && node["namespace"] != nil
  }

  /// Reads an output that is recognised.
  public static func read(_ root: Node) -> [Found] {
    if root["AssociationARN"] != nil { return listedByEksctl(root).map { [$0] } ?? [] }
    if let association = root["association"] { return found(association).map { [$0] } ?? [] }
    return root["associations"]?.elements.compactMap(found) ?? []
  }

  private static func found(_ node: Node) -> Found? {
    guard let namespace = node["namespace"]?.string, let name = node["serviceAccount"]?.string
    else {
      return nil
    }
    var association = PodIdentityAssociation(
      namespace: namespace, serviceAccount: name, roleARN: node["roleArn"]?.text,
      targetRoleARN: filled(node["targetRoleArn"]), range: node.range)
    association.id = node["associationId"]?.string
    association.isOwned = filled(node["ownerArn"]) != nil
    association.externalID = filled(node["externalId"])?.literal
    association.disablesSessionTags = node["disableSessionTags"]?.boolean
    association.sessionPolicyRange = filled(node["policy"]).flatMap { _ in node["policy"]?.range }
    if association.disablesSessionTags == nil, association.sessionPolicyRange != nil {
      // EKS takes a session policy only together with disabled tags.
      association.disablesSessionTags = true
    }
    return (
      association, AccessEntryReader.reference(node, arn: node["associationArn"]?.string),
      node["externalId"]?.range
    )
  }

  private static func listedByEksctl(_ node: Node) -> Found? {
    guard let namespace = node["Namespace"]?.string, let name = node["ServiceAccountName"]?.string
    else { return nil }
    let association = PodIdentityAssociation(
      namespace: namespace, serviceAccount: name, roleARN: filled(node["RoleARN"]),
      targetRoleARN: filled(node["TargetRoleARN"]), range: node.range)
    let arn = node["AssociationARN"]?.string
    return (association, AccessEntryReader.reference(node, arn: arn), nil)
  }

  private static func filled(_ node: Node?) -> SymbolicString? {
    guard let text = node?.text, text != "" else { return nil }
    return text
  }
}
