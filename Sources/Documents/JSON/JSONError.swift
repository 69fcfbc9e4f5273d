/// Why a text is not one of the JSON texts that are read, and where.
struct JSONError: Error, Hashable {
  enum Kind: Hashable {
    /// Something else was expected; the associated text names it.
    case expected(String)
    /// The text ends inside a value.
    case truncated(String)
    /// A raw control character in a string.
    case control(UInt8)
    /// An unknown escape.
    case escape
    /// Not UTF-8.
    case encoding
    case nesting
    case string
    case tokens
    /// Text after the one value that was asked for.
    case trailing
  }

  let kind: Kind
  /// First byte that is not as it should be.
  let lower: Int
  /// One past the last such byte.
  let upper: Int
  /// The collection that was not closed, for truncated texts; else nil.
  var opened: Int?

  init(_ kind: Kind, _ lower: Int, _ upper: Int? = nil, opened: Int? = nil) {
    self.kind = kind
    self.lower = lower
    self.upper = upper ?? lower
    self.opened = opened
  }
}
