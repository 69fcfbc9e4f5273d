import Estate
import Findings
import FoundationEssentials
import GRDB
import Logic

/// What edges ask for, each kept once and without secrets.
struct SavedRequirements {
  private let redaction: SecretRedaction
  private var ids: [Residual: Int] = [:]

  init(_ redaction: SecretRedaction) { self.redaction = redaction }

  /// The number of what an edge asks for; nil for nothing.
  mutating func id(of residual: Residual, _ database: Database) throws -> Int? {
    if residual.isAlways { return nil }
    if let known = ids[residual] { return known }
    let id = ids.count
    ids[residual] = id
    var writer = PackedWriter { [redaction] in redaction($0) }
    writer.residual(hiding(residual))
    try database.cachedStatement(sql: "INSERT INTO requirement VALUES (?, ?)")
      .execute(arguments: [id, Data(writer.bytes)])
    return id
  }

  private func hiding(_ residual: Residual) -> Residual {
    let isOpen = residual.ways.allSatisfy { $0.literals.allSatisfy { hidden($0) == nil } }
    return isOpen ? residual : residual.map { Residual(hidden($0) ?? $0) }
  }

  /// What is kept instead of a requirement that names a secret; nil for one that names none.
  ///
  /// ExternalIds become their tokens, which stay as different as they are, and patterns of them
  /// become patterns that nobody knows. What else holds secrets becomes a question in the words that
  /// reports print, which contradicts nothing.
  private func hidden(_ literal: Literal) -> Literal? {
    if case .proposition = literal.variable.subject { return nil }
    let isExternalID = literal.variable.key?.namesExternalID == true
    let residuals = Logic.Redaction { _, value in
      isExternalID ? redaction.externalID(value) : nil
    }
    let shown = redaction(literal.display(redacting: residuals))
    if shown == literal.display(redacting: .none) { return nil }
    if isExternalID, let values = tokens(literal.values), let domain = tokens(literal.domain) {
      return Literal(literal.variable, in: values, of: domain, kind: literal.kind)
    }
    return Literal(
      Variable(.proposition(Proposition(shown)), hop: literal.variable.hop), in: .yes,
      of: .truthValues, kind: literal.kind)
  }

  /// The same set of tokens; nil for lists of values, which the key never has.
  private func tokens(_ set: ValueSet) -> ValueSet? {
    if set == .everything { return set }
    guard set.many.isEmpty || set.many == .everything else { return nil }
    let cells = set.single.cells.map { cell in
      TextSet(
        TextCell(
          matching: cell.matching.map(token), missing: cell.missing.map(token),
          number: cell.number, date: cell.date, address: cell.address))
    }
    let listed = TextSet(set.single.values.map { redaction.externalID($0) })
    return ValueSet(
      absent: set.admitsAbsence, single: cells.isEmpty ? listed : TextSet(union: [listed] + cells),
      many: set.many)
  }

  private func token(_ pattern: Pattern) -> Pattern {
    let text = pattern.text
    if text.literal == nil, text.segments.count == text.holes.count { return pattern }
    let shown = text.segments.map { segment in
      if case .literal(let part) = segment {
        SymbolicString.Segment.literal(redaction.externalID(part))
      } else {
        segment
      }
    }
    return Pattern(
      parts: [.hole(Hole("ExternalId", origin: .attribute))],
      text: SymbolicString(shown), pattern.grammar)
  }
}
