public import Logic
public import Text

/// A resource of a template that hands a role to an AWS service.
public struct RoleUse: Sendable {
  /// The role's ARN, or the value as written where the template leaves it open.
  public var role: SymbolicString
  /// `AWS::Lambda::Function`, ….
  public var resourceType: String
  /// The resource's logical name.
  public var logicalID: String
  /// The property, such as `LoggingConfig/LogRoleArn`.
  public var property: String
  /// Service principals that roles given there are known to trust; empty when none is known.
  public var services: [String]
  /// Template conditions under which it holds; all must hold.
  public var guards: [Precondition]
  /// The value in the source.
  public var range: SourceRange?

  /// Makes a role use.
  public init(
    role: SymbolicString, resourceType: String, logicalID: String, property: String,
    services: [String], guards: [Precondition] = [], range: SourceRange?
  ) {
    self.role = role
    self.resourceType = resourceType
    self.logicalID = logicalID
    self.property = property
    self.services = services
    self.guards = guards
    self.range = range
  }

  /// Whether the resource runs with the role as a service; unknown when no service is known.
  ///
  /// A region in the middle of a name (`states.us-east-1.amazonaws.com`) makes no difference.
  public func isBy(service: String) -> Truth {
    if services.isEmpty { return .unknown }
    let name = Self.withoutRegion(service)
    return Truth(services.contains { Self.withoutRegion($0) == name })
  }

  private static func withoutRegion(_ service: String) -> String {
    let parts = service.split(separator: ".")
    guard parts.count > 3 else { return service }
    return parts.filter { part in
      let words = part.split(separator: "-")
      return words.count < 3 || words.last.flatMap { Int($0) } == nil
    }.joined(separator: ".")
  }
}
