public import Documents
import Logic
import Text

extension ResolvedTemplate {
  /// A policy document as an ordinary document, JSON in texts read, template conditions on its
  /// statements only; nil when it is certainly absent.
  public func policyDocument(_ policy: GuardedPolicy) -> Document? {
    guard let material = PolicyMaterial(policy) else { return nil }
    var writer = DocumentWriter(template: self)
    writer.write(policy: material)
    return writer.finish()
  }

  /// Any value as an ordinary document; nil when it is certainly absent.
  ///
  /// Template conditions on elements of lists become guards; elsewhere they become holes.
  public func document(_ value: TemplateValue) -> Document? {
    guard !value.isAbsent else { return nil }
    var writer = DocumentWriter(template: self)
    writer.write(value, under: [])
    return writer.finish()
  }

  /// A text with the ARN of this template's own resources written in the one way in which the
  /// graph knows them, also where the text leaves the partition open.
  func canonical(_ text: SymbolicString) -> SymbolicString {
    var segments = text.segments
    guard segments.count > 2, segments[0] == .literal("arn:"),
      case .hole(let hole) = segments[1], hole.shape == .partition
    else { return text }
    segments[1] = .literal("aws")
    let candidate = SymbolicString(segments)
    return ownARNs.contains(candidate) ? candidate : text
  }
}

/// Writes template values as a document.
struct DocumentWriter {
  private let template: ResolvedTemplate
  private var builder: DocumentBuilder
  private let fallback: SourceRange

  init(template: ResolvedTemplate) {
    self.template = template
    builder = DocumentBuilder(file: template.template.file)
    fallback = template.template.root.range
  }

  consuming func finish() -> Document? { builder.finish() }

  mutating func write(policy material: PolicyMaterial) {
    let range = material.range ?? fallback
    if let hole = material.hole {
      builder.hole(hole, at: range)
      return
    }
    builder.beginMapping(at: range)
    for member in material.members {
      builder.string(member.key, at: member.keyRange ?? range)
      write(member.value, under: [])
    }
    if material.statementRange != nil || !material.statements.isEmpty {
      write(statements: material.statements, at: material.statementRange ?? range)
    }
    builder.endMapping()
  }

  private mutating func write(statements: [TemplateValue.Variant], at range: SourceRange) {
    builder.string("Statement", at: range)
    builder.beginSequence(at: range)
    for statement in statements {
      let guards = template.preconditions(statement.guards)
      if statement.value.members.isEmpty {
        write(statement.value, under: guards)
      } else {
        write(statement: statement.value, under: guards)
      }
    }
    builder.endSequence()
  }

  private static let textElements: Set<String> = [
    "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource",
  ]

  private mutating func write(statement: TemplateValue, under guards: [Precondition]) {
    let range = statement.range ?? fallback
    builder.beginMapping(at: range, guards: guards)
    for member in statement.members {
      builder.string(member.key, at: member.keyRange ?? range)
      switch member.key.literal {
      case "Principal"?, "NotPrincipal"?:
        write(member.value, textsBelow: 1)
      case "Condition"?:
        write(member.value, textsBelow: 2)
      case let key? where Self.textElements.contains(key):
        write(member.value, textsBelow: 0)
      default:
        write(member.value, under: [])
      }
    }
    builder.endMapping()
  }

  /// Writes a value in which, below so many maps, only texts and lists of texts can stand: what is
  /// unknown there is written as an unknown text.
  private mutating func write(_ value: TemplateValue, textsBelow depth: Int) {
    let range = value.range ?? fallback
    switch value.form {
    case .mapping(let members) where depth > 0:
      builder.beginMapping(at: range)
      for member in members {
        builder.string(template.canonical(member.key), at: member.keyRange ?? range)
        write(member.value, textsBelow: depth - 1)
      }
      builder.endMapping()
    case .sequence(let elements):
      builder.beginSequence(at: range)
      for element in elements { write(element, textsBelow: depth) }
      builder.endSequence()
    case .unknown(let hole) where depth == 0:
      builder.string(SymbolicString(hole), at: range)
    case .text(let text, _) where depth > 0:
      // A map is needed here: a text that is not known may well stand for one.
      if let hole = text.onlyHole {
        builder.hole(hole, at: range)
      } else {
        write(value, under: [])
      }
    default:
      write(value, under: [])
    }
  }

  mutating func write(_ value: TemplateValue, under guards: [Precondition]) {
    let range = value.range ?? fallback
    switch value.form {
    case .text(let text, let scalar):
      write(template.canonical(text), scalar, at: range, guards)
    case .sequence(let elements):
      builder.beginSequence(at: range, guards: guards)
      for variant in elements.flatMap({ $0.alternatives() }) {
        write(variant.value, under: template.preconditions(variant.guards))
      }
      builder.endSequence()
    case .mapping(let members):
      builder.beginMapping(at: range, guards: guards)
      for member in members where !member.value.isAbsent {
        builder.string(member.key, at: member.keyRange ?? range)
        write(member.value, under: [])
      }
      builder.endMapping()
    case .choice(let condition, _, _):
      builder.hole(Hole(condition, origin: .condition), at: range, guards: guards)
    case .unknown(let hole):
      builder.hole(hole, at: range, guards: guards)
    case .absent:
      builder.null(at: range, guards: guards)
    }
  }

  private mutating func write(
    _ text: SymbolicString, _ scalar: TemplateValue.Scalar, at range: SourceRange,
    _ guards: [Precondition]
  ) {
    switch (scalar, text.literal) {
    case (.number, let literal?): builder.number(literal, at: range, guards: guards)
    case (.boolean, let literal?): builder.boolean(literal == "true", at: range, guards: guards)
    default: builder.string(text, at: range, guards: guards)
    }
  }
}
