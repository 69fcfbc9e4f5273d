import Documents
import Logic
import Text

/// One template being evaluated for one stack.
///
/// Total: whatever cannot be known becomes a hole, whatever is wrong becomes a diagnostic.
final class Evaluation {
  /// Most values that one template may expand to.
  static let valueLimit = 2_000_000
  /// Longest text that functions may build, in bytes.
  static let textLimit = 1_048_576
  /// Deepest nesting of values and references.
  static let depthLimit = 200

  let template: Template
  let context: StackContext
  let given: ParameterValues
  let library: StackLibrary
  /// The templates of the stacks around this one.
  let ancestors: [SourceRange]
  let parameters: [String: Parameter]
  var declarations: [String: Declaration] = [:]
  var logicalIDs: [String] = []
  var diagnostics = Diagnostics()
  /// Where values came from, by the place that uses them.
  var notes: [SourceRange: [Diagnostic.Note]] = [:]
  /// Places that use a value given from outside of all templates.
  var givenPlaces: Set<SourceRange> = []
  var conditionEntries: [String: Entry] = [:]
  var conditionNames: [String] = []
  var outcomes: [String: ConditionOutcome] = [:]
  /// What conditions ask of parameters, as far as that was worked out.
  var requirements: [String: Residual] = [:]
  var parameterValues: [String: TemplateValue] = [:]
  /// Names of resources, because many places refer to the same one.
  var names: [String: TemplateValue] = [:]
  /// Names of conditions, resources and maps whose evaluation has begun and not ended.
  var underway: Set<String> = []
  /// Whether NoEcho values may be looked at; only while a condition is decided.
  var mayReadSecrets = false
  var opaqueReasons: [String] = []
  /// Nested stacks and modules by logical id; nil for those whose template is not known.
  var children: [String: Evaluation?] = [:]
  /// Roles that the deployment assumes to read outputs of other stacks.
  var assumedRoles: [AssumedRole] = []
  /// The resource of the template around this one that stands for this one.
  var owner: Declaration?
  /// Whether a value of another stack was asked for.
  var readsOtherStacks = false
  /// What the `Rules` section leaves of the values of parameters.
  var narrowings: [String: Hole.Shape] = [:]
  /// What is put before logical ids in generated names: those of the modules around.
  var logicalPrefix = ""
  /// Included files so far.
  var includes = 0
  /// The files that the `Transform` section includes.
  private(set) lazy var includedRoots = readIncludedRoots()
  /// Values that a deployed stack gives for attributes, by `Name.Attribute`.
  private(set) lazy var liveAttributes = readLiveAttributes()
  /// Whether a transform or a resource that is not understood may declare further names.
  var mayDeclareMore = false
  let budget: EvaluationBudget
  private var reported: Set<String> = []

  init(
    template: Template, parameters given: ParameterValues, context: StackContext,
    library: StackLibrary = StackLibrary(), ancestors: [SourceRange] = [],
    budget: EvaluationBudget = EvaluationBudget()
  ) {
    self.template = template
    self.given = given
    self.context = context
    self.library = library
    self.ancestors = ancestors
    self.budget = budget
    parameters = Dictionary(
      template.parameters.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
  }

  /// The value of a node.
  func value(_ node: Node, _ scope: Scope) -> TemplateValue {
    guard let call = IntrinsicCall(node, scope) else { return untaggedValue(node, scope) }
    return limited(at: node) { evaluate(call) }
  }

  /// The value of a node whose own tag, if any, was already dealt with.
  func untaggedValue(_ node: Node, _ scope: Scope) -> TemplateValue {
    limited(at: node) { plainValue(node, scope) }
  }

  /// Runs a body unless the template is too large or too deep to be evaluated further.
  private func limited(at node: Node, _ body: () -> TemplateValue) -> TemplateValue {
    budget.values += 1
    guard budget.values <= Self.valueLimit, budget.depth < Self.depthLimit else {
      report(
        .error, "cfn-limit", "this template is larger or deeper than is evaluated",
        at: node.range)
      return unsupported("the rest", at: node.range)
    }
    budget.depth += 1
    defer { budget.depth -= 1 }
    return body()
  }

  private func plainValue(_ node: Node, _ scope: Scope) -> TemplateValue {
    switch node.kind {
    case .hole:
      return .unknown(node.hole ?? Hole("?", origin: .unsupported), at: node.range)
    case .null:
      report(.warning, "cfn-null", "null is not allowed in templates", at: node.range)
      return .absent(at: node.range)
    case .boolean, .number, .string:
      return scalar(node, scope)
    case .sequence:
      let elements = node.elements.map { value($0, scope) }.filter { !$0.isAbsent }
      return .sequence(elements, at: node.range)
    case .mapping:
      return mapping(node, scope)
    }
  }

  private func scalar(_ node: Node, _ scope: Scope) -> TemplateValue {
    guard let written = ScalarText(node) else {
      return .text(node.text ?? "", at: node.range)
    }
    if let other = ScalarText.octalReading(of: node) {
      reportOctal(written.text, other, at: node.range)
    }
    return .text(scope.substituted(written.text), written.scalar, from: node)
  }

  private func mapping(_ node: Node, _ scope: Scope) -> TemplateValue {
    var members: [TemplateValue.Member] = []
    var places: [SymbolicString: Int] = [:]
    for entry in entries(of: node, scope) {
      if entry.key.literal == Transform.name {
        return evaluate(
          IntrinsicCall(name: Transform.name, argument: entry.node, at: node.range, scope))
      }
      let value = value(entry.node, entry.scope)
      let member = TemplateValue.Member(key: entry.key, keyRange: entry.keyRange, value: value)
      if let place = places[entry.key] {
        members[place] = member
      } else {
        places[entry.key] = members.count
        members.append(member)
      }
    }
    return TemplateValue(.mapping(members.filter { !$0.value.isAbsent }), at: node.range)
  }

  /// An unknown value, for what is not evaluated.
  func unsupported(_ name: String, at range: SourceRange?) -> TemplateValue {
    .unknown(Hole(name, origin: .unsupported), at: range)
  }

  /// Tells that a scalar is one account id as text and another as the number that YAML 1.1 reads.
  func reportOctal(_ text: String, _ other: String, at range: SourceRange) {
    report(
      .warning, "cfn-octal-account-id",
      "`\(text)` without quotes is the octal number `\(other)` to YAML 1.1 readers; "
        + "either account may be meant", at: range, fix: "put it in quotes")
  }

  /// Adds a diagnostic once per code and place.
  func report(
    _ severity: Severity, _ code: String, _ message: String, at range: SourceRange?,
    notes: [Diagnostic.Note] = [], fix: String? = nil
  ) {
    let place = range.map { "\($0.file.rawValue):\($0.lower):\($0.upper)" } ?? ""
    guard reported.insert("\(code) \(place) \(message)").inserted else { return }
    diagnostics.append(
      Diagnostic(severity, code, message, at: range, notes: notes, fix: fix))
  }

  /// Remembers where the value used at a place came from.
  func note(_ message: String, from origin: SourceRange?, usedAt range: SourceRange) {
    let note = Diagnostic.Note(message, at: origin)
    if notes[range]?.contains(note) != true { notes[range, default: []].append(note) }
  }

  /// Runs a body unless it is already underway for the same name; then reports a cycle.
  func once(
    _ kind: String, _ name: String, at range: SourceRange?, _ body: () -> TemplateValue
  ) -> TemplateValue {
    let key = "\(kind) \(name)"
    guard underway.insert(key).inserted else {
      report(.error, "cfn-cycle", "the \(kind) `\(name)` depends on itself", at: range)
      return unsupported(name, at: range)
    }
    defer { underway.remove(key) }
    return body()
  }
}
