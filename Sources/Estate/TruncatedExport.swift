public import Text

/// An export that says that it is only one page of several.
public struct TruncatedExport: Sendable {
  /// What the pages list.
  public enum Subject: Sendable {
    /// Users, groups, roles and policies of an account.
    case principals
    /// Accounts, units and policies of the organisation.
    case organization
    /// Anything else.
    case other
  }

  /// What the pages list.
  public var subject: Subject
  /// Where the export says it.
  public var range: SourceRange

  /// Makes a truncated export.
  public init(_ subject: Subject, at range: SourceRange) {
    self.subject = subject
    self.range = range
  }
}
