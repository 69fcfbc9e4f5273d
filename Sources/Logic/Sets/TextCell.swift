/// Texts that meet every one of some tests: patterns to match, patterns to miss, and what the text
/// must be when it is read as a number, a date or an address.
public struct TextCell: Hashable, Sendable {
  /// Patterns that must all match; empty for no such test.
  public let matching: [Pattern]
  /// Patterns none of which may match.
  public let missing: [Pattern]
  /// The text as a decimal number; nil for no such test.
  public let number: IntervalSet?
  /// The text as a date, in seconds since 1970; nil for no such test.
  public let date: IntervalSet?
  /// The text as an Internet address; nil for no such test.
  public let address: AddressSet?

  /// Makes a cell.
  public init(
    matching: [Pattern] = [], missing: [Pattern] = [], number: IntervalSet? = nil,
    date: IntervalSet? = nil, address: AddressSet? = nil
  ) {
    self.matching = matching
    self.missing = missing
    self.number = number
    self.date = date
    self.address = address
  }

  /// Whether nothing is tested.
  var isEverything: Bool {
    matching.isEmpty && missing.isEmpty && number == nil && date == nil && address == nil
  }

  /// Whether a text passes every test; unknown only where a pattern is symbolic.
  public func contains(_ text: String) -> Truth {
    if let number, !number.contains(Decimal(text)) { return .no }
    if let date, !date.contains(DateTime.seconds(text)) { return .no }
    if let address, !address.contains(Address(text)) { return .no }
    var result = Truth.yes
    for pattern in matching {
      result = result && pattern.matches(text)
      if result == .no { return .no }
    }
    for pattern in missing {
      result = result && !pattern.matches(text)
      if result == .no { return .no }
    }
    return result
  }

  /// Whether some text passes every test, whatever the holes of patterns stand for.
  var hasMember: Truth {
    if isCertainlyEmpty { return .no }
    guard number == nil, date == nil, address == nil else { return .unknown }
    if case .found(let text) = PatternSearch.word(in: matching, outside: missing),
      contains(text) == .yes
    {
      return .yes
    }
    // Every pattern matches something, whatever its holes stand for.
    let open = matching.filter(\.isSymbolic)
    let isInside =
      open.count == 1 && !open[0].isGuarded && missing.allSatisfy { !open[0].overlaps($0) }
      && matching.allSatisfy { $0 == open[0] || open[0].isCovered(by: $0) }
    return isInside ? .yes : .unknown
  }

  /// The texts in both cells; nil when there certainly are none.
  func intersection(_ other: TextCell) -> TextCell? {
    if isEverything { return other }
    if other.isEverything { return self }
    let result = TextCell(
      matching: matching + other.matching.filter { !matching.contains($0) },
      missing: missing + other.missing.filter { !missing.contains($0) },
      number: Self.both(number, other.number) { $0.intersection($1) },
      date: Self.both(date, other.date) { $0.intersection($1) },
      address: Self.both(address, other.address) { $0.intersection($1) })
    return result.isCertainlyEmpty ? nil : result
  }

  /// Everything outside the cell, as cells of one test each.
  var complement: [TextCell] {
    var result = matching.map { TextCell(missing: [$0]) }
    result += missing.map { TextCell(matching: [$0]) }
    if let number { result.append(TextCell(number: number.complement)) }
    if let date { result.append(TextCell(date: date.complement)) }
    if let address { result.append(TextCell(address: address.complement)) }
    return result.filter { !$0.isCertainlyEmpty }
  }

  private static func both<Part>(
    _ left: Part?, _ right: Part?, _ intersect: (Part, Part) -> Part
  ) -> Part? {
    guard let left, let right else { return left ?? right }
    return intersect(left, right)
  }

  /// Whether it is certain that no text passes every test.
  var isCertainlyEmpty: Bool {
    if number?.isEmpty == true || date?.isEmpty == true || address?.isEmpty == true { return true }
    if matching.isEmpty && missing.isEmpty { return false }
    if missing.isEmpty && matching.count == 1 { return false }
    // The empty text, or one of the endless many that a run takes and single texts are not.
    if matching.isEmpty, missing.allSatisfy({ $0.isSymbolic || $0.needsCharacter }) { return false }
    if matching.count <= 1, matching.allSatisfy({ $0.isEndless && !$0.isSymbolic }),
      missing.allSatisfy({ $0.isSymbolic || !$0.hasWildcards })
    {
      return false
    }
    return PatternSearch.isEmpty(in: matching, outside: missing)
  }
}
