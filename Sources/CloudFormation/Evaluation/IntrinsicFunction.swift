import Documents
import Logic
import Text

/// A function of the template language.
///
/// Source: CloudFormation User Guide, "Intrinsic function reference".
protocol IntrinsicFunction: Sendable {
  /// The long name, such as `Fn::Join`.
  static var name: String { get }

  /// The value of a call; never fails, unknown parts become holes.
  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue
}

private let functionsByName: [String: any IntrinsicFunction.Type] = Dictionary(
  uniqueKeysWithValues: intrinsicFunctions.map { ($0.name, $0) })

/// One call of a function, in its long or its short form.
struct IntrinsicCall {
  /// The long name.
  let name: String
  /// What the function is given.
  let argument: Node
  /// The whole call in the source.
  let range: SourceRange
  /// Where the call stands.
  let scope: Scope
  private let isShort: Bool

  /// Makes a call in its long form.
  init(name: String, argument: Node, at range: SourceRange, _ scope: Scope) {
    self.name = name
    self.argument = argument
    self.range = range
    self.scope = scope
    isShort = false
  }

  /// Reads a node as a call; nil when it is an ordinary value.
  ///
  /// - Parameter ignoringTag: Whether the node's own tag was dealt with, as in `!Sub {Fn::Join: …}`.
  init?(_ node: Node, _ scope: Scope, ignoringTag: Bool = false) {
    self.scope = scope
    range = node.range
    if !ignoringTag, let tag = node.tag, tag.hasPrefix("!"), !tag.hasPrefix("!!") {
      let short = String(tag.dropFirst())
      name =
        short == "Ref" || short == "Condition"
        ? short : "Fn::" + short
      argument = node
      isShort = true
      return
    }
    guard node.kind == .mapping, node.count == 1,
      let member = node.members.first(where: { _ in true }), let key = member.key.string,
      key == Ref.name || (key.hasPrefix("Fn::") && !key.hasPrefix(ForEach.prefix))
    else { return nil }
    name = key
    argument = member.value
    isShort = false
  }

  /// The parts of an argument that is written as a list; empty for every other argument.
  var arguments: [Node] {
    argument.kind == .sequence && (isShort || argument.tag == nil)
      ? Array(argument.elements) : []
  }

  /// The text of the argument, or of its first part, when it is written out.
  var pattern: (text: String, node: Node)? {
    let node = arguments.first ?? argument
    guard (isShort && arguments.isEmpty) || node.tag?.hasPrefix("!") != true else { return nil }
    return ScalarText(node).map { ($0.text, node) }
  }

  /// The value of one part of the argument.
  func value(of node: Node, in evaluation: Evaluation) -> TemplateValue {
    evaluation.value(node, scope)
  }

  /// The value of the part with an index; nil when there are fewer.
  func value(at index: Int, in evaluation: Evaluation) -> TemplateValue? {
    let arguments = arguments
    guard index < arguments.count else { return nil }
    return evaluation.value(arguments[index], scope)
  }

  /// The value of the whole argument.
  func value(in evaluation: Evaluation) -> TemplateValue {
    guard isShort else { return evaluation.value(argument, scope) }
    return IntrinsicCall(argument, scope, ignoringTag: true).map(evaluation.evaluate)
      ?? evaluation.untaggedValue(argument, scope)
  }
}

extension Evaluation {
  /// The value of a call; a function that is not known gives an unknown value and a warning.
  func evaluate(_ call: IntrinsicCall) -> TemplateValue {
    guard let function = functionsByName[call.name] else {
      report(
        .warning, "cfn-unknown-function", "the function `\(call.name)` is not known",
        at: call.range)
      return unsupported(call.name, at: call.range)
    }
    return function.evaluate(call, in: self)
  }

  /// An unknown value for a call whose argument does not have the form that the function needs.
  func malformed(_ call: IntrinsicCall, _ reason: String) -> TemplateValue {
    report(.error, "cfn-bad-function", "`\(call.name)` \(reason)", at: call.range)
    return unsupported(call.name, at: call.range)
  }
}
