import Logic
import Testing

/// Strong Kleene logic, every row of every table.
@Suite struct TruthTests {
  static let not: [(Truth, Truth)] = [(.no, .yes), (.unknown, .unknown), (.yes, .no)]

  static let and: [(Truth, Truth, Truth)] = [
    (.no, .no, .no), (.no, .unknown, .no), (.no, .yes, .no),
    (.unknown, .no, .no), (.unknown, .unknown, .unknown), (.unknown, .yes, .unknown),
    (.yes, .no, .no), (.yes, .unknown, .unknown), (.yes, .yes, .yes),
  ]

  static let or: [(Truth, Truth, Truth)] = [
    (.no, .no, .no), (.no, .unknown, .unknown), (.no, .yes, .yes),
    (.unknown, .no, .unknown), (.unknown, .unknown, .unknown), (.unknown, .yes, .yes),
    (.yes, .no, .yes), (.yes, .unknown, .yes), (.yes, .yes, .yes),
  ]

  @Test(arguments: not) func negation(_ value: Truth, _ result: Truth) { #expect(!value == result) }

  @Test(arguments: and) func conjunction(_ left: Truth, _ right: Truth, _ result: Truth) {
    #expect((left && right) == result)
  }

  @Test(arguments: or) func disjunction(_ left: Truth, _ right: Truth, _ result: Truth) {
    #expect((left || right) == result)
  }

  /// A residual of a proposition, for each truth value.
  static func residual(_ truth: Truth, _ name: String) -> Residual {
    switch truth {
    case .no: .never
    case .yes: .always
    case .unknown: Residual(Proposition(name), kind: .unsupported)
    }
  }

  /// Residuals of independent questions follow the same tables.
  @Test func residualsFollowTheTables() {
    for (left, right, result) in Self.and {
      #expect(Self.residual(left, "a").and(Self.residual(right, "b")).truth == result)
    }
    for (left, right, result) in Self.or {
      #expect(Self.residual(left, "a").or(Self.residual(right, "b")).truth == result)
    }
    for (value, result) in Self.not { #expect(Self.residual(value, "a").negated.truth == result) }
  }

  /// Of one and the same question they know more: it excludes itself and leaves nothing out.
  @Test func residualsOfOneQuestionKnowMoreThanKleene() {
    let question = Self.residual(.unknown, "a")
    #expect(question.and(question.negated).isNever)
    #expect(question.or(question.negated).settled.isAlways)
    #expect(question.and(question) == question)
    #expect(question.or(question) == question)
    #expect(question.negated.negated == question)
  }
}
