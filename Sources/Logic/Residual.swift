/// What must still hold for a question to be answered yes.
///
/// Placeholder shape until the value sets land: always, or never.
public struct Residual: Hashable, Sendable {
  /// Whether nothing more is needed.
  public let isAlways: Bool
  /// Nothing more is needed.
  public static let always = Residual(isAlways: true)
  /// Cannot be met.
  public static let never = Residual(isAlways: false)
}
