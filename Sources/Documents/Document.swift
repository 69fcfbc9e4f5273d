public import Text

/// One document of a file: a tree of located nodes on a flat tape.
public final class Document: Sendable {
  /// How a document was written.
  public enum Syntax: String, Hashable, Sendable {
    /// Strict JSON.
    case json
    /// YAML, also JSON that only YAML accepts.
    case yaml
    /// Made by `DocumentBuilder`.
    case built
  }

  /// The file that holds the document.
  public let file: FileID
  /// How it was written.
  public let syntax: Syntax
  /// Keys that a mapping has more than once, in document order of their last occurrence.
  public let duplicateKeys: [DuplicateKey]
  /// YAML aliases (`*name`) that were expanded, merge keys included, in document order.
  public let aliases: [SourceRange]

  private let tape: Tape
  private let rootIndex: UInt32

  init(
    tape: Tape, root: UInt32, syntax: Syntax, duplicateKeys: [DuplicateKey] = [],
    aliases: [SourceRange] = []
  ) {
    file = tape.file
    self.tape = tape
    rootIndex = root
    self.syntax = syntax
    self.duplicateKeys = duplicateKeys
    self.aliases = aliases
  }

  /// The outermost value.
  public var root: Node { Node(tape: tape, index: rootIndex) }
}

/// A key that one mapping has more than once; the last occurrence wins.
public struct DuplicateKey: Hashable, Sendable {
  /// The decoded key.
  public let key: String
  /// The first occurrence of the key.
  public let first: SourceRange
  /// The occurrence whose value counts.
  public let last: SourceRange
}
