import Text

/// The plain texts of an element, kept once for all elements that are written with the same bytes.
@usableFromInline
final class TextList: Sendable {
  /// A text of the table with its place, counted from the start of the element.
  @usableFromInline
  struct Entry: Hashable, Sendable {
    @usableFromInline let number: UInt32
    let lower: UInt32
    let upper: UInt32
  }

  /// What is wrong or odd about an entry that is evaluated all the same.
  struct Remark: Hashable, Sendable {
    /// The code of the problem.
    let code: String
    /// What follows the text of the entry.
    let message: String
    /// Position of the entry.
    let entry: Int
  }

  /// What the numbers stand for.
  @usableFromInline let table: TextTable
  /// Which list of the table it is; nil for one that is not shared.
  @usableFromInline let ordinal: Int?
  /// In order.
  @usableFromInline let entries: [Entry]
  /// The known actions that the texts may name.
  let knownActions: ActionSet
  let remarks: [Remark]

  init(
    _ entries: [Entry], of table: TextTable, ordinal: Int?, knownActions: ActionSet,
    remarks: [Remark]
  ) {
    self.table = table
    self.ordinal = ordinal
    self.entries = entries
    self.knownActions = knownActions
    self.remarks = remarks
  }

  /// The entries of an element that begins at an offset of a file.
  func texts(from start: UInt32, in file: FileID) -> PolicyTexts {
    PolicyTexts(self, at: start, in: file)
  }
}
