import Documents
import Logic
import Text

/// Reads namespaces, machines, their classes and Secrets that hold tokens.
enum InventoryReader {
  /// The kinds that it reads.
  static let kinds: Set<String> = [
    "Namespace", "Node", "Secret", "EC2NodeClass", "NodeClass", "NetworkPolicy",
  ]

  /// The object; nil when it says nothing that matters.
  static func read(_ object: Node, kind: String, name: String) -> ClusterObject? {
    switch kind {
    case "Namespace":
      let labels = ObjectReader.texts(in: object["metadata"]?["labels"])
      var namespace = ClusterNamespace(
        name: name, enforcedPodSecurity: labels["pod-security.kubernetes.io/enforce"],
        range: object.range)
      namespace.labels = labels
      return .namespace(namespace)
    case "Node": return .node(node(object, name))
    case "Secret": return tokenSecret(object, name).map { .tokenSecret($0) }
    case "NetworkPolicy": return NetworkPolicyReader.read(object, name).map { .networkPolicy($0) }
    case "EC2NodeClass": return .nodePool(karpenter(object, name))
    case "NodeClass":
      guard object["apiVersion"]?.string?.hasPrefix("eks.amazonaws.com/") == true else {
        return nil
      }
      return .nodePool(
        NodePool(
          name: name, kind: .autoMode, role: object["spec"]?["role"]?.text, range: object.range))
    default: return nil
    }
  }

  private static func node(_ object: Node, _ name: String) -> ClusterNode {
    var node = ClusterNode(name: name, range: object.range)
    let labels = ObjectReader.texts(in: object["metadata"]?["labels"])
    node.pool =
      labels["eks.amazonaws.com/nodegroup"] ?? labels["alpha.eksctl.io/nodegroup-name"]
      ?? labels["karpenter.k8s.aws/ec2nodeclass"] ?? labels["eks.amazonaws.com/nodeclass"]
    node.isFargate = labels["eks.amazonaws.com/compute-type"] == "fargate"
    // aws:///eu-west-1a/i-0123456789abcdef0
    let last = object["spec"]?["providerID"]?.string?.split(separator: "/").last
    if let last, last.hasPrefix("i-") { node.instanceID = String(last) }
    return node
  }

  /// Type and account only: a Secret's data is never kept.
  private static func tokenSecret(_ object: Node, _ name: String) -> TokenSecret? {
    guard object["type"]?.equals("kubernetes.io/service-account-token") == true,
      let account = object["metadata"]?["annotations"]?["kubernetes.io/service-account.name"]?
        .string
    else { return nil }
    return TokenSecret(
      namespace: ObjectReader.namespace(of: object), name: name, serviceAccount: account,
      range: object.range)
  }

  /// Source: Karpenter documentation, "NodeClasses": version 1 defaults to one hop and tokens.
  private static func karpenter(_ object: Node, _ name: String) -> NodePool {
    let spec = object["spec"]
    var pool = NodePool(
      name: name, kind: .karpenter, role: spec?["role"]?.text, range: object.range)
    pool.instanceProfile = spec?["instanceProfile"]?.string
    pool.metadata = spec?["metadataOptions"].map(MetadataOptionsReader.read)
    if pool.metadata == nil, object["apiVersion"]?.equals("karpenter.k8s.aws/v1") == true {
      pool.metadata = MetadataOptions(requiresTokens: true, hopLimit: 1, isEnabled: true)
    }
    return pool
  }
}

/// Reads `MetadataOptions` of EC2, and what templates and node classes write in its place.
enum MetadataOptionsReader {
  /// The options; keys begin with a capital letter in EC2, with a small one in Kubernetes.
  static func read(_ node: Node) -> MetadataOptions {
    let tokens = node["HttpTokens"] ?? node["httpTokens"]
    let hops = node["HttpPutResponseHopLimit"] ?? node["httpPutResponseHopLimit"]
    let endpoint = node["HttpEndpoint"] ?? node["httpEndpoint"]
    return MetadataOptions(
      requiresTokens: tokens?.string.map { $0 == "required" },
      hopLimit: hops?.string.flatMap { Int($0) },
      isEnabled: endpoint?.string.map { $0 == "enabled" }, range: node.range)
  }
}
