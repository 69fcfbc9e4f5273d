/// What may be printed instead of the value of a context key.
///
/// A secret in a template parameter needs no redaction: a hole prints as its name.
public struct Redaction: Sendable {
  private let replacement: @Sendable (ContextKey, String) -> String?

  /// Makes a redaction; the closure answers what to print instead of a value, nil for the value.
  public init(_ replacement: @escaping @Sendable (ContextKey, String) -> String?) {
    self.replacement = replacement
  }

  /// Prints everything.
  public static let none = Redaction { _, _ in nil }
  /// Prints `ExternalId` instead of any ExternalId, without telling one from another.
  public static let externalIDs = Redaction { key, _ in
    key.namesExternalID ? "ExternalId" : nil
  }

  /// What to print for a value.
  public func callAsFunction(_ value: String, of key: ContextKey) -> String {
    replacement(key, value) ?? value
  }
}
