import Logic
import Testing

/// The examples that syntactic residuals get wrong, and the laws of the algebra.
@Suite struct ResidualTests {
  static let key = ContextKey("aws:MultiFactorAuthPresent")
  static let boolean = ValueSet(texts: ["true", "false"], absent: true)

  static func literal(_ key: ContextKey, _ values: ValueSet, of domain: ValueSet) -> Residual {
    Residual(Literal(Variable(.key(key)), in: values, of: domain, kind: .unsupported))
  }

  static let single = ValueSet(absent: true, single: .everything, many: .nothing)

  static func glob(_ text: String) -> ValueSet {
    ValueSet(absent: false, single: TextSet(Pattern(SymbolicString(text), .glob)), many: .nothing)
  }

  @Test func negationKeepsTheWorldWithoutTheKey() {
    let isFalse = Self.literal(Self.key, ValueSet(texts: ["false"]), of: Self.boolean)
    #expect(
      isFalse.negated.display(redacting: .none)
        == "aws:MultiFactorAuthPresent is absent or is true")
  }

  @Test func contradictionIsNever() {
    let isA = Self.literal("sts:ExternalId", ValueSet(texts: ["a"]), of: Self.single)
    let isB = Self.literal("sts:ExternalId", ValueSet(texts: ["b"]), of: Self.single)
    #expect(isA.and(isB).isNever)
    #expect(isA.and(isA.negated).isNever)
  }

  @Test func presentOrAbsentIsAlways() {
    let absent = Self.literal("k:x", .absent, of: Self.single)
    #expect(absent.or(absent.negated).isAlways)
  }

  @Test func coversByPatternsAreRecognised() {
    let key = ContextKey("k:x")
    let narrow = Self.literal(key, Self.glob("repo:org/*:ref:main"), of: Self.single)
    let wide = Self.literal(key, Self.glob("repo:org/*"), of: Self.single)
    #expect(narrow.or(wide) == wide)
    #expect(narrow.and(wide.negated).isNever)
    #expect(
      Self.literal(key, Self.glob("a*"), of: Self.single).and(
        Self.literal(key, Self.glob("*b"), of: Self.single)
      ).isSatisfiable)
  }

  @Test func doubleNegationChangesNothing() {
    let residual = Self.literal("k:x", Self.glob("a*"), of: Self.single)
      .and(Self.literal("k:y", ValueSet(texts: ["1"]), of: Self.single))
    let twice = residual.negated.negated
    for x in ["a", "b"] {
      for y in ["1", "2"] {
        let value = { (key: ContextKey) -> ContextValue in .one(key == "k:x" ? x : y) }
        #expect(twice.truth(for: value) == residual.truth(for: value))
      }
    }
  }

  @Test func manyAlternativesDegradeToDoubtAndNotToAnAnswer() {
    var residual = Residual.always
    for index in 0..<12 {
      let left = Self.literal(ContextKey("k:\(index)"), ValueSet(texts: ["a"]), of: Self.single)
      let right = Self.literal(ContextKey("j:\(index)"), ValueSet(texts: ["a"]), of: Self.single)
      residual = residual.and(left.or(right))
    }
    #expect(residual.isTooComplex)
    #expect(residual.truth == .unknown)
    #expect(residual.negated.truth == .unknown)
    #expect(residual.and(residual.negated).truth == .unknown)
  }

  @Test func anExternalIDIsNeverPrinted() {
    let residual = Self.literal(
      "sts:ExternalId", ValueSet(texts: ["s3cret"]).union(Self.glob("s3*")), of: Self.single)
    for shown in [residual, residual.negated] {
      #expect(!shown.display(redacting: .externalIDs).contains("s3"))
    }
  }

  @Test func constraintIsTheUnionOverAllWays() {
    let sub = ContextKey("token.actions.githubusercontent.com:sub")
    let first = Self.literal(sub, Self.glob("repo:a/*"), of: Self.single)
    let second = Self.literal(sub, Self.glob("repo:b/*"), of: Self.single)
      .and(Self.literal("k:x", ValueSet(texts: ["1"]), of: Self.single))
    let residual = first.or(second)
    #expect(residual.requires(sub))
    #expect(!residual.requires("k:x"))
    #expect(residual.constraint(on: sub).patterns?.map(\.text.display) == ["repo:a/*", "repo:b/*"])
    #expect(residual.constraint(on: "k:x") == .everything)
  }

  /// A choice of one of two requirements for each of forty ways: there are 2⁴⁰.
  @Test func waysThatLeaveSomethingOutAreSeenToDoSo() {
    let one = ValueSet(texts: ["1"])
    let ways = (0..<40).map { index in
      Self.literal(ContextKey("k:a\(index)"), one, of: Self.single)
        .and(Self.literal(ContextKey("k:b\(index)"), one, of: Self.single))
    }
    let residual = ways.reduce(Residual.never) { $0.or($1) }
    let result = Effort.limit(.max / 2) { residual.settled }
    #expect(result.value == residual)
    #expect(result.steps < 5_000, "\(result.steps)")
  }

  @Test func waysThatLeaveNothingOutAreAlways() {
    let isA = Self.literal("k:a", ValueSet(texts: ["1"]), of: Self.single)
    let isB = Self.literal("k:b", ValueSet(texts: ["1"]), of: Self.single)
    let both = isA.and(isB)
    #expect(both.or(isA.negated).or(isB.negated).settled.isAlways)
  }
}
