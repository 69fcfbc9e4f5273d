import Logic
import Testing

@Suite struct DisplayTests {
  static let cases: [(ValueSet, String)] = [
    (ValueSet(texts: ["a"]), "k:x equals a"),
    (ValueSet(texts: ["b", "a"]), "k:x is one of a, b"),
    (ValueSet(texts: ["a"], absent: true), "k:x is absent or equals a"),
    (.absent, "k:x is absent"),
    (ValueSet(absent: false, single: .everything, many: .nothing), "k:x is present"),
    (set(TextCell(missing: [Pattern("a", .exact)])), "k:x is not a"),
    (set(TextCell(matching: [Pattern("a*", .glob)])), "k:x matches a*"),
    (
      set(TextCell(matching: [Pattern("a*", .glob)], missing: [Pattern("*b", .glob)])),
      "k:x matches a* and does not match *b"
    ),
    (set(TextCell(number: numbers(nil, 3600))), "k:x is at most 3600"),
    (set(TextCell(number: numbers(nil, 3600).complement)), "k:x is above 3600"),
    (set(TextCell(date: numbers(nil, 1_577_836_800))), "k:x is at most 2020-01-01T00:00:00Z"),
    (set(TextCell(address: AddressSet(block: "10.0.0.0/8"))), "k:x is in 10.0.0.0/8"),
    (set(TextCell(address: AddressSet(block: "2001:db8::/32"))), "k:x is in 2001:db8::/32"),
    (
      set(TextCell(address: AddressSet(block: "10.0.0.0/8")?.complement)),
      "k:x is outside 10.0.0.0/8"
    ),
    (
      ValueSet(absent: true, single: .nothing, many: TextFamily(within: TextSet(["a"]))),
      "k:x is absent or every value equals a"
    ),
    (
      ValueSet(absent: false, single: .nothing, many: TextFamily(meeting: TextSet(["a"]))),
      "k:x some value equals a"
    ),
  ]

  static func set(_ cell: TextCell) -> ValueSet {
    ValueSet(absent: false, single: TextSet(cell), many: .nothing)
  }

  static func numbers(_ lower: Int?, _ upper: Int?) -> IntervalSet {
    IntervalSet([
      .init(
        lower: lower.map { .init(Decimal($0), isIncluded: true) },
        upper: upper.map { .init(Decimal($0), isIncluded: true) })
    ])
  }

  @Test(arguments: cases)
  func saysWhatASetIs(_ values: ValueSet, _ expected: String) {
    let literal = Literal(Variable(.key("k:x")), in: values, kind: .unsupported)
    #expect(literal.display(redacting: .none) == expected)
  }
}
