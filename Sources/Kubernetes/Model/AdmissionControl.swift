public import Logic
public import Text

/// What looks at pods before a cluster takes them: a webhook, or a policy that a binding enforces.
///
/// Source: Kubernetes documentation, "Dynamic Admission Control" and "Validating Admission Policy".
public struct AdmissionControl: Sendable {
  /// What it may do.
  public enum Kind: String, Hashable, Sendable {
    /// A webhook that changes what is created; the Pod Identity webhook is one.
    case mutating
    /// A webhook that refuses.
    case validating
    /// A ValidatingAdmissionPolicy, which refuses where a binding says so.
    case policy
    /// The binding of such a policy that denies; carries the policy's name.
    case binding
  }
  /// What it may do.
  public var kind: Kind
  /// The name of the webhook or policy.
  public var name: String
  /// Whether its rules cover the creation of pods.
  public var coversPods: Truth
  /// Whether it gives pods the roles of their service accounts.
  public var injectsRoles = false
  /// Namespaces that it looks into.
  public var namespaces = LabelSelector()
  /// Pods that it looks at; whoever creates a pod writes its labels.
  public var pods = LabelSelector()
  /// Whether expressions decide too, which are not evaluated.
  public var hasConditions = false
  /// Whether a pod is let in where the webhook does not answer.
  public var failsOpen = false
  /// The webhook in the source.
  public var range: SourceRange?

  /// Makes a control.
  public init(kind: Kind, name: String, coversPods: Truth, range: SourceRange?) {
    self.kind = kind
    self.name = name
    self.coversPods = coversPods
    self.range = range
  }
}
