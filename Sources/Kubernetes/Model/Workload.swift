public import Text

/// Something that runs pods: a Pod itself, or a controller with a template for pods.
///
/// Pods of one controller are one workload; see `Workload.folded`.
public struct Workload: Sendable {
  /// How close its containers are to the machine that they run on.
  public struct Exposure: OptionSet, Hashable, Sendable {
    /// Bits.
    public let rawValue: UInt8
    /// Wraps bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `hostNetwork`: the machine's own network, its metadata service included.
    public static let hostNetwork = Exposure(rawValue: 1)
    /// `hostPID` or `hostIPC`.
    public static let hostProcesses = Exposure(rawValue: 2)
    /// A privileged container, or one with `SYS_ADMIN`, `SYS_PTRACE`, `SYS_MODULE` or `ALL`.
    public static let privileged = Exposure(rawValue: 4)
    /// A volume of the machine's own files.
    public static let hostPath = Exposure(rawValue: 8)

    /// Whether the containers can take over the machine.
    public var reachesMachine: Bool { !isDisjoint(with: [.hostProcesses, .privileged, .hostPath]) }
  }

  /// `Pod`, `Deployment`, ….
  public var kind: String
  /// Its namespace.
  public var namespace: String
  /// Its name.
  public var name: String
  /// The service account that its pods run as.
  public var serviceAccount = "default"
  /// `serviceAccountName` in the source; nil where it is not written.
  public var serviceAccountRange: SourceRange?
  /// How close its containers are to the machine.
  public var exposure: Exposure = []
  /// `automountServiceAccountToken` of the pod; nil leaves it to the service account.
  public var mountsAPIToken: Bool?
  /// Audiences of projected service account tokens, sorted; empty texts are the cluster's own.
  public var audiences: [String] = []
  /// Labels of the pods.
  public var labels: [String: String] = [:]
  /// Machines that its pods are on, as far as the inputs show; sorted.
  public var nodes: [String] = []
  /// Kind and name of the object that made it, such as `ReplicaSet/web-7d9`.
  public var owner: String?
  /// How many Pods of the inputs it stands for.
  public var pods = 0
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a workload with the defaults of Kubernetes.
  public init(kind: String, namespace: String, name: String, range: SourceRange?) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.range = range
    pods = kind == "Pod" ? 1 : 0
  }

  /// Workloads with those that another one made folded into it, sorted by namespace, kind and name.
  ///
  /// A pod that runs in another way than its controller's template says stays by itself.
  static func folded(_ all: [Workload]) -> [Workload] {
    var owners: [String: String] = [:]
    for workload in all {
      guard let owner = workload.owner else { continue }
      owners["\(workload.namespace)/\(workload.kind)/\(workload.name)"] = owner
    }
    var order: [String] = []
    var merged: [String: Workload] = [:]
    for workload in all {
      var copy = workload
      copy.take(rootOwner: owners)
      let key = copy.identity
      if merged[key] == nil {
        order.append(key)
        merged[key] = copy
      } else {
        merged[key]?.absorb(copy)
      }
    }
    return order.sorted().compactMap { merged[$0] }
  }

  /// Takes the kind and name of the controller that stands behind it.
  private mutating func take(rootOwner owners: [String: String]) {
    guard var owner else { return }
    var depth = 0
    while depth < 4, let next = owners["\(namespace)/\(owner)"] {
      owner = next
      depth += 1
    }
    let parts = owner.split(separator: "/", maxSplits: 1)
    guard parts.count == 2 else { return }
    kind = String(parts[0])
    name = String(parts[1])
  }

  private var identity: String {
    "\(namespace)/\(kind)/\(name)/\(serviceAccount)/\(exposure.rawValue)/\(audiences)/"
      + "\(mountsAPIToken.map { "\($0)" } ?? "-")"
  }

  private mutating func absorb(_ other: Workload) {
    pods += other.pods
    if owner != nil, other.owner == nil {
      owner = nil
      range = other.range
      serviceAccountRange = other.serviceAccountRange
    }
    if !other.nodes.isEmpty { nodes = Array(Set(nodes).union(other.nodes)).sorted() }
  }
}
