public import Logic
public import Text

/// The entries of an element of a policy, in order.
///
/// What was read from an export is kept as numbers of shared texts, since a policy's actions are
/// many and repeat in every account; making an element costs a `String`.
public struct PolicyTexts: RandomAccessCollection, Sendable, ExpressibleByArrayLiteral {
  @usableFromInline
  enum Storage: Sendable {
    case texts([PolicyText])
    /// A shared list with the start of the element.
    case list(TextList, FileID, UInt32)
  }

  @usableFromInline let storage: Storage

  /// Keeps texts as they are.
  public init(_ texts: [PolicyText]) { storage = .texts(texts) }

  /// Keeps texts as they are.
  public init(arrayLiteral elements: PolicyText...) { storage = .texts(elements) }

  init(_ list: TextList, at start: UInt32, in file: FileID) { storage = .list(list, file, start) }

  /// 0.
  public var startIndex: Int { 0 }

  /// How many there are.
  public var endIndex: Int {
    switch storage {
    case .texts(let texts): texts.count
    case .list(let list, _, _): list.entries.count
    }
  }

  /// An entry.
  public subscript(position: Int) -> PolicyText {
    switch storage {
    case .texts(let texts): return texts[position]
    case .list(let list, let file, let start):
      let entry = list.entries[position]
      return PolicyText(
        SymbolicString(list.table[Int(entry.number)]),
        at: SourceRange(file: file, lower: start + entry.lower, upper: start + entry.upper))
    }
  }

  /// Whether some entry has a part that is not known.
  public var hasHoles: Bool {
    switch storage {
    case .texts(let texts): texts.contains { $0.text.literal == nil }
    case .list: false
    }
  }

  /// Whether every entry is there under all conditions of a template.
  public var isUnguarded: Bool {
    switch storage {
    case .texts(let texts): texts.allSatisfy(\.guards.isEmpty)
    case .list: true
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
    case .list(let list, _, _):
      memo.choose(list.table)
      for entry in list.entries { body(memo.value(ofNumber: Int(entry.number), compute)) }
    }
  }

  /// What was worked out about all entries together, each distinct text and each shared list once.
  ///
  /// - Parameters:
  ///   - none: What is known of no entries.
  ///   - merge: Adds what is known of one more entry.
  @inlinable
  public func merged<Value>(
    _ memo: inout TextMemo<Value>, from none: Value, _ compute: (SymbolicString) -> Value,
    _ merge: (inout Value, Value) -> Void
  ) -> Value {
    var result = none
    guard case .list(let list, _, _) = storage, let ordinal = list.ordinal else {
      forEach(&memo, compute) { merge(&result, $0) }
      return result
    }
    memo.choose(list.table)
    if let known = memo.value(ofList: ordinal) { return known }
    for entry in list.entries { merge(&result, memo.value(ofNumber: Int(entry.number), compute)) }
    memo.learn(result, ofList: ordinal)
    return result
  }
}
