public import Logic
public import Text

/// A role that EKS hands to a part of the cluster: an add-on, a capability, the control plane.
public struct ServiceRole: Sendable {
  /// What has the role.
  public enum Holder: String, Hashable, Sendable {
    /// An add-on's service account (`serviceAccountRoleArn`).
    case addon
    /// An EKS capability: ACK, KRO or Argo CD.
    case capability
    /// The control plane.
    case controlPlane = "control-plane"
  }
  /// What has the role.
  public var holder: Holder
  /// The add-on's name, or the capability's type.
  public var name: String
  /// The role.
  public var role: SymbolicString
  /// The object in the source.
  public var range: SourceRange?

  /// Makes a role.
  public init(holder: Holder, name: String, role: SymbolicString, range: SourceRange?) {
    self.holder = holder
    self.name = name
    self.role = role
    self.range = range
  }
}
