import Documents
import IAM
import Testing
import Text

/// Mutated policies: whatever they become, they are read and evaluated without trouble, and in a
/// policy that only denies nothing ever turns into an Allow.
@Suite struct FuzzTests {
  static let rounds = EvaluatorPropertyTests.isDeep ? 200_000 : 2_000

  @Test func mutatedRequestsGetAnAnswerEach() {
    var generator = CaseGenerator(seed: 99)
    let lines = EvaluationCaseTests.cases.map { Array($0.line.utf8) }
    let simulator = Simulator()
    for _ in 0..<Self.rounds {
      var line = generator.pick(lines)
      for _ in 0..<generator.pick([1, 2, 5]) {
        let index = Int.random(in: 0..<line.count, using: &generator.random)
        switch generator.pick([0, 1, 2]) {
        case 0: line[index] = UInt8.random(in: 0x20...0x7E, using: &generator.random)
        case 1: line.remove(at: index)
        default: line.insert(contentsOf: line[index..<min(line.count, index + 20)], at: index)
        }
      }
      var output: [UInt8] = []
      _ = simulator.answer(SourceBytes(line), into: &output)
      #expect(output.last == UInt8(ascii: "\n") && output.count { $0 == UInt8(ascii: "\n") } == 1)
    }
  }

  @Test func aGlobBombIsNoBomb() {
    let bomb = String(repeating: "*a", count: 400) + "b"
    let text = String(repeating: "a", count: 4_000)
    let answer = EvaluationCase.answer(
      """
      {"PolicyInputList":["{\\"Statement\\":{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"*\\",\\"Resource\\":\\"arn:aws:s3:::\(bomb)\\"}}"],"ActionNames":["s3:GetObject"],"ResourceArns":["arn:aws:s3:::\(text)"],"CallerArn":"arn:aws:iam::111111111111:user/ann"}
      """)
    #expect(answer.contains("\"implicitDeny\""))
  }
}
