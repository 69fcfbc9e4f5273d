import Logic
import Testing

@Suite struct TruthTests {
  @Test func negationMirrors() {
    #expect(Truth.allCases.map { !$0 } == [.yes, .unknown, .no])
  }

  @Test(arguments: Truth.allCases, Truth.allCases)
  func conjunctionIsMinimumAndDisjunctionMaximum(_ left: Truth, _ right: Truth) {
    #expect((left && right) == min(left, right))
    #expect((left || right) == max(left, right))
  }
}
