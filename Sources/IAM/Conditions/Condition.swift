public import Logic
public import Text

/// One operator/key pair of a `Condition` block with its values.
public struct Condition: Hashable, Sendable {
  /// The operator as written, set qualifier and `IfExists` included.
  public let operatorText: String
  /// The condition key as written.
  public let key: SymbolicString
  /// The values as written (booleans and numbers as their JSON text).
  public let values: [PolicyText]
  /// The operator's value node: covers all values.
  public let range: SourceRange?
  /// What the operator means; nil if AWS does not define it.
  public let operation: ConditionOperator?
  /// The key by name; a template's hole in it is part of the name.
  public let contextKey: ContextKey
  /// What the values mean; nil if they hold policy variables or the operator is not defined.
  let compiled: ConditionValues?

  /// Makes a condition; `hasVariables` says whether `${…}` is a policy variable.
  public init(
    operatorText: String, key: SymbolicString, values: [PolicyText], range: SourceRange?,
    hasVariables: Bool = true
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
}
