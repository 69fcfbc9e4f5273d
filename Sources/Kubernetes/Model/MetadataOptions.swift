public import Logic
public import Text

/// How an EC2 instance offers its metadata service, and with it the credentials of its role.
public struct MetadataOptions: Hashable, Sendable {
  /// `HttpTokens` is `required`; nil when not told.
  public var requiresTokens: Bool?
  /// `HttpPutResponseHopLimit`; nil when not told.
  public var hopLimit: Int?
  /// `HttpEndpoint` is `enabled`; nil when not told, which EC2 takes for enabled.
  public var isEnabled: Bool?
  /// The options in the source.
  public var range: SourceRange?

  /// Makes options.
  public init(
    requiresTokens: Bool? = nil, hopLimit: Int? = nil, isEnabled: Bool? = nil,
    range: SourceRange? = nil
  ) {
    self.requiresTokens = requiresTokens
    self.hopLimit = hopLimit
    self.isEnabled = isEnabled
    self.range = range
  }

  /// Whether a pod with a network of its own reaches the service.
  ///
  /// A pod is one hop away from the machine, and only the answers to token requests have a limit.
  /// Source: EKS Best Practices Guide, "Restrict access to the instance profile assigned to the
  /// worker node".
  public var isReachableByPods: Truth {
    if isEnabled == false { return .no }
    if requiresTokens == false { return .yes }
    guard let hopLimit else { return .unknown }
    if hopLimit >= 2 { return .yes }
    return requiresTokens == true ? .no : .unknown
  }

  /// Of two machines of a pool, the one that offers more.
  func looser(_ other: MetadataOptions) -> MetadataOptions {
    other.isReachableByPods.rank > isReachableByPods.rank ? other : self
  }
}

extension Truth {
  fileprivate var rank: Int { self == .yes ? 2 : self == .unknown ? 1 : 0 }
}
