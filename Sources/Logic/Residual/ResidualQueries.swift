extension Residual {
  /// The values that a key may have over all ways in; everything when some way leaves it open.
  public func constraint(on key: ContextKey, hop: Int = 0) -> ValueSet {
    var result = ValueSet.nothing
    for way in ways {
      guard let literal = way[key, hop: hop] else { return .everything }
      result = result.union(literal.values)
    }
    return result
  }

  /// Each way in as a requirement of its own.
  public var alternatives: [Residual] { ways.map { Residual(ways: [$0]) } }

  /// Whether every way in constrains the key.
  public func requires(_ key: ContextKey, hop: Int = 0) -> Bool {
    isSatisfiable && ways.allSatisfy { $0[key, hop: hop] != nil }
  }

  /// Every key that some way constrains, sorted, each once.
  public var keys: [ContextKey] {
    Set(ways.flatMap { $0.literals.compactMap(\.variable.key) }).sorted()
  }

  /// Every class of requirement that some way has, sorted, each once.
  public var kinds: [LiteralClass] {
    Set(ways.flatMap { $0.literals.map(\.kind) }).sorted()
  }

  /// Yes when some way asks for nothing but what a caller has to bring, unknown when every way has a
  /// gap in what is known; no when it cannot be met.
  public var isUpToCaller: Truth {
    if isNever { return .no }
    let isMet = ways.contains { way in !way.literals.contains { Self.gaps.contains($0.kind) } }
    return isMet ? .yes : .unknown
  }

  private static let gaps: Set<LiteralClass> = [
    .evidenceMissing, .templateParameter, .unsupported, .undocumented, .tooComplex,
  ]

  /// Whether some way asks for nothing but the given classes.
  public func canBeMet(by kinds: Set<LiteralClass>) -> Bool {
    ways.contains { $0.literals.allSatisfy { kinds.contains($0.kind) } }
  }

  /// The same requirement with a key's values cut to a set; `never` when nothing is left.
  public func restricted(_ key: ContextKey, hop: Int = 0, to values: ValueSet) -> Residual {
    let variable = Variable(.key(key), hop: hop)
    let isAsked = ways.contains { $0.literals.contains { $0.variable == variable } }
    guard isAsked else { return self }
    return map { literal in
      literal.variable == variable
        ? Residual(
          literal.with(values: literal.values, domain: literal.domain.intersection(values)))
        : Residual(literal)
    }
  }

  /// What is left to hold if a variable takes whatever value serves best.
  public func projecting(_ variable: Variable) -> Residual {
    map { $0.variable == variable ? .always : Residual($0) }
  }

  /// The same ways in, each with something else that it requires.
  public func requiring(_ further: (Way) -> Residual) -> Residual {
    ways.reduce(.never) { $0.or(Residual(ways: [$1]).and(further($1))) }
  }

  /// The same ways in with every requirement replaced.
  public func map(_ replace: (Literal) -> Residual) -> Residual {
    if isAlways || isNever { return self }
    var result = Residual.never
    for way in ways {
      var part = Residual.always
      for literal in way.literals {
        part = part.and(replace(literal))
        if part.isNever { break }
      }
      result = result.or(part)
    }
    return result
  }
}

extension Residual {
  /// Whether concrete values of the keys meet the requirement; unknown where it rests on more than
  /// the keys of one request.
  public func truth(for value: (ContextKey) -> ContextValue) -> Truth {
    ways.reduce(.no) { result, way in
      result
        || way.literals.reduce(.yes) { met, literal in
          guard let key = literal.variable.key, literal.variable.hop == 0,
            literal.kind != .tooComplex
          else { return met && .unknown }
          return met && literal.values.contains(value(key))
        }
    }
  }
}
