public import Text

/// A trust that somebody wrote down as intended.
public struct TrustIntent: Sendable {
  /// Who may: an identifier, in which `*` stands for any text.
  public var source: String
  /// The role's ARN, in which `*` stands for any text.
  public var target: String
  /// The entry in its file.
  public var range: SourceRange

  /// Makes an intent.
  public init(source: String, target: String, range: SourceRange) {
    self.source = source
    self.target = target
    self.range = range
  }
}
