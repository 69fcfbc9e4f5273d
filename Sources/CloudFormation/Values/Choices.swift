import Text

/// How undecided conditions are decided one way or the other, and moved outward.
extension TemplateValue {
  /// Most conditions that one value is split by; beyond it the value counts as unknown.
  static let conditionLimit = 6

  /// Some condition that the value still depends on.
  var condition: String? {
    switch form {
    case .choice(let condition, _, _): return condition
    case .sequence(let elements):
      for element in elements { if let found = element.condition { return found } }
      return nil
    case .mapping(let members):
      for member in members { if let found = member.value.condition { return found } }
      return nil
    case .text, .absent, .unknown: return nil
    }
  }

  /// The value when a condition is known to hold or not to hold.
  func assuming(_ guarding: Guard) -> TemplateValue {
    switch form {
    case .choice(guarding.condition, let then, let otherwise):
      return (guarding.holds ? then : otherwise).assuming(guarding)
    case .choice(let condition, let then, let otherwise):
      let choice = Form.choice(
        condition, then: then.assuming(guarding), otherwise: otherwise.assuming(guarding))
      return TemplateValue(choice, at: range)
    case .sequence(let elements):
      let kept = elements.map { $0.assuming(guarding) }.filter { !$0.isAbsent }
      return .sequence(kept, at: range)
    case .mapping(let members):
      let kept = members.compactMap { member -> Member? in
        let value = member.value.assuming(guarding)
        return value.isAbsent
          ? nil : Member(key: member.key, keyRange: member.keyRange, value: value)
      }
      return TemplateValue(.mapping(kept), at: range)
    case .text, .absent, .unknown: return self
    }
  }

  /// The value under guards that all hold.
  public func assuming(_ guards: [Guard]) -> TemplateValue {
    guards.reduce(self) { $0.assuming($1) }
  }

  /// One way in which a value can turn out.
  public struct Variant: Sendable {
    /// What must hold for this way, beyond what was assumed.
    public var guards: [Guard]
    /// The value, free of choices.
    public var value: TemplateValue
  }

  /// Every way in which the value can turn out; nil when there are too many.
  ///
  /// Ways in which the value is absent are included.
  public var variants: [Variant]? {
    var result: [Variant] = []
    return collectVariants(under: [], into: &result) ? result : nil
  }

  private func collectVariants(under guards: [Guard], into result: inout [Variant]) -> Bool {
    guard let condition else {
      result.append(Variant(guards: guards, value: self))
      return true
    }
    guard guards.count < Self.conditionLimit else { return false }
    let then = Guard(condition)
    return assuming(then).collectVariants(under: guards + [then], into: &result)
      && assuming(then.negated).collectVariants(under: guards + [then.negated], into: &result)
  }

  /// The elements of a list, or the value itself where a single value may stand for a list, each
  /// with what must hold for it to be there.
  ///
  /// Choices inside an element are left as they are.
  public func elements(under guards: [Guard] = []) -> [Variant] {
    guard guards.isConsistent else { return [] }
    switch form {
    case .absent: return []
    case .choice(let condition, let then, let otherwise):
      return then.elements(under: guards + [Guard(condition)])
        + otherwise.elements(under: guards + [Guard(condition, holds: false)])
    case .sequence(let elements):
      return elements.flatMap { $0.alternatives(under: guards) }
    case .text, .mapping, .unknown: return [Variant(guards: guards, value: self)]
    }
  }

  /// The value, or both sides of a choice, each with what must hold for it; absent sides left out.
  public func alternatives(under guards: [Guard] = []) -> [Variant] {
    guard guards.isConsistent else { return [] }
    switch form {
    case .absent: return []
    case .choice(let condition, let then, let otherwise):
      return then.alternatives(under: guards + [Guard(condition)])
        + otherwise.alternatives(under: guards + [Guard(condition, holds: false)])
    default: return [Variant(guards: guards, value: self)]
    }
  }

  /// Applies a function to arguments that are free of choices, for every way in which they can
  /// turn out, and joins the results by the same conditions.
  ///
  /// More than `conditionLimit` conditions give what `overflow` gives.
  static func lifting(
    _ arguments: [TemplateValue], overflow: () -> TemplateValue,
    _ body: ([TemplateValue]) -> TemplateValue
  ) -> TemplateValue {
    lift(arguments, depth: 0, overflow: overflow, body)
  }

  private static func lift(
    _ arguments: [TemplateValue], depth: Int, overflow: () -> TemplateValue,
    _ body: ([TemplateValue]) -> TemplateValue
  ) -> TemplateValue {
    var found: String?
    for argument in arguments where found == nil { found = argument.condition }
    guard let condition = found else { return body(arguments) }
    guard depth < conditionLimit else { return overflow() }
    let then = Guard(condition)
    let first = lift(
      arguments.map { $0.assuming(then) }, depth: depth + 1, overflow: overflow, body)
    let second = lift(
      arguments.map { $0.assuming(then.negated) }, depth: depth + 1, overflow: overflow, body)
    return .choice(condition, first, second, at: first.range)
  }

  /// A choice, or the value itself when both sides are the same scalar or both absent.
  static func choice(
    _ condition: String, _ then: TemplateValue, _ otherwise: TemplateValue, at range: SourceRange?
  ) -> TemplateValue {
    if then.isAbsent && otherwise.isAbsent { return then }
    if case .text(let first, _) = then.form, case .text(let second, _) = otherwise.form,
      first == second
    {
      return then
    }
    return TemplateValue(.choice(condition, then: then, otherwise: otherwise), at: range)
  }
}
