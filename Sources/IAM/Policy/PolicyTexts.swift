public import Logic
public import Text

/// The entries of an element of a policy, in order.
///
/// What was read from an export is kept as numbers of shared texts, since a policy's actions are
/// many and repeat in every account; making an element costs a `String`.
public struct PolicyTexts: RandomAccessCollection, Sendable, ExpressibleByArrayLiteral {
  /// A text of a table with the place where it is written.
  @usableFromInline
  struct Reference: Hashable, Sendable {
    @usableFromInline let number: UInt32
    let lower: UInt32
    let upper: UInt32
  }

  @usableFromInline
  enum Storage: Sendable {
    case texts([PolicyText])
    case references(TextTable, FileID, [Reference])
  }

  @usableFromInline let storage: Storage

  /// Keeps texts as they are.
  public init(_ texts: [PolicyText]) { storage = .texts(texts) }

  /// Keeps texts as they are.
  public init(arrayLiteral elements: PolicyText...) { storage = .texts(elements) }

  init(_ references: [Reference], of table: TextTable, in file: FileID) {
    storage = .references(table, file, references)
  }

  /// 0.
  public var startIndex: Int { 0 }

  /// How many there are.
  public var endIndex: Int {
    switch storage {
    case .texts(let texts): texts.count
    case .references(_, _, let references): references.count
    }
  }

  /// An entry.
  public subscript(position: Int) -> PolicyText {
    switch storage {
    case .texts(let texts): return texts[position]
    case .references(let table, let file, let references):
      let entry = references[position]
      return PolicyText(
        SymbolicString(table[Int(entry.number)]),
        at: SourceRange(file: file, lower: entry.lower, upper: entry.upper))
    }
  }

  /// Whether some entry has a part that is not known.
  public var hasHoles: Bool {
    switch storage {
    case .texts(let texts): texts.contains { $0.text.literal == nil }
    case .references: false
    }
  }

  /// Whether every entry is there under all conditions of a template.
  public var isUnguarded: Bool {
    switch storage {
    case .texts(let texts): texts.allSatisfy(\.guards.isEmpty)
    case .references: true
    }
  }

  /// What was worked out about every entry's text, each distinct text once.
  @inlinable
  public func forEach<Value>(
    _ memo: inout TextMemo<Value>, _ compute: (SymbolicString) -> Value, _ body: (Value) -> Void
  ) {
    switch storage {
    case .texts(let texts):
      for text in texts { body(memo.value(of: text.text, compute)) }
    case .references(let table, _, let references):
      memo.choose(table)
      for entry in references { body(memo.value(ofNumber: Int(entry.number), compute)) }
    }
  }
}

/// What is worked out once per distinct text.
public struct TextMemo<Value> {
  @usableFromInline var table: TextTable?
  @usableFromInline var numbered: [Value?] = []
  /// The values of the other tables; documents of one table mostly come in a row.
  @usableFromInline var parked: [ObjectIdentifier: (table: TextTable, numbered: [Value?])] = [:]
  @usableFromInline var others: [SymbolicString: Value] = [:]

  /// Remembers nothing yet.
  @inlinable
  public init() {}

  @inlinable
  mutating func choose(_ table: TextTable) {
    if self.table === table { return }
    if let previous = self.table { parked[ObjectIdentifier(previous)] = (previous, numbered) }
    numbered = parked.removeValue(forKey: ObjectIdentifier(table))?.numbered ?? []
    self.table = table
  }

  @inlinable
  mutating func value(ofNumber number: Int, _ compute: (SymbolicString) -> Value) -> Value {
    if number < numbered.count, let known = numbered[number] { return known }
    return learn(number, compute)
  }

  @inlinable
  mutating func learn(_ number: Int, _ compute: (SymbolicString) -> Value) -> Value {
    guard let table else { return compute("") }
    if number >= numbered.count {
      numbered += Array(repeating: nil, count: table.count - numbered.count)
    }
    let value = compute(SymbolicString(table[number]))
    numbered[number] = value
    return value
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
