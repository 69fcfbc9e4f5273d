public import Logic
public import Text

/// One operator/key pair of a `Condition` block with its values.
///
/// Conditions repeat in many policies: what one says is kept once, with places that count from the
/// start of where it stands.
public struct Condition: Sendable {
  private let content: Content
  /// Where its places count from; nil for those that count from the start of their own file.
  private let origin: Origin?

  private struct Origin {
    let file: FileID
    let offset: UInt32
  }

  /// The operator as written, set qualifier and `IfExists` included.
  public var operatorText: String { content.operatorText }
  /// The condition key as written.
  public var key: SymbolicString { content.key }
  /// What the operator means; nil if AWS does not define it.
  public var operation: ConditionOperator? { content.operation }
  /// The key by name; a template's hole in it is part of the name.
  public var contextKey: ContextKey { content.contextKey }
  /// The operator's value node: covers all values.
  public var range: SourceRange? { place(content.range) }
  /// What the values mean; nil if they hold policy variables or the operator is not defined.
  var compiled: ConditionValues? { content.compiled }

  /// The values without their places.
  public var texts: some Collection<SymbolicString> { content.values.lazy.map(\.text) }

  /// The values as written (booleans and numbers as their JSON text).
  public var values: [PolicyText] {
    guard origin != nil else { return content.values }
    return content.values.map { PolicyText($0.text, at: place($0.range), guards: $0.guards) }
  }

  /// Makes a condition; `hasVariables` says whether `${…}` is a policy variable.
  public init(
    operatorText: String, key: SymbolicString, values: [PolicyText], range: SourceRange?,
    hasVariables: Bool = true
  ) {
    content = Content(operatorText, key, values, range, hasVariables: hasVariables)
    origin = nil
  }

  private init(_ content: Content, _ origin: Origin?) {
    self.content = content
    self.origin = origin
  }

  private func place(_ range: SourceRange?) -> SourceRange? {
    guard let origin, let range else { return range }
    return SourceRange(
      file: origin.file, lower: range.lower + origin.offset, upper: range.upper + origin.offset)
  }

  /// The same condition with places that count from an offset of its file, to be moved to others.
  func moved(back offset: UInt32) -> Condition {
    Condition(content.moved(back: offset), nil)
  }

  /// The same condition where it begins to count at another place.
  func moved(to file: FileID, by offset: UInt32) -> Condition {
    Condition(content, Origin(file: file, offset: offset))
  }
}

extension Condition {
  /// What a condition says, wherever it stands.
  private final class Content: Sendable {
    let operatorText: String
    let key: SymbolicString
    let values: [PolicyText]
    let range: SourceRange?
    let operation: ConditionOperator?
    let contextKey: ContextKey
    let compiled: ConditionValues?

    init(
      _ operatorText: String, _ key: SymbolicString, _ values: [PolicyText], _ range: SourceRange?,
      hasVariables: Bool
    ) {
      self.operatorText = operatorText
      self.key = key
      self.values = values
      self.range = range
      operation = ConditionOperator(operatorText)
      contextKey = ContextKey(key.display)
      compiled = operation.flatMap { operation in
        let isVariable =
          hasVariables && operation.takesVariables
          && values.contains { PolicyVariable.occurs(in: $0.text) }
        return isVariable ? nil : ConditionValues(operation, values) { .init($0.text) }
      }
    }

    private init(_ other: Content, values: [PolicyText], range: SourceRange?) {
      operatorText = other.operatorText
      key = other.key
      self.values = values
      self.range = range
      operation = other.operation
      contextKey = other.contextKey
      compiled = other.compiled
    }

    func moved(back offset: UInt32) -> Content {
      let move = { (range: SourceRange) in
        SourceRange(
          file: range.file, lower: range.lower - offset, upper: range.upper - offset)
      }
      return Content(
        self,
        values: values.map { PolicyText($0.text, at: $0.range.map(move), guards: $0.guards) },
        range: range.map(move))
    }
  }
}
