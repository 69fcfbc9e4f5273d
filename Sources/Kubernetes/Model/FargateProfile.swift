public import Logic
public import Text

/// A Fargate profile: which pods run without a machine of their own account's.
public struct FargateProfile: Sendable {
  /// One selector.
  public struct Selector: Hashable, Sendable {
    /// The namespace; `*` and `?` are wildcards.
    public var namespace: String
    /// Labels that the pod must have.
    public var labels: [String: String]
    /// Makes a selector.
    public init(namespace: String, labels: [String: String]) {
      self.namespace = namespace
      self.labels = labels
    }
  }
  /// Its name.
  public var name: String
  /// `podExecutionRoleArn`.
  public var role: SymbolicString?
  /// A pod matches if one of these does.
  public var selectors: [Selector]
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a profile.
  public init(
    name: String, role: SymbolicString?, selectors: [Selector], range: SourceRange?
  ) {
    self.name = name
    self.role = role
    self.selectors = selectors
    self.range = range
  }

  /// Whether pods of a namespace with these labels run on Fargate.
  public func selects(namespace: String, labels: [String: String]) -> Bool {
    selectors.contains { selector in
      Grant.matches(pattern: selector.namespace, namespace)
        && selector.labels.allSatisfy { labels[$0.key] == $0.value }
    }
  }

  /// Whether every pod of a namespace runs on Fargate.
  public func selectsAll(of namespace: String) -> Bool {
    selects(namespace: namespace, labels: [:])
  }
}
