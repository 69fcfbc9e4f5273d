public import Documents
import Logic
import Text

/// Reads CloudTrail's `CreateCluster` events: the only offline source of who created a cluster.
public enum CreationEventReader {
  /// Whether a document is an event, a log file or the output of `cloudtrail lookup-events` with
  /// at least one such event.
  public static func recognises(_ root: Node) -> Bool {
    events(in: root).contains { $0["eventName"]?.equals("CreateCluster") == true }
      || root["Events"]?.elements.contains { $0["EventName"]?.equals("CreateCluster") == true }
        == true
  }

  /// Clusters with their creators.
  public static func read(_ root: Node) -> [(cluster: Cluster, reference: ClusterReference)] {
    var all = events(in: root)
    for event in root["Events"].map({ Array($0.elements) }) ?? [] {
      var ignored = Diagnostics()
      if let inner = event["CloudTrailEvent"]?.embedded(&ignored)?.root { all.append(inner) }
    }
    return all.compactMap(cluster)
  }

  private static func events(in root: Node) -> [Node] {
    guard root.kind == .mapping else { return [] }
    if let records = root["Records"] { return Array(records.elements) }
    return root["eventName"] != nil ? [root] : []
  }

  private static func cluster(_ event: Node) -> (cluster: Cluster, reference: ClusterReference)? {
    guard event["eventName"]?.equals("CreateCluster") == true, event["errorCode"] == nil else {
      return nil
    }
    let identity = event["userIdentity"]
    let issuer = identity?["sessionContext"]?["sessionIssuer"]?["arn"]
    let name = event["requestParameters"]?["name"] ?? event["responseElements"]?["cluster"]?["name"]
    guard let creator = issuer ?? identity?["arn"], let text = creator.text,
      let name = name?.string
    else { return nil }
    var cluster = Cluster(name: name)
    cluster.creator = text
    cluster.creatorRange = creator.range
    let arn = event["responseElements"]?["cluster"]?["arn"]?.string
    return (cluster, ClusterReference(name: name, arn: arn))
  }
}
