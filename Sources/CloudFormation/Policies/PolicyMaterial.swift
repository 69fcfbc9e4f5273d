import Logic
import Text

/// Brings a policy value into the form that policy readers expect: a map whose statements alone
/// carry template conditions.
///
/// `Fn::If` around a document, in a principal or among the actions becomes one statement for each
/// way in which it can turn out, so that no policy reader has to know about templates.
struct PolicyMaterial {
  /// The document without choices; nil when nothing in it is known.
  let members: [TemplateValue.Member]
  /// The statements, each with what must hold for it to exist.
  let statements: [TemplateValue.Variant]
  /// The place of the `Statement` element; nil when no document has one.
  let statementRange: SourceRange?
  let range: SourceRange?
  /// Set when nothing but this is known about the document.
  let hole: Hole?

  /// Rearranges a policy; nil when the document is certainly absent.
  init?(_ policy: GuardedPolicy) {
    let alternatives = policy.variants.flatMap { $0.value.alternatives(under: $0.guards) }
      .map(Self.parsed)
    guard let first = alternatives.first else { return nil }
    range = alternatives.count == 1 ? first.value.range : policy.variants.first?.value.range
    if alternatives.count == 1, first.guards.isEmpty, case .unknown(let hole) = first.value.form {
      self.hole = hole
      members = []
      statements = []
      statementRange = nil
      return
    }
    hole = nil
    let documents = alternatives.map { $0.value.assuming($0.guards) }
    members = Self.members(of: documents)
    statementRange = documents.lazy.compactMap { $0["Statement"]?.range }.first
    statements = zip(alternatives, documents).flatMap { alternative, document in
      Self.statements(of: document, under: alternative.guards)
    }
  }

  /// The members of the documents other than the statements.
  ///
  /// Where documents differ, the newer version of the policy language counts: it reads `${…}` as
  /// a variable, which matches more.
  private static func members(of documents: [TemplateValue]) -> [TemplateValue.Member] {
    let candidates = documents.map { document in
      document.members.filter { $0.key.literal != "Statement" && $0.value.condition == nil }
    }
    let newest = candidates.first { members in
      members.contains { $0.key.literal == "Version" && $0.value.literal == "2012-10-17" }
    }
    return newest ?? candidates.first { !$0.isEmpty } ?? []
  }

  private static func statements(
    of document: TemplateValue, under guards: [Guard]
  ) -> [TemplateValue.Variant] {
    if case .unknown = document.form {
      return [TemplateValue.Variant(guards: guards, value: document)]
    }
    guard let list = document["Statement"] else { return [] }
    return list.elements(under: guards).flatMap { element -> [TemplateValue.Variant] in
      let value = element.value.assuming(element.guards)
      guard let variants = value.variants else {
        let hole = Hole("a statement with many conditions", origin: .condition)
        let unknown = TemplateValue.unknown(hole, at: value.range)
        return [TemplateValue.Variant(guards: element.guards, value: unknown)]
      }
      return variants.filter { !$0.value.isAbsent }.map {
        TemplateValue.Variant(guards: element.guards + $0.guards, value: $0.value)
      }
    }
  }

  /// A document that stands as JSON in a text, read; other values as they are.
  private static func parsed(_ variant: TemplateValue.Variant) -> TemplateValue.Variant {
    guard case .text(let text, _) = variant.value.form else { return variant }
    if let value = EmbeddedValue.read(variant.value) {
      return TemplateValue.Variant(guards: variant.guards, value: value)
    }
    guard !text.holes.isEmpty else { return variant }
    let hole = text.onlyHole ?? Hole(text.display, origin: .unsupported, marks: text.marks)
    return TemplateValue.Variant(
      guards: variant.guards, value: .unknown(hole, at: variant.value.range))
  }
}
