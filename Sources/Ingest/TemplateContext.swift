/// What is known about the stacks that templates become.
public struct TemplateContext: Sendable {
  /// Texts of parameter files with their paths, later ones win.
  public var parameterFiles: [(path: String, bytes: [UInt8])] = []
  /// `KEY=VALUE` pairs; they win over files.
  public var parameters: [String] = []
  /// 12-digit account id.
  public var account: String?
  /// Region name.
  public var region: String?
  /// Stack name.
  public var stackName: String?
  /// Whether a parameter's `Default` is used when no value is given.
  public var usesDefaults = true

  /// Nothing is known.
  public init() {}
}
