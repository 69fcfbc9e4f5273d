public import Logic
public import Text

/// Machines of a cluster that share a role: a node group, a Karpenter class, Auto Mode.
public struct NodePool: Sendable {
  /// Who runs the machines.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// An EKS managed node group.
    case managed
    /// Instances that joined by themselves.
    case selfManaged = "self-managed"
    /// EKS Auto Mode.
    case autoMode = "auto-mode"
    /// A Karpenter node class.
    case karpenter
    /// A node group of an eksctl configuration.
    case eksctl
  }

  /// A launch template by identifier and version.
  public struct Template: Hashable, Sendable {
    /// `lt-…`, or its name.
    public var id: String
    /// A number, `$Default` or `$Latest`; nil when not told.
    public var version: String?
    /// Makes a reference.
    public init(id: String, version: String?) {
      self.id = id
      self.version = version
    }
  }

  /// Its name.
  public var name: String
  /// Who runs the machines.
  public var kind: Kind
  /// The role's ARN or name, where the output tells it.
  public var role: SymbolicString?
  /// ARN or name of the instance profile, where that is all the output tells.
  public var instanceProfile: String?
  /// `AL2023_x86_64_STANDARD`, `AL2_x86_64`, …; nil when not told.
  public var amiType: String?
  /// The launch template, if there is one.
  public var template: Template?
  /// How the machines offer their metadata service; nil when not told.
  public var metadata: MetadataOptions?
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a pool.
  public init(name: String, kind: Kind, role: SymbolicString?, range: SourceRange?) {
    self.name = name
    self.kind = kind
    self.role = role
    self.range = range
  }

  /// Whether a pod with a network of its own reaches the role's credentials.
  ///
  /// Defaults are those of the EKS User Guide ("AL2023", "EKS Auto Mode") and of eksctl.
  public var isReachableByPods: Truth {
    if kind == .autoMode { return .no }
    if let metadata { return metadata.isReachableByPods }
    switch kind {
    case .managed where template == nil:
      if amiType?.hasPrefix("AL2023") == true { return .no }
      return amiType?.hasPrefix("AL2_") == true ? .yes : .unknown
    case .eksctl: return template == nil ? .yes : .unknown
    default: return .unknown
    }
  }

  /// Whether a pod on the machine's own network reaches them.
  public var isReachableFromHost: Truth {
    metadata?.isEnabled == false ? .no : kind == .autoMode ? .unknown : .yes
  }
}
