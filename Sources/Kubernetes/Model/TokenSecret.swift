public import Text

/// A Secret that holds a service account's long-lived API token; its data is never kept.
///
/// Such a token has no audience of AWS's: it is the account towards the Kubernetes API only.
public struct TokenSecret: Sendable {
  /// Its namespace.
  public var namespace: String
  /// Its name.
  public var name: String
  /// The service account that the token is of.
  public var serviceAccount: String
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a Secret.
  public init(namespace: String, name: String, serviceAccount: String, range: SourceRange?) {
    self.namespace = namespace
    self.name = name
    self.serviceAccount = serviceAccount
    self.range = range
  }
}
