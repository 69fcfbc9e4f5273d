import Logic

extension TemplateValue {
  /// The holes of all texts that must never be printed, each once.
  var secrets: [Hole] {
    var found: [Hole] = []
    forEachHole { hole in
      if hole.marks.contains(.secret), !found.contains(hole) { found.append(hole) }
    }
    return found
  }

  /// The value with every text, keys included, replaced.
  func mapTexts(_ replace: (SymbolicString) -> SymbolicString) -> TemplateValue {
    switch form {
    case .text(let text, let scalar):
      var value = self
      value.form = .text(replace(text), scalar)
      return value
    case .sequence(let elements):
      return .sequence(elements.map { $0.mapTexts(replace) }, at: range)
    case .mapping(let members):
      let replaced = members.map { member in
        Member(
          key: replace(member.key), keyRange: member.keyRange,
          value: member.value.mapTexts(replace))
      }
      return TemplateValue(.mapping(replaced), at: range)
    case .choice(let condition, let then, let otherwise):
      let choice = Form.choice(
        condition, then: then.mapTexts(replace), otherwise: otherwise.mapTexts(replace))
      return TemplateValue(choice, at: range)
    case .absent, .unknown:
      return self
    }
  }
}
