public import Logic

/// Where policies are attached, which decides what they can do.
public enum PolicySetKind: String, Hashable, Sendable, CaseIterable {
  /// Inline and managed policies of the caller and its groups.
  case identity
  /// The permissions boundary of the caller.
  case boundary
  /// Policies passed when the session was made.
  case session
  /// The policy of the resource; for a role its trust policy.
  case resource
  /// Service control policies of the caller's account.
  case serviceControl = "scp"
  /// Resource control policies of the resource's account.
  case resourceControl = "rcp"
  /// The policy of the network endpoint.
  case endpoint
}

/// A policy with the name by which decisions refer to it.
public struct AttachedPolicy: Sendable {
  /// Name for people and machines: an ARN, an inline policy's name, `PolicyInputList.0`.
  public var id: String
  /// The text.
  public var document: PolicyDocument

  /// Makes an attached policy.
  public init(id: String, document: PolicyDocument) {
    self.id = id
    self.document = document
  }
}

/// Policies that act together: an Allow in any of them is an Allow of the set.
public struct PolicySet: Sendable {
  /// The policies.
  public var policies: [AttachedPolicy]
  /// Attached policies whose text is not in the inputs, in words such as `the policy arn:…`.
  ///
  /// What they say is unknown.
  public var missing: [Proposition]

  /// Makes a set.
  public init(_ policies: [AttachedPolicy] = [], missing: [Proposition] = []) {
    self.policies = policies
    self.missing = missing
  }

  /// A set of one policy.
  public init(_ document: PolicyDocument, id: String) {
    self.init([AttachedPolicy(id: id, document: document)])
  }
}
