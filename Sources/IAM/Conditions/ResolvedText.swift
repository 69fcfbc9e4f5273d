import Logic

/// A text of a policy with the values of its policy variables put in.
struct ResolvedText {
  /// The parts of a pattern.
  let parts: [Pattern.Part]
  /// What people see.
  let display: SymbolicString

  /// A text without variables.
  init(_ text: SymbolicString) {
    parts = text.segments.map {
      switch $0 {
      case .literal(let literal): .live(literal)
      case .hole(let hole): .hole(hole)
      }
    }
    display = text
  }

  /// Puts in the values of variables; nil if one of them has none and no default, so that the text
  /// equals and resembles nothing.
  init?(_ text: SymbolicString, in request: Request) {
    var parts: [Pattern.Part] = []
    var display: [SymbolicString.Segment] = []
    for part in PolicyVariable.parts(of: text) {
      switch part {
      case .text(let literal):
        parts.append(.live(literal))
        display.append(.literal(literal))
      case .verbatim(let literal):
        parts.append(.verbatim(literal))
        display.append(.literal(literal))
      case .hole(let hole):
        parts.append(.hole(hole))
        display.append(.hole(hole))
      case .variable(let key, let fallback):
        switch request.text(of: key) {
        case .absent:
          guard let fallback else { return nil }
          parts.append(.verbatim(fallback))
          display.append(.literal(fallback))
        case .text("") where fallback != nil, .open:
          // Whether an empty value gives way to the default is not documented.
          let hole = Hole(key.display, origin: .policyVariable)
          parts.append(.hole(hole))
          display.append(.hole(hole))
        case .text(let value):
          parts.append(.verbatim(value))
          display.append(.literal(value))
        }
      }
    }
    self.parts = parts
    self.display = SymbolicString(display)
  }

  /// The text, if all of it is known.
  var literal: String? { display.literal }

  /// The text as a pattern.
  func pattern(_ grammar: Pattern.Grammar, isGuarded: Bool = false) -> Pattern {
    Pattern(parts: parts, text: display, grammar, isGuarded: isGuarded)
  }

  /// How an ARN pattern's wildcards keep to the parts of the ARN.
  enum Reach {
    /// Every `*` stays within its part.
    case parts
    /// The last part is missing, and the text ends in a `*`, which stands for what follows.
    case openEnded
    /// Some `*` could reach beyond the colon behind it.
    case stretching
    /// It has too few parts and no `*`.
    case short
  }

  /// How far the wildcards reach; holes hold no colon.
  var reach: Reach {
    var colons = 0
    var isStar = false
    var hasStar = false
    var mayStretch = false
    for part in parts where colons < 5 {
      isStar = false
      guard let (text, isLive) = part.text else { continue }
      for byte in text.utf8 where colons < 5 {
        if byte == UInt8(ascii: ":") {
          colons += 1
          mayStretch = mayStretch || isStar
        }
        isStar = isLive && byte == UInt8(ascii: "*")
        hasStar = hasStar || isStar
      }
    }
    if colons == 5 { return mayStretch ? .stretching : .parts }
    // A hole may turn out to be a whole ARN.
    if literal == nil, !hasStar { return .parts }
    return hasStar ? (isStar && !mayStretch ? .openEnded : .stretching) : .short
  }

  /// Whether some wildcard is live.
  var hasWildcards: Bool {
    parts.contains {
      if case .live(let text) = $0 { text.hasWildcard } else { false }
    }
  }
}

extension Pattern.Part {
  /// The text of a part that is known, and whether its wildcards count.
  fileprivate var text: (String, isLive: Bool)? {
    switch self {
    case .live(let text): (text, true)
    case .verbatim(let text): (text, false)
    case .hole: nil
    }
  }
}
