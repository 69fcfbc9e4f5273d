import Logic
import Text

/// A column of a fact table: its name, its promise, what it means and how a row yields it.
public struct FactColumn<Row>: Sendable {
  /// Name, promise and meaning.
  public let declaration: FactDeclaration
  let cell: @Sendable (Row) -> FactValue

  init(
    _ name: String, _ kind: FactDeclaration.Kind, isTotal: Bool, _ documentation: String,
    _ cell: @escaping @Sendable (Row) -> FactValue
  ) {
    declaration = FactDeclaration(
      name: name, kind: kind, isTotal: isTotal, documentation: documentation)
    self.cell = cell
  }

  static func number(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> Int
  ) -> Self {
    Self(name, .integer, isTotal: true, documentation) { .integer(Int64(value($0))) }
  }

  static func maybeNumber(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> Int?
  ) -> Self {
    Self(name, .integer, isTotal: false, documentation) {
      value($0).map { .integer(Int64($0)) } ?? .null
    }
  }

  static func text(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> String
  ) -> Self {
    Self(name, .text, isTotal: true, documentation) { .text(value($0)) }
  }

  static func word(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> StaticString
  ) -> Self {
    Self(name, .text, isTotal: true, documentation) { .word(value($0)) }
  }

  static func maybeText(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(name, .text, isTotal: false, documentation) { value($0).map { .text($0) } ?? .null }
  }

  static func maybeWord(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> StaticString?
  ) -> Self {
    Self(name, .text, isTotal: false, documentation) { value($0).map { .word($0) } ?? .null }
  }

  static func flag(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> Bool
  ) -> Self {
    Self(name, .truth, isTotal: true, documentation) { .integer(value($0) ? 1 : 0) }
  }

  static func truth(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> Truth
  ) -> Self {
    Self(name, .truth, isTotal: false, documentation) { FactValue(value($0)) }
  }

  static func place(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> SourceRange?
  ) -> Self {
    Self(name, .place, isTotal: true, documentation) { value($0).map { .place($0) } ?? .null }
  }
}

/// What a rule author needs to know about a column.
public struct FactDeclaration: Hashable, Sendable {
  /// What the cells hold.
  public enum Kind: String, Hashable, Sendable {
    /// A number or the id of a row.
    case integer
    /// A text.
    case text
    /// 1, 0 or null.
    case truth
    /// An opaque number for a place in an input; null when there is none.
    case place
  }

  /// Lower-case words joined by underscores.
  public let name: String
  /// What the cells hold.
  public let kind: Kind
  /// Whether it is always known: only such columns may decide which rows a rule looks at.
  public let isTotal: Bool
  /// One sentence.
  public let documentation: String
}
