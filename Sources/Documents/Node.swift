public import Logic
public import Text

/// How a scalar is written.
public enum ScalarStyle: UInt8, Hashable, Sendable {
  /// JSON: a quoted string, number or literal name.
  case json
  /// YAML without quotes.
  case plain
  /// YAML in `'`.
  case singleQuoted
  /// YAML in `"`.
  case doubleQuoted
  /// YAML after `|`.
  case literal
  /// YAML after `>`.
  case folded
  /// Made by `DocumentBuilder`.
  case built
}

/// One value or key of a document: a reference to its tape and an index; making one is free.
@frozen
public struct Node: Sendable {
  /// What a node is; scalars keep their text whatever their kind.
  @frozen
  public enum Kind: UInt8, Hashable, Sendable {
    /// JSON `null`; YAML plain `null`, `~` or nothing.
    case null
    /// `true` or `false`.
    case boolean
    /// A number of the JSON grammar or of the YAML 1.2 core schema.
    case number
    /// Every other scalar.
    case string
    /// An ordered list.
    case sequence
    /// Keys with values, in order.
    case mapping
    /// Structure that is not known offline; built documents only.
    case hole
  }

  @usableFromInline let tape: Tape
  @usableFromInline let index: UInt32

  @inlinable @inline(__always)
  init(tape: Tape, index: UInt32) {
    self.tape = tape
    self.index = index
  }

  @inlinable @inline(__always) var token: Token { tape.tokens[Int(index)] }

  /// What the node is.
  @inlinable public var kind: Kind {
    switch token.tag {
    case Token.Tag.null: .null
    case Token.Tag.boolean: .boolean
    case Token.Tag.number: .number
    case Token.Tag.string, Token.Tag.escaped: .string
    case Token.Tag.sequence: .sequence
    case Token.Tag.mapping: .mapping
    default: .hole
    }
  }

  /// Where the node is written, in the outer file also for embedded documents; quotes included.
  public var range: SourceRange { tape.range(at: index) }

  /// YAML tag as written, such as `!Sub` or `!!str`; nil if there is none.
  public var tag: String? {
    guard let detail, detail.tag != 0 else { return nil }
    return tape.tags[Int(detail.tag)]
  }

  /// How the scalar is written.
  public var style: ScalarStyle { detail?.style ?? .json }

  /// Template conditions under which this element exists; empty outside built documents.
  public var guards: [Precondition] { detail.map { tape.guards[Int($0.guards)] } ?? [] }

  /// The unknown structure that the node stands for; nil unless the kind is `.hole`.
  public var hole: Hole? { kind == .hole ? symbol?.holes.first : nil }

  private var detail: Detail? { tape.details?[Int(index)] }

  var symbol: SymbolicString? {
    guard let detail, detail.symbol != 0 else { return nil }
    return tape.symbols[Int(detail.symbol) - 1]
  }
}
