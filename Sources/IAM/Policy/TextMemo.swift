public import Logic

/// What is worked out once per distinct text.
///
/// One memo answers one question: it is always asked with the same computation.
public struct TextMemo<Value> {
  /// What is known of the texts of a table.
  @usableFromInline
  struct Known {
    @usableFromInline var numbered: [Value?] = []
    @usableFromInline var lists: [Value?] = []

    @inlinable
    init() {}
  }

  @usableFromInline var table: TextTable?
  @usableFromInline var known = Known()
  /// What is known of the other tables; documents of one table mostly come in a row.
  @usableFromInline var parked: [ObjectIdentifier: (table: TextTable, known: Known)] = [:]
  @usableFromInline var others: [SymbolicString: Value] = [:]

  /// Remembers nothing yet.
  @inlinable
  public init() {}

  @inlinable
  mutating func choose(_ table: TextTable) {
    if self.table === table { return }
    if let previous = self.table { parked[ObjectIdentifier(previous)] = (previous, known) }
    known = parked.removeValue(forKey: ObjectIdentifier(table))?.known ?? Known()
    self.table = table
  }

  @inlinable
  mutating func value(ofNumber number: Int, _ compute: (SymbolicString) -> Value) -> Value {
    if number < known.numbered.count, let value = known.numbered[number] { return value }
    return learn(number, compute)
  }

  @inlinable
  mutating func learn(_ number: Int, _ compute: (SymbolicString) -> Value) -> Value {
    guard let table else { return compute("") }
    if number >= known.numbered.count {
      known.numbered += Array(repeating: nil, count: table.count - known.numbered.count)
    }
    let value = compute(SymbolicString(table[number]))
    known.numbered[number] = value
    return value
  }

  @inlinable
  func value(ofList ordinal: Int) -> Value? {
    ordinal < known.lists.count ? known.lists[ordinal] : nil
  }

  @inlinable
  mutating func learn(_ value: Value, ofList ordinal: Int) {
    if ordinal >= known.lists.count {
      known.lists += Array(repeating: nil, count: ordinal + 1 - known.lists.count)
    }
    known.lists[ordinal] = value
  }

  @inlinable
  mutating func value(of text: SymbolicString, _ compute: (SymbolicString) -> Value) -> Value {
    if let known = others[text] { return known }
    let value = compute(text)
    others[text] = value
    return value
  }
}

extension TextMemo: Sendable where Value: Sendable {}

extension TextMemo.Known: Sendable where Value: Sendable {}
