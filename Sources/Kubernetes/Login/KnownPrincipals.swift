/// What exports tell about the principals that mappings may name.
public struct KnownPrincipals: Sendable {
  /// When principals were created, by ARN as exported.
  public var created: [String: String]
  private var identifiers: [String: String] = [:]
  private var arns: [String: String] = [:]

  /// Knows of nobody but when they were created.
  public init(created: [String: String] = [:]) { self.created = created }

  /// Takes the unique id (`AROA…`, `AIDA…`) of a user or role.
  public mutating func add(id: String, ofARN arn: String) {
    identifiers[CallerIdentity.withoutPath(arn).lowercased()] = id
    arns[id] = arn
  }

  /// The unique id of a principal by its ARN, with a role's path or without; nil if not known.
  func id(ofARN arn: String) -> String? {
    identifiers[CallerIdentity.withoutPath(arn).lowercased()]
  }

  /// The ARN of the principal with a unique id, without a role's path; nil if not known.
  func arn(ofID id: String) -> String? { arns[id].map(CallerIdentity.withoutPath) }
}
