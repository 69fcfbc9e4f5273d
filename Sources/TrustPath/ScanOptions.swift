import CloudFormation
public import Findings
public import Text

/// What a scan is asked to do.
public struct ScanOptions: Sendable {
  /// Files, folders, or `-` for standard input.
  public var paths: [String] = []
  /// Files and folders that the paths are a change to; empty for a plain scan.
  public var onto: [String] = []
  /// Parameter files for templates; later ones win.
  public var parameterFiles: [String] = []
  /// `KEY=VALUE` parameters for templates; they win over files.
  public var parameters: [String] = []
  /// Account that templates are deployed to, if known.
  public var account: String?
  /// Region that templates are deployed to, if known.
  public var region: String?
  /// Name of the stack, if known.
  public var stackName: String?
  /// Name of the cluster of Kubernetes objects that name none.
  public var cluster: String?
  /// Whether a parameter's `Default` is used when no value is given.
  public var usesDefaults = true
  /// Date that ages are counted from, `YYYY-MM-DD`.
  public var asOf = "1970-01-01"
  /// Severity at and above which the run fails; nil for none.
  public var failOn: FindingSeverity? = .high
  /// Folders with further rules.
  public var ruleFolders: [String] = []
  /// Whether files of unknown kinds make the run incomplete.
  public var strictInputs = false
  /// How many threads may work on it.
  public var parallelism = Parallelism.available

  /// The defaults.
  public init() {}
}

extension ScanOptions {
  var stack: StackContext {
    StackContext(
      account: account, region: region, stackName: stackName, ignoresDefaults: !usesDefaults)
  }
}
