extension Residual {
  /// The ways in, in words; `always` and `never` when settled.
  public func display(redacting redaction: Redaction) -> String {
    if isAlways { return "always" }
    if isNever { return "never" }
    return ways.map { $0.display(redacting: redaction) }.joined(separator: " or ")
  }
}

extension Way {
  /// The requirements in words; `always` if there are none.
  public func display(redacting redaction: Redaction) -> String {
    if literals.isEmpty { return "always" }
    return literals.map { literal in
      let phrases = literal.phrases(redacting: redaction)
      let text = literal.subject + phrases.joined(separator: " or ")
      return phrases.count > 1 && literals.count > 1 ? "(\(text))" : text
    }.joined(separator: " and ")
  }
}

extension Literal {
  /// The requirement in words: `sts:ExternalId equals ExternalId#1`.
  public func display(redacting redaction: Redaction) -> String {
    subject + phrases(redacting: redaction).joined(separator: " or ")
  }

  /// The key or parameter with a space, or nothing for a question, which speaks for itself.
  fileprivate var subject: String {
    switch variable.subject {
    case .key(let key):
      variable.hop < 0 ? "the caller's \(key.display) " : "\(key.display) "
    case .proposition: ""
    case .parameter(let parameter): "the template parameter \(parameter.text) "
    }
  }

  /// What the key is or does, as alternatives.
  fileprivate func phrases(redacting redaction: Redaction) -> [String] {
    if kind == .tooComplex, !subject.isEmpty { return ["meets more tests than are kept apart"] }
    return switch variable.subject {
    case .proposition(let proposition):
      [values.contains(.one("true")) == .yes ? proposition.text : "not: \(proposition.text)"]
    case .key(let key): values.phrases { redaction($0, of: key) }
    case .parameter: values.phrases { $0.isEmpty ? "an empty text" : $0 }
    }
  }
}

extension ValueSet {
  /// The set as alternatives in words; `show` says what to print for a text.
  fileprivate func phrases(_ show: (String) -> String) -> [String] {
    var result = admitsAbsence ? ["is absent"] : []
    if many.isEmpty {
      result += single.phrases(show, hasAbsence: admitsAbsence)
    } else if many.isEverything {
      result.append("is present")
    } else {
      // A key of one value is a list of one; the words for lists cover it.
      result += many.cells.map { $0.phrase(show) }
    }
    return result.isEmpty ? ["has no value"] : result
  }
}

extension TextFamily.Cell {
  fileprivate func phrase(_ show: (String) -> String) -> String {
    var parts: [String] = []
    if !within.isEverything {
      parts.append(
        "every value " + within.phrases(show, hasAbsence: true).joined(separator: " or "))
    }
    parts += meeting.map {
      "some value " + $0.phrases(show, hasAbsence: false).joined(separator: " or ")
    }
    return parts.joined(separator: " and ")
  }
}

extension TextSet {
  /// An empty text counts as absent, and is not named beside absence.
  fileprivate func phrases(_ show: (String) -> String, hasAbsence: Bool) -> [String] {
    let listed = values.filter { !$0.isEmpty || !hasAbsence }
    var result: [String] = []
    switch listed.count {
    case 0: break
    case 1: result.append((Self.isTruth(listed[0]) ? "is " : "equals ") + show(listed[0]))
    default:
      // In the order of what is shown, which tells nothing of what is not.
      let shown = listed.map(show).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      result.append("is one of " + shown.joined(separator: ", "))
    }
    return result + cells.map { $0.phrase(show) }
  }

  private static func isTruth(_ text: String) -> Bool { text == "true" || text == "false" }
}

extension TextCell {
  fileprivate func phrase(_ show: (String) -> String) -> String {
    var parts = matching.map { ($0.isWord ? "equals " : "matches ") + $0.words(show) }
    let texts = missing.filter { $0.isWord && !$0.text.segments.isEmpty }
    let patterns = missing.filter { !$0.isWord }
    if texts.count == 1 { parts.append("is not " + texts[0].words(show)) }
    if texts.count > 1 {
      parts.append("is none of " + texts.map { $0.words(show) }.joined(separator: ", "))
    }
    parts += patterns.map { "does not match " + $0.words(show) }
    if let number { parts.append(number.phrase(\.description, below: "below", above: "above")) }
    if let date { parts.append(date.phrase(DateTime.text, below: "before", above: "after")) }
    if let address { parts.append(address.phrase) }
    return parts.isEmpty ? "is present" : parts.joined(separator: " and ")
  }
}

extension Pattern {
  /// Whether the pattern stands for a text rather than a family of texts.
  fileprivate var isWord: Bool { grammar == .exact || grammar == .ignoringCase }

  fileprivate func words(_ show: (String) -> String) -> String {
    let shown = text.literal.map(show) ?? text.display(showing: show)
    return grammar == .ignoringCase && shown.lowercased() != "true" ? "\(shown) in any case" : shown
  }
}

extension IntervalSet {
  fileprivate func phrase(
    _ show: (Decimal) -> String, below: String, above: String
  ) -> String {
    let words = intervals.map { interval -> String in
      if let lower = interval.lower, lower == interval.upper {
        return "equals \(show(lower.value))"
      }
      let bounds = [
        interval.lower.map {
          $0.isIncluded ? "at least \(show($0.value))" : "\(above) \(show($0.value))"
        },
        interval.upper.map {
          $0.isIncluded ? "at most \(show($0.value))" : "\(below) \(show($0.value))"
        },
      ].compactMap(\.self)
      return bounds.isEmpty ? "is any" : "is " + bounds.joined(separator: " and ")
    }
    return words.isEmpty ? "has no such value" : words.joined(separator: " or ")
  }
}

extension AddressSet {
  fileprivate var phrase: String {
    // A set that includes what is no address is the complement of what somebody wrote.
    includesOthers
      ? "is outside " + complement.blocks.joined(separator: ", ")
      : "is in " + blocks.joined(separator: ", ")
  }
}
