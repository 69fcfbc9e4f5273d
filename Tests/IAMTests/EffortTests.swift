@testable import IAM
import Logic
import Testing

/// The work of an evaluation, in counted steps: at most linear in policy size times value size.
@Suite struct EffortTests {
  /// Steps of one decision about one key, known or not.
  static func steps(
    _ statements: [String], value: String? = nil, resource: String = "arn:aws:s3:::b/k",
    limit: Int? = .max / 2
  ) -> Int {
    let document = OperatorTableTests.policy(statements)
    let key = ContextKey("k:x")
    let request = Request(
      caller: Caller(
        .user, partition: "aws", account: "111111111111",
        name: "arn:aws:iam::111111111111:user/ann"),
      action: "s3:GetObject", resource: SymbolicString(resource),
      resourceAccount: "111111111111",
      context: RequestContext(
        [key: value.map { .known(.one($0)) } ?? .within(.everything)], rest: .absent))
    let sets = PolicySets(
      identity: PolicySet(document, id: "p"), serviceControl: [], resourceControl: [])
    return Effort.limit(limit ?? 2 * Evaluator.effort) {
      let decision = Evaluator().decide(request, sets)
      _ = Evaluator().witness(of: decision.residual, for: request, sets)
    }.steps
  }

  static func bomb(_ count: Int) -> String { String(repeating: "*a", count: count) + "*b" }

  static func like(_ effect: String, _ patterns: [String], not: Bool = false) -> String {
    OperatorTableTests.statement(effect, not ? "StringNotLike" : "StringLike", patterns)
  }

  /// Four times the pattern or four times the value is at most four times the work and a bit.
  static let bombs: [(pattern: Int, value: Int)] = [(8, 50), (32, 50), (8, 200), (32, 200)]

  @Test(arguments: bombs) func aKnownValueCostsPatternTimesValue(_ pattern: Int, _ value: Int) {
    let text = String(repeating: "a", count: value)
    let size = (2 * pattern + 3) * (value + 1)
    let condition = Self.steps([Self.like("Allow", [Self.bomb(pattern)])], value: text)
    #expect(condition <= 4 * size + 1000, "\(condition) for \(size)")
    let arn = "arn:aws:s3:::" + text
    let resource = Self.steps(
      [
        "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::\(Self.bomb(pattern))\"}"
      ], resource: arn)
    #expect(resource <= 4 * size + 4000, "\(resource) for \(size)")
  }

  @Test(arguments: [100, 400, 1600]) func aListCostsItsLength(_ count: Int) {
    let value = "v" + String(repeating: "x", count: 20)
    for kind in ["text", "pattern*"] {
      let patterns = (0..<count).map { "\(kind)\($0)" }
      for not in [false, true] {
        let steps = Self.steps([Self.like("Allow", patterns, not: not)], value: value)
        #expect(steps <= count * 15 * 25 * 2 + 1000, "\(steps) for \(count)")
      }
    }
  }

  @Test(arguments: [100, 400, 1600]) func statementsCostTheirNumber(_ count: Int) {
    let statements = (0..<count).map { Self.like($0 % 2 == 0 ? "Allow" : "Deny", ["v\($0)*"]) }
    #expect(Self.steps(statements, value: "w") <= count * 2000)
  }

  /// An unknown value is searched for, and every search has a limit: a bomb twice as big does not
  /// cost twice as much once the limit is reached.
  static let unknowns: [(String, [String])] = [
    ("one bomb", [like("Allow", [bomb(200)])]),
    ("a bomb against a bomb", [like("Allow", [bomb(200)]), like("Deny", [bomb(150) + "?"])]),
    (
      "many bombs against many",
      [
        like("Allow", (0..<60).map { bomb(20 + $0) }),
        like("Deny", (0..<60).map { "?" + bomb(10 + $0) }),
        like("Deny", (0..<60).map { "??" + bomb(5 + $0) }, not: true),
      ]
    ),
    (
      "many statements of bombs",
      (0..<100).map { like($0 % 3 == 0 ? "Allow" : "Deny", [bomb($0)], not: $0 % 2 == 0) }
    ),
    ("a long list", [like("Allow", (0..<5000).map { "v\($0)" })]),
    (
      "a long list against another",
      [
        like("Allow", (0..<3000).map { "v\($0)*" }), like("Deny", (0..<3000).map { "v*\($0)" }),
      ]
    ),
  ]

  @Test(arguments: unknowns) func anUnknownValueCostsABoundedAmount(
    _ name: String, _ statements: [String]
  ) {
    // What a decision and its witness may spend each; a step that goes over is counted in full.
    #expect(Self.steps(statements, limit: nil) <= 2 * Evaluator.effort + (1 << 20))
  }

  @Test func withoutEffortTheAnswerIsDoubt() {
    let statements = [Self.like("Allow", [Self.bomb(9)]), Self.like("Deny", [Self.bomb(8) + "c"])]
    let document = OperatorTableTests.policy(statements)
    let decision = Effort.limit(10) {
      OperatorTableTests.decide(
        document, RequestContext(["k:x": .within(.everything)], rest: .absent))
    }.value
    #expect(decision.outcome == .conditional)
  }
}
