import Logic
import Text

/// A column of a fact table: its name, its promise, what it means and how rows yield its cells.
public struct FactColumn<Row>: Sendable {
  /// Name, promise and meaning.
  public let declaration: FactDeclaration
  /// The cells of all rows, and what the number of the first row's place is.
  let cells: @Sendable ([Row], PlaceNumber) -> FactCells
  /// Where a cell points; nil unless the column holds places.
  private(set) var place: (@Sendable (Row) -> SourceRange?)?

  private init(
    _ name: String, _ kind: FactDeclaration.Kind, isTotal: Bool, _ documentation: String,
    _ cells: @escaping @Sendable ([Row], PlaceNumber) -> FactCells
  ) {
    declaration = FactDeclaration(
      name: name, kind: kind, isTotal: isTotal, documentation: documentation)
    self.cells = cells
  }

  @inline(__always)
  static func number(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> Int
  ) -> Self {
    Self(name, .integer, isTotal: true, documentation) { rows, _ in
      FactCells(numbers: rows, value)
    }
  }

  @inline(__always)
  static func maybeNumber(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> Int?
  ) -> Self {
    Self(name, .integer, isTotal: false, documentation) { rows, _ in
      FactCells(numbers: rows, value)
    }
  }

  @inline(__always)
  static func text(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> String
  ) -> Self {
    Self(name, .text, isTotal: true, documentation) { rows, _ in FactCells(texts: rows, value) }
  }

  @inline(__always)
  static func word(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> StaticString
  ) -> Self {
    Self(name, .text, isTotal: true, documentation) { rows, _ in FactCells(words: rows, value) }
  }

  @inline(__always)
  static func maybeText(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(name, .text, isTotal: false, documentation) { rows, _ in FactCells(texts: rows, value) }
  }

  @inline(__always)
  static func maybeWord(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> StaticString?
  ) -> Self {
    Self(name, .text, isTotal: false, documentation) { rows, _ in FactCells(words: rows, value) }
  }

  @inline(__always)
  static func flag(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> Bool
  ) -> Self {
    Self(name, .truth, isTotal: true, documentation) { rows, _ in
      FactCells(truths: rows) { Truth(value($0)) }
    }
  }

  @inline(__always)
  static func truth(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> Truth
  ) -> Self {
    Self(name, .truth, isTotal: false, documentation) { rows, _ in FactCells(truths: rows, value) }
  }

  @inline(__always)
  static func place(
    _ name: String, _ documentation: String, _ value: @escaping @Sendable (Row) -> SourceRange?
  ) -> Self {
    var column = Self(name, .place, isTotal: true, documentation) { rows, first in
      FactCells(places: rows, from: first, value)
    }
    column.place = value
    return column
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
