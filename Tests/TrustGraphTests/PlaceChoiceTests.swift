import Seeded
import Testing
import Text

@testable import TrustGraph

/// The choice of places against one that tries every set of them.
@Suite struct PlaceChoiceTests {
  private static func place(_ number: Int) -> SourceRange {
    SourceRange(file: FileID(rawValue: 0), lower: UInt32(number), upper: UInt32(number + 1))
  }

  private static func hits(_ places: Set<SourceRange>, _ ways: [[Set<SourceRange>]]) -> Bool {
    ways.allSatisfy { $0.contains { $0.isSubset(of: places) } }
  }

  @Test func choosesAsFewAsTryingAllWould() {
    var random = SeededGenerator(seed: 20_261_123)
    let count = 7
    var sizes: Set<Int> = []
    for _ in 0..<300 {
      var choice = PlaceChoice()
      choice.ways = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          Set(
            (0..<Int.random(in: 1...2, using: &random)).map { _ in
              Self.place(Int.random(in: 0..<count, using: &random))
            })
        }
      }
      let sets = (0..<1 << count).map { bits in
        Set((0..<count).filter { bits >> $0 & 1 == 1 }.map(Self.place))
      }
      let least = sets.filter { Self.hits($0, choice.ways) }.map(\.count).min() ?? count
      sizes.insert(least)
      guard case .these(let places) = choice.fewest(below: count + 1) else {
        Issue.record("nothing for \(choice.ways)")
        continue
      }
      #expect(places.count == least && Self.hits(places, choice.ways))
      #expect(choice.fewest(below: least) == .notFewer)
    }
    #expect(sizes.isSuperset(of: [1, 2, 3, 4]))
  }

  @Test func withoutWaysNothingIsChosen() {
    var choice = PlaceChoice()
    #expect(choice.fewest(below: 1) == .these([]))
  }

  @Test func tooManyChoicesAreNotTold() {
    var choice = PlaceChoice()
    choice.ways = (0..<30).map { way in (0..<12).map { [Self.place(way * 12 + $0)] } }
    #expect(choice.fewest(below: 30) == .notTold)
  }
}
