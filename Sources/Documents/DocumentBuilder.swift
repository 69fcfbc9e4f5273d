public import Logic
public import Text

/// Makes a document out of values that were computed, such as a resolved template.
///
/// Values are appended in document order; a mapping takes keys and values in turn. Afterwards
/// nobody can tell the document from one that was read, except by its syntax and holes.
public struct DocumentBuilder {
  private struct OpenCollection {
    let token: Int
    let isMapping: Bool
    var nodes = 0
  }

  private let file: FileID
  private var draft = TapeDraft()
  private var open: [OpenCollection] = []

  /// Starts a document; `file` is the file that the document stands for.
  public init(file: FileID) { self.file = file }

  /// Appends `null`.
  public mutating func null(at range: SourceRange, guards: [Precondition] = []) {
    scalar(Token.Tag.null, "null", range, guards)
  }

  /// Appends a boolean.
  public mutating func boolean(_ value: Bool, at range: SourceRange, guards: [Precondition] = []) {
    scalar(Token.Tag.boolean, value ? "true" : "false", range, guards)
  }

  /// Appends a number by its text.
  public mutating func number(_ text: String, at range: SourceRange, guards: [Precondition] = []) {
    scalar(Token.Tag.number, text, range, guards)
  }

  /// Appends a string, which may have holes; as a key where a mapping expects one.
  public mutating func string(
    _ text: SymbolicString, at range: SourceRange, guards: [Precondition] = []
  ) {
    if let literal = text.literal {
      scalar(Token.Tag.string, literal, range, guards)
    } else {
      count()
      var detail = detail(range, guards)
      detail.symbol = draft.index(ofSymbol: text)
      draft.appendScalar(Token.Tag.string, text: [], detail)
    }
  }

  /// Appends structure that is not known.
  public mutating func hole(_ hole: Hole, at range: SourceRange, guards: [Precondition] = []) {
    count()
    var detail = detail(range, guards)
    detail.symbol = draft.index(ofSymbol: SymbolicString(hole))
    draft.appendScalar(Token.Tag.other, text: [], detail)
  }

  /// Starts a sequence; `endSequence` ends it.
  public mutating func beginSequence(at range: SourceRange, guards: [Precondition] = []) {
    begin(Token.Tag.sequence, range, guards)
  }

  /// Ends the innermost collection, which must be a sequence.
  public mutating func endSequence() { end(isMapping: false) }

  /// Starts a mapping; `endMapping` ends it.
  public mutating func beginMapping(at range: SourceRange, guards: [Precondition] = []) {
    begin(Token.Tag.mapping, range, guards)
  }

  /// Ends the innermost collection, which must be a mapping with as many keys as values.
  public mutating func endMapping() { end(isMapping: true) }

  /// Appends a node of another document with all that is below it; its own guards are kept, after
  /// those that are given.
  ///
  /// - Parameter place: Where all of it is shown; nil leaves every node in its own place.
  public mutating func copy(_ node: Node, at place: SourceRange? = nil, guards: [Precondition] = [])
  {
    let guards = guards + node.guards
    let range = place ?? node.range
    switch node.kind {
    case .null: scalar(Token.Tag.null, node.rawText ?? "", range, guards)
    case .boolean: scalar(Token.Tag.boolean, node.string ?? "", range, guards)
    case .number: scalar(Token.Tag.number, node.string ?? "", range, guards)
    case .string: string(node.text ?? "", at: range, guards: guards)
    case .hole: node.hole.map { hole($0, at: range, guards: guards) }
    case .sequence:
      beginSequence(at: range, guards: guards)
      for element in node.elements { copy(element, at: place) }
      endSequence()
    case .mapping:
      beginMapping(at: range, guards: guards)
      for member in node.members {
        copy(member.key, at: place)
        copy(member.value, at: place)
      }
      endMapping()
    }
  }

  /// The document; nil unless exactly one value was appended and every collection ended.
  public consuming func finish() -> Document? {
    guard open.isEmpty, draft.count > 0, Int(draft.tokens[0].span) == draft.count else {
      return nil
    }
    let tape = Tape(draft, file: file, hasDuplicates: true)
    return Document(tape: tape, root: 0, syntax: .built)
  }

  private mutating func begin(_ tag: UInt32, _ range: SourceRange, _ guards: [Precondition]) {
    count()
    let token = draft.open(tag, detail(range, guards))
    open.append(OpenCollection(token: token, isMapping: tag == Token.Tag.mapping))
  }

  private mutating func end(isMapping: Bool) {
    guard let collection = open.popLast() else {
      preconditionFailure("an end without a start")
    }
    precondition(collection.isMapping == isMapping, "the innermost collection is of the other kind")
    precondition(!isMapping || collection.nodes.isMultiple(of: 2), "a key without a value")
    draft.close(collection.token, children: isMapping ? collection.nodes / 2 : collection.nodes)
  }

  private mutating func scalar(
    _ tag: UInt32, _ text: String, _ range: SourceRange, _ guards: [Precondition]
  ) {
    count()
    draft.appendScalar(tag, text: text.utf8, detail(range, guards))
  }

  private mutating func detail(_ range: SourceRange, _ guards: [Precondition]) -> Detail {
    Detail(range: range, style: .built, guards: draft.index(ofGuards: guards))
  }

  private mutating func count() {
    if !open.isEmpty { open[open.count - 1].nodes += 1 }
  }
}
