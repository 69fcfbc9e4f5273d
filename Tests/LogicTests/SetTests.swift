import Testing

@testable import Logic

/// Operations on sets held against membership, value by value.
@Suite struct SetTests {
  static let texts = [
    "", "a", "b", "ab", "A", "5", "10", "2020-01-01", "10.0.0.1", "::1", "arn:a:b:c:d:e",
  ]

  static let sets: [ValueSet] = {
    let cells = [
      TextCell(), TextCell(matching: [Pattern("a*", .glob)]),
      TextCell(missing: [Pattern("a", .exact)]), TextCell(matching: [Pattern("A", .ignoringCase)]),
      TextCell(matching: [Pattern("arn:*:*:*:*:*", .arn)]),
      TextCell(number: DisplayTests.numbers(5, nil)), TextCell(date: DisplayTests.numbers(0, nil)),
      TextCell(address: AddressSet(block: "0.0.0.0/0")),
      TextCell(number: DisplayTests.numbers(nil, 7).complement),
    ]
    return cells.flatMap { cell in
      [true, false].map { ValueSet(absent: $0, single: TextSet(cell), many: .nothing) }
    } + [
      .nothing, .everything, .absent, .present, ValueSet(texts: ["a", "b"]),
      ValueSet(absent: true, single: .nothing, many: TextFamily(within: TextSet(["a"]))),
      ValueSet(absent: false, single: .nothing, many: TextFamily(meeting: TextSet(["a", "b"]))),
    ]
  }()

  static let values: [ContextValue] =
    [.absent] + texts.map { .one($0) } + [.many(["a"]), .many(["a", "b"]), .many(["c"])]

  @Test(arguments: sets.indices, sets.indices)
  func operationsAgreeWithMembership(_ first: Int, _ second: Int) throws {
    let (left, right) = (Self.sets[first], Self.sets[second])
    let others = try #require(ValueSet.everything.subtracting(left))
    let rest = try #require(left.subtracting(right))
    for value in Self.values {
      let (isLeft, isRight) = (left.contains(value), right.contains(value))
      #expect(left.intersection(right).contains(value) == (isLeft && isRight), "\(value)")
      #expect(left.union(right).contains(value) == (isLeft || isRight), "\(value)")
      #expect(others.contains(value) == !isLeft, "\(value)")
      #expect(rest.contains(value) == (isLeft && !isRight), "\(value)")
      if left.isSubset(of: right) { #expect(isLeft <= isRight, "\(value)") }
    }
    #expect(left.isSubset(of: left))
    #expect(left.intersection(others).isEmpty)
  }

  /// Texts with `a0` and without `b0`, or with `a1` and without `b1`, …: to fail all is one choice
  /// of two tests for each.
  static func mixed(_ count: Int) -> TextSet {
    TextSet(
      union: (0..<count).map {
        TextSet(
          TextCell(
            matching: [Pattern(SymbolicString("*a\($0)*"), .glob)],
            missing: [Pattern(SymbolicString("*b\($0)*"), .glob)]))
      })
  }

  @Test func complementsHaveALimit() {
    #expect(Self.mixed(3).complement?.contains("b1") == .yes)
    #expect(Self.mixed(3).complement?.contains("a1") == .no)
    #expect(Self.mixed(24).complement == nil)
    #expect(!TextSet.everything.isSubset(of: Self.mixed(24)))
    let lists = (0..<24).map { index in
      TextFamily(within: TextSet(["a\(index)", "b\(index)"]))
        .intersection(TextFamily(meeting: TextSet(["a\(index)"])))
    }.reduce(TextFamily.nothing) { $0.union($1) }
    #expect(lists.complement == nil)
    #expect(!TextFamily.everything.isSubset(of: lists))
  }

  /// What is too much work stays a question, both ways.
  @Test func whatCannotBeNegatedStaysOpen() {
    let requirement = Residual(
      Literal(
        Variable(.key("aws:SourceVpc")),
        in: ValueSet(absent: false, single: Self.mixed(24), many: .nothing), kind: .callerChosen))
    #expect(requirement.negated.isTooComplex)
    #expect(requirement.and(requirement.negated).isSatisfiable)
    #expect(!requirement.or(requirement.negated).isAlways)
  }

  static let numbers: [(String, Bool)] = [
    ("0", true), ("-0.0", true), ("+1.5e3", true), (".5", true), ("5.", true), ("", false),
    ("12abc", false), ("1e", false), ("0x10", false), ("1,5", false), ("--1", false), (".", false),
  ]

  @Test(arguments: numbers)
  func numbersAreDecimal(_ text: String, _ isNumber: Bool) {
    #expect((Decimal(text) != nil) == isNumber)
  }

  @Test func numbersCompareByValue() throws {
    let sorted = ["-1e3", "-10", "-9.5", "0", "0.001", "9.5", "10", "10.01", "1e3"]
    for (index, text) in sorted.enumerated() {
      for (other, second) in sorted.enumerated() {
        #expect(try (#require(Decimal(text)) < #require(Decimal(second))) == (index < other))
      }
    }
    #expect(Decimal("10.0") == Decimal("1e1"))
  }

  static let dates: [(String, String?)] = [
    ("2020", "1577836800"), ("2020-01", "1577836800"), ("2020-02-29", "1582934400"),
    ("2021-02-29", nil), ("2020-01-01T00:00Z", "1577836800"),
    ("2020-01-01T02:00:00+02:00", "1577836800"), ("2020-01-01T00:00:00.5Z", "1577836800.5"),
    ("1577836800", "1577836800"), ("2020-01-01T00:00:00", nil), ("20200101", "20200101"),
    ("Mon, 01 Jan 2035", nil), ("2020-1-1", nil), ("1969-12-31T23:59:59Z", "-1"),
  ]

  @Test(arguments: dates)
  func datesFollowTheW3CProfile(_ text: String, _ seconds: String?) {
    #expect(DateTime.seconds(text) == seconds.flatMap { Decimal($0) })
  }

  static let blocks: [(String, String, Bool)] = [
    ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "2001:db8::1", false),
    ("10.1.2.3/8", "10.9.9.9", true), ("10.0.0.1", "10.0.0.2", false), ("::/0", "::1", true),
    ("2001:DB8:0:0::1", "2001:db8::1", true), ("::ffff:1.2.3.4", "::ffff:102:304", true),
    ("10.0.0.0/8", "10.0.0.256", false), ("10.0.0.0/8", "1:2", false),
  ]

  @Test(arguments: blocks)
  func blocksHoldAddresses(_ block: String, _ address: String, _ isInside: Bool) {
    #expect(AddressSet(block: block)?.contains(Address(address)) == isInside)
  }

  @Test(arguments: ["10.0.0.0/33", "10.0.0/8", "1::2::3", "12345::", "10.0.0.0/", "g::", ":::"])
  func malformedBlocksAreRefused(_ block: String) { #expect(AddressSet(block: block) == nil) }

  /// Emptiness is often told without a search, and must be what the search says.
  @Test func emptinessIsWhatTheSearchSays() {
    let patterns = [
      Pattern("", .exact), Pattern("a", .exact), Pattern("A", .ignoringCase), Pattern("*", .glob),
      Pattern("?", .glob), Pattern("a*", .glob), Pattern("*a", .glob), Pattern("a?", .glob),
      Pattern("arn:*:b:*", .arn),
      Pattern(SymbolicString("x") + SymbolicString(Hole("P", origin: .parameter)), .glob),
    ]
    let groups =
      [[]] + patterns.map { [$0] } + patterns.flatMap { one in patterns.map { [one, $0] } }
    for matching in groups {
      for missing in groups where !matching.isEmpty || !missing.isEmpty {
        let cell = TextCell(matching: matching, missing: missing)
        let searched = PatternSearch.word(in: matching, outside: missing)
        #expect(cell.isCertainlyEmpty == (searched == .none), "\(matching) \(missing)")
      }
    }
  }

  private static func patterns(_ numbers: Range<Int>) -> [ValueSet] {
    numbers.map {
      let pattern = Pattern(SymbolicString("o-*\($0)*"), .glob)
      return ValueSet(absent: false, single: TextSet(pattern), many: .nothing)
    }
  }

  /// Each pattern is held against those before it, of which a few texts tell it apart.
  @Test func alternativesOfOneKeyCostTheirPairs() {
    let sets = Self.patterns(100..<300)
    let key = Variable(.key("aws:PrincipalOrgID"))
    let result = Effort.limit(.max / 2) {
      sets.reduce(Residual.never) {
        $0.or(Residual(Literal(key, in: $1, of: .everything, kind: .awsIdentity)))
      }
    }
    #expect(result.value.constraint(on: "aws:PrincipalOrgID").patterns?.count == 200)
    #expect(result.steps < 200 * 200 * 100, "\(result.steps)")
  }

  @Test func aSetWithinItselfIsItself() {
    let sets = Self.patterns(100..<300)
    let all = sets.dropFirst().reduce(sets[0]) { $0.union($1) }
    let result = Effort.limit(.max / 2) { all.intersection(all) }
    #expect(result.value == all)
    #expect(result.steps < 1_000, "\(result.steps)")
  }

  @Test func whatOnePatternCoversIsASubset() {
    let sets = Self.patterns(100..<300)
    let all = sets.dropFirst().reduce(sets[0]) { $0.union($1) }
    let wide = Self.patterns(2..<3)[0]
    #expect(Self.patterns(217..<218)[0].isSubset(of: all))
    #expect(Self.patterns(2_170..<2_171)[0].isSubset(of: all))
    #expect(!wide.isSubset(of: all))
    #expect(!Self.patterns(301..<302)[0].isSubset(of: all))
  }
}
