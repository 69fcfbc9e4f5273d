/// A text pattern of the policy language, possibly with parts that are not known.
public struct Pattern: Hashable, Sendable {
  /// How a pattern's text is read.
  public enum Grammar: Hashable, Sendable {
    /// Every character stands for itself.
    case exact
    /// As `exact`, compared after lower-casing both sides (no case folding).
    case ignoringCase
    /// `*` is any run of characters, `?` is one.
    case glob
    /// As `glob`, but wildcards before the fifth colon do not match a colon.
    case arn
  }

  /// One step of a pattern.
  enum Token: Hashable, Sendable {
    case scalar(Unicode.Scalar)
    /// The lower-case form of what is matched.
    case folded(Unicode.Scalar)
    case one
    case many
    case oneExceptColon
    case manyExceptColon
    case digit
    /// Any run without `:`, `/`, `*`, `?` and white space.
    case manyWord
  }

  /// The pattern as people read it.
  public let text: SymbolicString
  /// How the text is read.
  public let grammar: Grammar
  /// What the pattern was made of; empty unless some part is a hole.
  let parts: [Part]
  /// Steps; a hole is the run of steps that its shape allows.
  let tokens: [Token]
  /// Whether some part is not known, so that `tokens` allow more than the real pattern does.
  public let isSymbolic: Bool
  /// Whether the pattern may turn out not to exist.
  let isGuarded: Bool

  /// Makes a pattern from its text.
  public init(_ text: SymbolicString, _ grammar: Grammar) {
    self.init(parts: text.segments.map(Part.init), text: text, grammar)
  }

  /// One part of a pattern under construction.
  public enum Part: Hashable, Sendable {
    /// Text whose wildcards count.
    case live(String)
    /// Text that stands for itself, such as the value of a policy variable.
    case verbatim(String)
    /// Text that is not known.
    case hole(Hole)

    init(_ segment: SymbolicString.Segment) {
      switch segment {
      case .literal(let text): self = .live(text)
      case .hole(let hole): self = .hole(hole)
      }
    }
  }

  /// Makes a pattern from parts, of which only some have live wildcards.
  ///
  /// A guarded pattern is one that may turn out not to exist.
  public init(parts: [Part], text: SymbolicString, _ grammar: Grammar, isGuarded: Bool = false) {
    self.text = text
    self.grammar = grammar
    self.isGuarded = isGuarded
    var tokens: [Token] = []
    var colons = 0
    var isSymbolic = isGuarded
    for part in parts {
      switch part {
      case .hole(let hole):
        isSymbolic = true
        tokens += Self.tokens(of: hole.shape)
      case .live(let text), .verbatim(let text):
        let isLive = if case .live = part { true } else { false }
        let scalars =
          grammar == .ignoringCase ? text.lowercased().unicodeScalars : text.unicodeScalars
        for scalar in scalars {
          let token = Self.token(scalar, grammar, isLive: isLive, isHead: colons < 5)
          if !token.isRun || tokens.last != token { tokens.append(token) }
          if scalar == ":" { colons += 1 }
        }
      }
    }
    self.tokens = tokens
    self.isSymbolic = isSymbolic
    self.parts = isSymbolic ? parts : []
  }

  /// Makes a pattern without unknown parts from its steps.
  init(_ text: SymbolicString, _ grammar: Grammar, tokens: [Token]) {
    self.text = text
    self.grammar = grammar
    self.tokens = tokens
    parts = []
    isSymbolic = false
    isGuarded = false
  }

  private static func token(
    _ scalar: Unicode.Scalar, _ grammar: Grammar, isLive: Bool, isHead: Bool
  ) -> Token {
    switch (grammar, scalar) {
    case (.ignoringCase, _): .folded(scalar)
    case (.glob, "*") where isLive: .many
    case (.glob, "?") where isLive: .one
    case (.arn, "*") where isLive: isHead ? .manyExceptColon : .many
    case (.arn, "?") where isLive: isHead ? .oneExceptColon : .one
    default: .scalar(scalar)
    }
  }

  private static func tokens(of shape: Hole.Shape) -> [Token] {
    switch shape {
    case .accountID: Array(repeating: .digit, count: 12)
    case .partition, .region, .word: [.manyWord]
    case .any, .oneOf, .regularExpression: [.many]
    }
  }

  /// Whether every text that it matches has at least one character.
  var needsCharacter: Bool { tokens.contains { !$0.isRun } }

  /// Whether it matches texts of any length above its shortest.
  var isEndless: Bool { tokens.contains(where: \.isRun) }

  /// Whether the pattern can match more than one text.
  var hasWildcards: Bool {
    isSymbolic
      || tokens.contains {
        switch $0 {
        case .scalar: false
        default: true
        }
      }
  }
}
