public import Text

/// A RoleBinding or ClusterRoleBinding.
public struct RBACBinding: Sendable {
  /// One subject.
  public struct Subject: Hashable, Sendable {
    /// `User`, `Group` or `ServiceAccount`.
    public var kind: String
    /// Its name.
    public var name: String
    /// For service accounts.
    public var namespace: String?
    /// The subject in the source.
    public var range: SourceRange?
    /// Makes a subject.
    public init(kind: String, name: String, namespace: String?, range: SourceRange? = nil) {
      self.kind = kind
      self.name = name
      self.namespace = namespace
      self.range = range
    }
  }
  /// Nil for a ClusterRoleBinding.
  public var namespace: String?
  /// Its name.
  public var name: String
  /// `roleRef.kind`: `Role` or `ClusterRole`.
  public var roleKind: String
  /// `roleRef.name`.
  public var roleName: String
  /// Who gets it.
  public var subjects: [Subject]
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a binding.
  public init(
    namespace: String?, name: String, roleKind: String, roleName: String, subjects: [Subject],
    range: SourceRange?
  ) {
    self.namespace = namespace
    self.name = name
    self.roleKind = roleKind
    self.roleName = roleName
    self.subjects = subjects
    self.range = range
  }
}
