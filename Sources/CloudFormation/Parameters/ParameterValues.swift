public import Documents
public import Logic
public import Text

/// Parameter values given for templates, from files and options.
public struct ParameterValues: Sendable {
  /// One given value.
  public struct Given: Sendable {
    /// The value; has holes when a parent stack passes what it does not know itself.
    public var value: SymbolicString
    /// Where it is written; nil for values of options.
    public var range: SourceRange?
    /// Where a file names the parameter.
    var nameRange: SourceRange?
    /// The value where it is a list or depends on conditions of a parent stack.
    var structure: TemplateValue?
    /// Whether it is the content of an SSM parameter, and not its name.
    var isContent = false
    /// Whether the template around it passes it.
    var isPassed = false
  }

  private var values: [String: Given] = [:]

  /// No values.
  public init() {}

  /// The value given for a parameter.
  public subscript(name: String) -> Given? { values[name] }

  /// Names of all given parameters, sorted.
  public var names: [String] { values.keys.sorted() }

  /// Sets a value; replaces an earlier one.
  public mutating func set(
    _ name: String, to value: SymbolicString, at range: SourceRange? = nil,
    named nameRange: SourceRange? = nil
  ) {
    values[name] = Given(value: value, range: range, nameRange: nameRange)
  }

  /// Sets the content of an SSM parameter that a parameter names.
  public mutating func set(
    _ name: String, toContent value: String, at range: SourceRange?, named nameRange: SourceRange?
  ) {
    values[name] = Given(
      value: SymbolicString(value), range: range, nameRange: nameRange, isContent: true)
  }

  /// Sets what a parent stack passes.
  mutating func set(_ name: String, to value: TemplateValue) {
    defer { values[name]?.isPassed = true }
    switch value.form {
    case .text(let text, _): values[name] = Given(value: text, range: value.range)
    case .absent: return
    case .unknown(let hole):
      values[name] = Given(value: SymbolicString(hole), range: value.range, structure: value)
    case .sequence(let elements):
      let parts = elements.map { $0.text ?? SymbolicString(Hole(name, origin: .unsupported)) }
      values[name] = Given(
        value: SymbolicString.joined(parts, by: ","), range: value.range, structure: value)
    case .choice(let condition, _, _):
      let hole = Hole(condition, origin: .condition)
      values[name] = Given(value: SymbolicString(hole), range: value.range, structure: value)
    case .mapping:
      let hole = Hole(name, origin: .unsupported)
      values[name] = Given(value: SymbolicString(hole), range: value.range)
    }
  }

  /// Takes one value of another set.
  mutating func copy(_ name: String, from other: ParameterValues) {
    values[name] = other.values[name]
  }

  /// Sets a value given as `Name=value`.
  ///
  /// - Returns: false, and nothing is set, when there is no `=` or no name before it.
  public mutating func set(option: String) -> Bool {
    guard let sign = option.firstIndex(of: "="), sign != option.startIndex else { return false }
    set(String(option[..<sign]), to: SymbolicString(String(option[option.index(after: sign)...])))
    return true
  }

  /// Takes the values of another set; they replace earlier ones.
  public mutating func merge(_ other: ParameterValues) {
    values.merge(other.values) { _, new in new }
  }

  /// Whether a document is a parameter file, by its content.
  public static func recognises(_ root: Node) -> Bool {
    ParameterFile.allCases.contains { $0.recognises(root) }
  }

  /// Takes the values of a parameter file.
  ///
  /// - Parameter isLocated: Whether the places of the values are remembered.
  /// - Returns: false, with a located diagnostic, when the document is none.
  @discardableResult
  public mutating func read(
    _ root: Node, isLocated: Bool = true, diagnostics: inout Diagnostics
  ) -> Bool {
    guard let form = ParameterFile.allCases.first(where: { $0.recognises(root) }) else {
      diagnostics.append(
        Diagnostic(
          .error, "cfn-param-file", "this is not a parameter file", at: root.range,
          fix: "give a list of `ParameterKey` and `ParameterValue`, or a map of names to values"))
      return false
    }
    for value in form.values(of: root) {
      set(
        value.name, to: SymbolicString(value.text), at: isLocated ? value.range : nil,
        named: isLocated ? value.nameRange : nil)
    }
    return true
  }
}
