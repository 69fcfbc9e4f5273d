public import Logic
public import Text

/// One cell of a fact table.
public enum FactValue: Sendable {
  /// Not known, or not applicable.
  case null
  /// A number, a row's id, or 0 and 1 for a flag.
  case integer(Int64)
  /// A text.
  case text(String)
  /// A text that the program carries.
  case word(StaticString)
  /// A place in an input; rules pass it on as an opaque number.
  case place(SourceRange)

  /// 1, 0 or null for yes, no and unknown.
  public init(_ truth: Truth) {
    switch truth {
    case .yes: self = .integer(1)
    case .no: self = .integer(0)
    case .unknown: self = .null
    }
  }
}
