/// What becomes of a hole of a pattern.
public enum Filling: Hashable, Sendable {
  /// It stays.
  case open
  /// It is this text.
  case text(String)
  /// It is another hole, of the same shape.
  case hole(Hole)
}

extension ValueSet {
  /// Whether some pattern of the set has holes.
  public var isSymbolic: Bool { single.isSymbolic || many.isSymbolic }

  /// The set with the holes of its patterns filled.
  public func filling(_ fill: (Hole) -> Filling) -> ValueSet {
    isSymbolic
      ? ValueSet(absent: admitsAbsence, single: single.filling(fill), many: many.filling(fill))
      : self
  }
}

extension TextFamily {
  fileprivate var isSymbolic: Bool {
    cells.contains { $0.within.isSymbolic || $0.meeting.contains(where: \.isSymbolic) }
  }

  fileprivate func filling(_ fill: (Hole) -> Filling) -> TextFamily {
    cells.reduce(.nothing) { result, cell in
      let within = TextFamily(within: cell.within.filling(fill))
      return result.union(
        cell.meeting.reduce(within) { $0.intersection(TextFamily(meeting: $1.filling(fill))) })
    }
  }
}

extension TextSet {
  fileprivate var isSymbolic: Bool {
    cells.contains { ($0.matching + $0.missing).contains(where: \.isSymbolic) }
  }

  fileprivate func filling(_ fill: (Hole) -> Filling) -> TextSet {
    guard isSymbolic else { return self }
    return cells.reduce(TextSet(values)) { result, cell in
      result.union(
        TextSet(
          TextCell(
            matching: cell.matching.map { $0.filling(fill) },
            missing: cell.missing.map { $0.filling(fill) }, number: cell.number, date: cell.date,
            address: cell.address)))
    }
  }
}

extension Pattern {
  fileprivate func filling(_ fill: (Hole) -> Filling) -> Pattern {
    guard isSymbolic else { return self }
    var segments = text.segments
    let filled = parts.map { part -> Part in
      guard case .hole(let hole) = part else { return part }
      let (filled, segment): (Part, SymbolicString.Segment) =
        switch fill(hole) {
        case .open: (part, .hole(hole))
        case .text(let text): (.verbatim(text), .literal(text))
        case .hole(let other): (.hole(other), .hole(other))
        }
      for index in segments.indices where segments[index] == .hole(hole) {
        segments[index] = segment
      }
      return filled
    }
    return Pattern(parts: filled, text: SymbolicString(segments), grammar, isGuarded: isGuarded)
  }
}
