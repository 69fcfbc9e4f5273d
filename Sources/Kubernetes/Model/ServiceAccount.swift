public import Logic
public import Text

/// A Kubernetes ServiceAccount.
public struct ServiceAccount: Sendable {
  /// The audience of the tokens that every pod mounts for the Kubernetes API, on EKS.
  public static let apiAudience = "https://kubernetes.default.svc"

  /// Its namespace (`default` when the object names none).
  public var namespace: String
  /// Its name.
  public var name: String
  /// `eks.amazonaws.com/role-arn`, with its place: says which role is injected, grants nothing.
  public var roleARN: SymbolicString?
  /// Place of the annotation's value.
  public var roleARNRange: SourceRange?
  /// `eks.amazonaws.com/audience`; nil means `sts.amazonaws.com`.
  public var audience: String?
  /// `automountServiceAccountToken`; nil means true.
  public var mountsAPIToken: Bool?
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a service account.
  public init(namespace: String, name: String, range: SourceRange?) {
    self.namespace = namespace
    self.name = name
    self.range = range
  }
}
