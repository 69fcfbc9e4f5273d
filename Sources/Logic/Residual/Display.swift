extension Residual {
  /// The ways in, in words; `always` and `never` when settled.
  public func display(redacting redaction: Redaction) -> String {
    if isAlways { return "always" }
    if isNever { return "never" }
    return ways.map { way in
      way.literals.map { $0.display(redacting: redaction) }.joined(separator: " and ")
    }.joined(separator: " or ")
  }
}

extension Literal {
  /// The requirement in words.
  public func display(redacting redaction: Redaction) -> String {
    switch variable.subject {
    case .proposition(let proposition):
      values.contains(.one("true")) == .yes ? proposition.text : "not: \(proposition.text)"
    case .key(let key): "\(key.display) \(values.words(for: key, redaction))"
    }
  }
}

extension ValueSet {
  func words(for key: ContextKey, _ redaction: Redaction) -> String {
    "is one of \(single.values.map { redaction($0, of: key) }.joined(separator: ", "))"
  }
}
