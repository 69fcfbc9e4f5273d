public import Logic
public import Text

/// A role that the Pod Identity webhook injects by its own configuration, without an annotation.
///
/// Source: amazon-eks-pod-identity-webhook, `pkg/cache`: namespaces compare exactly, or `*`.
public struct WebhookRole: Sendable {
  /// The service account's namespace; nil for every namespace.
  public var namespace: String?
  /// The service account's name.
  public var serviceAccount: String
  /// The role.
  public var role: SymbolicString
  /// The audience of the token; nil for the default.
  public var audience: String?
  /// The entry in the source.
  public var range: SourceRange?

  /// Makes an entry.
  public init(
    namespace: String?, serviceAccount: String, role: SymbolicString, range: SourceRange?
  ) {
    self.namespace = namespace
    self.serviceAccount = serviceAccount
    self.role = role
    self.range = range
  }

  /// Whether pods of the account get the role.
  func covers(_ account: ServiceAccount) -> Bool {
    serviceAccount == account.name && (namespace ?? account.namespace) == account.namespace
  }
}
