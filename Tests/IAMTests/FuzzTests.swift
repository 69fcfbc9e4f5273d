import Documents
import IAM
import Logic
import Testing
import Text

/// Hostile policies: whatever they are, they get an answer, in work that grows with their size, and
/// nothing in them turns a Deny off.
@Suite struct FuzzTests {
  static let rounds = EvaluatorPropertyTests.isDeep ? 200_000 : 2_000

  @Test func mutatedRequestsGetAnAnswerEach() {
    var generator = CaseGenerator(seed: 99)
    let lines = EvaluationCaseTests.cases.map { Array($0.line.utf8) }
    let simulator = Simulator()
    for _ in 0..<Self.rounds {
      var line = generator.pick(lines)
      Self.mutate(&line, &generator)
      var output: [UInt8] = []
      _ = simulator.answer(SourceBytes(line), into: &output)
      #expect(output.last == UInt8(ascii: "\n") && output.count { $0 == UInt8(ascii: "\n") } == 1)
    }
  }

  /// Changes, removes, repeats and inserts bytes, also such as are no UTF-8.
  static func mutate(_ line: inout [UInt8], _ generator: inout CaseGenerator) {
    for _ in 0..<generator.pick([1, 2, 5, 20]) where !line.isEmpty {
      let index = Int.random(in: 0..<line.count, using: &generator.random)
      switch generator.pick([0, 1, 2, 3, 4]) {
      case 0: line[index] = UInt8.random(in: 0x20...0x7E, using: &generator.random)
      case 1: line.remove(at: index)
      case 2: line.insert(contentsOf: line[index..<min(line.count, index + 20)], at: index)
      case 3:
        line[index] = UInt8.random(in: 0...255, using: &generator.random)
        if line[index] == UInt8(ascii: "\n") { line[index] = 0 }
      default: line.insert(contentsOf: generator.pick(Self.fragments).utf8, at: index)
      }
    }
  }

  static let fragments = [
    "*a*a*a*a*", "${aws:username}", "${", "{}", "[]", "null", "\\u0000", "\\ud800", "é", "e\u{301}",
    "\"Deny\"", "\"NotAction\":\"*\",", "\"Condition\":{},", "1e999", "-0", "ForAllValues:",
  ]

  /// However a policy that only denies is mutated, beside one that allows everything it never says
  /// yes for sure unless it can still be read as saying nothing about the request.
  @Test func mutationsNeverTurnADenyOff() {
    var generator = CaseGenerator(seed: 4)
    let original = Array(
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["s3:*"],"Resource":["*"],\
      "Condition":{"StringNotEquals":{"k:x":["a"]}}}]}
      """.utf8)
    let structure = Set("{}[]\":,".utf8)
    for _ in 0..<Self.rounds / 2 {
      var text = original
      // Values are left alone: another action or value is another policy, not a broken one.
      let places = text.indices.filter { structure.contains(text[$0]) }
      for _ in 0..<generator.pick([1, 2]) {
        text[generator.pick(places)] = generator.pick(Array("{}[]\":, x".utf8))
      }
      var diagnostics = Diagnostics()
      guard
        let root = DocumentReader.readJSON(
          SourceBytes(text), file: FileID(rawValue: 0), diagnostics: &diagnostics)?.root
      else { continue }
      let document = PolicyReader().read(root)
      let isMarked =
        document.isOpaque || !document.problems.isEmpty
        || document.statements.contains { !$0.problems.isEmpty }
      let decision = Self.decide(denying: document)
      if decision.outcome == .allowed {
        #expect(isMarked, "\(String(decoding: text, as: UTF8.self))")
      }
      for statement in document.statements where statement.isMalformed {
        #expect(decision.outcome != .allowed, "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  static func decide(denying document: PolicyDocument) -> Decision {
    let request = Request(
      caller: Caller(
        .user, partition: "aws", account: "111111111111",
        name: "arn:aws:iam::111111111111:user/ann"),
      action: "s3:GetObject", resource: "arn:aws:s3:::b/k", resourceAccount: "111111111111",
      context: RequestContext([ContextKey: RequestContext.Knowledge](), rest: .absent))
    let allow = OperatorTableTests.policy([OperatorTableTests.statement("Allow", nil, [])])
    return Evaluator().decide(
      request,
      PolicySets(
        identity: PolicySet([
          AttachedPolicy(id: "allow", document: allow),
          AttachedPolicy(id: "deny", document: document),
        ]), serviceControl: [], resourceControl: []))
  }

  // MARK: - Depth

  @Test(arguments: [100, 10_000, EvaluatorPropertyTests.isDeep ? 1_000_000 : 100_000])
  func nestingIsRefusedAndNotFollowed(_ depth: Int) {
    for (open, close) in [("[", "]"), ("{\"Statement\":", "}"), ("{\"a\":[", "]}")] {
      let text =
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      let escaped = text.replacing("\"", with: "\\\"")
      let answer = EvaluationCase.answer(
        """
        {"PolicyInputList":["\(escaped)"],"ActionNames":["s3:GetObject"],\
        "CallerArn":"arn:aws:iam::111111111111:user/ann"}
        """)
      #expect(!answer.contains("\"allowed\""))
    }
  }
}
