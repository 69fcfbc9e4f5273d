extension PackedWriter {
  /// Writes what must hold.
  ///
  /// Where it is raised is left out, but for questions about a place.
  public mutating func residual(_ residual: Residual) {
    list(residual.ways) { writer, way in
      writer.list(way.literals) { $0.literal($1) }
    }
  }

  private mutating func literal(_ literal: Literal) {
    switch literal.variable.subject {
    case .key(let key):
      number(UInt8(0))
      text(key.display)
    case .proposition(let question):
      number(UInt8(1))
      proposition(question)
    case .parameter(let parameter):
      number(UInt8(2))
      proposition(parameter)
    }
    signed(literal.variable.hop)
    number(literal.kind.rawValue)
    values(literal.values)
    optional(literal.domain == .everything ? nil : literal.domain) { $0.values($1) }
  }

  private mutating func proposition(_ proposition: Proposition) {
    text(proposition.text)
    optional(proposition.range) { $0.range($1) }
  }
}

extension PackedReader {
  /// Reads what must hold.
  public mutating func residual() throws(Damaged) -> Residual {
    Residual(
      ways: try list { reader throws(Damaged) in
        Way(
          sorted: try reader.list { reader throws(Damaged) in try reader.literal() }
            .sorted { $0.variable < $1.variable })
      })
  }

  private mutating func literal() throws(Damaged) -> Literal {
    let subject: Variable.Subject
    switch try byte() {
    case 0: subject = .key(ContextKey(try text()))
    case 1: subject = .proposition(try proposition())
    case 2: subject = .parameter(try proposition())
    default: throw Damaged()
    }
    let hop = try signed()
    guard let kind = LiteralClass(rawValue: try byte()) else { throw Damaged() }
    return Literal(
      Variable(subject, hop: hop), in: try values(),
      of: try optional { reader throws(Damaged) in try reader.values() } ?? .everything, kind: kind)
  }

  private mutating func proposition() throws(Damaged) -> Proposition {
    let text = try text()
    return Proposition(text, at: try optional { reader throws(Damaged) in try reader.range() })
  }
}
