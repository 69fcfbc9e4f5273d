public import Documents
import IAM
import Logic

/// Reads what `aws eks describe-cluster` prints, whole or as `--query cluster` leaves it.
public enum ClusterDescriptionReader {
  /// The cluster object of a document; nil if it is none.
  public static func cluster(in root: Node) -> Node? {
    if let cluster = root["cluster"], cluster.kind == .mapping, isCluster(cluster) {
      return cluster
    }
    return isCluster(root) ? root : nil
  }

  private static func isCluster(_ node: Node) -> Bool {
    guard node.kind == .mapping, node["name"]?.string != nil else { return false }
    if let arn = node["arn"]?.string.flatMap({ ARN($0) }) {
      return arn.service == "eks" && arn.resourceType == "cluster"
    }
    return node["identity"]?["oidc"]?["issuer"] != nil || node["accessConfig"] != nil
  }

  /// Reads a cluster object; only the cluster's own properties are set.
  public static func read(_ node: Node) -> Cluster {
    var cluster = Cluster(name: node["name"]?.string)
    cluster.range = node.range
    cluster.arn = node["arn"]?.string
    cluster.account = cluster.arn.flatMap { ARN($0)?.account }
    cluster.issuer = node["identity"]?["oidc"]?["issuer"]?.string.map { Issuer($0).text }
    cluster.isOnOutpost = node["outpostConfig"]?.kind == .mapping
    let access = node["accessConfig"]
    if let mode = access?["authenticationMode"] {
      cluster.authenticationMode = mode.string
      cluster.authenticationModeRange = mode.range
    } else if access == nil, node["platformVersion"] != nil {
      // A whole output without the property comes from a cluster older than access entries.
      cluster.authenticationMode = "CONFIG_MAP"
    }
    if let compute = node["computeConfig"], compute["enabled"]?.boolean == true {
      cluster.nodePools = [
        NodePool(
          name: "auto-mode", kind: .autoMode, role: compute["nodeRoleArn"]?.text,
          range: compute.range)
      ]
    }
    if let role = node["roleArn"]?.text {
      cluster.serviceRoles = [
        ServiceRole(holder: .controlPlane, name: "", role: role, range: node["roleArn"]?.range)
      ]
    }
    cluster.bootstrapsCreator = access?["bootstrapClusterCreatorAdminPermissions"]?.boolean
    return cluster
  }
}
