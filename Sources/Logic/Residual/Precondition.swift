/// What must hold for a part of a template to be deployed.
public struct Precondition: Hashable, Sendable {
  /// Its name as reports show it: `IsProduction`, `not IsProduction`.
  public let name: String
  /// What it asks for, in terms of the template's parameters where they decide it.
  public let residual: Residual

  /// Makes a precondition.
  public init(_ name: String, _ residual: Residual) {
    self.name = name
    self.residual = residual
  }
}

extension Sequence where Element == Precondition {
  /// What they ask for together; `never` when they exclude each other.
  public var residual: Residual { reduce(.always) { $0.and($1.residual) } }
}
