import Synchronization
import Testing

@testable import Text

/// Results do not depend on the number of threads, and no more threads work than were asked for.
@Suite struct ParallelismTests {
  @Test(arguments: [1, 2, 3, 8, 100])
  func resultsArriveInOrder(threads: Int) {
    let elements = Array(0..<200)
    let results = Parallelism(threads).reduce(elements, into: [Int]()) { element in
      // Early elements take longest, so that later ones finish first.
      (0..<(200 - element) * 50).reduce(element) { sum, _ in sum &+ 1 }
    } inOrder: {
      $0.append($1)
    }
    #expect(results == elements.map { $0 + (200 - $0) * 50 })
  }

  @Test(arguments: [1, 3])
  func mappedElementsKeepTheirOrder(threads: Int) {
    #expect(Parallelism(threads).map(Array(0..<100)) { $0 * 2 } == (0..<100).map { $0 * 2 })
  }

  @Test(arguments: [(0, []), (1, [1]), (4, [4]), (5, [4, 1]), (8, [4, 4])])
  func partsHoldEveryElementOnce(count: Int, sizes: [Int]) {
    let elements = Array(0..<count)
    #expect(elements.parts(of: 4).map(\.count) == sizes)
    #expect(elements.parts(of: 4).flatMap(\.self) == elements)
  }

  @Test(arguments: [1, 2, 3])
  func threadsAreBounded(threads: Int) {
    let working = Atomic(0)
    let most = Atomic(0)
    let sum = Parallelism(threads).reduce(Array(0..<100), into: 0) { element in
      let now = working.add(1, ordering: .sequentiallyConsistent).newValue
      most.max(now, ordering: .sequentiallyConsistent)
      let sum = (0..<2000).reduce(element) { $0 &+ $1 }
      working.subtract(1, ordering: .sequentiallyConsistent)
      return sum
    } inOrder: {
      $0 += $1
    }
    #expect(sum == 100 * 1_999_000 + 4950)
    #expect((1...threads).contains(most.load(ordering: .sequentiallyConsistent)))
  }

  @Test func nothingToDoIsDone() {
    #expect(
      Parallelism(4).reduce([Int](), into: 1) {
        $0
      } inOrder: {
        $0 += $1
      } == 1)
  }

  @Test(arguments: [(-1, 1), (0, 1), (1, 1), (7, 7)])
  func thereIsAlwaysAThread(asked: Int, threads: Int) {
    #expect(Parallelism(asked).threads == threads)
    #expect(Parallelism.available.threads >= 1)
  }

  /// `cpu.max` of the kernel's documentation: `$MAX $PERIOD`, `max` for no limit.
  @Test(arguments: [
    ("max 100000", nil), ("200000 100000", 2), ("150000 100000", 2), ("10000 100000", 1),
    ("100000", nil), ("", nil), ("-1 100000", nil), ("100000 0", nil),
    ("9223372036854775807 1", Int.max),
  ])
  func quotaIsRoundedUp(line: String, cores: Int?) {
    #expect(AvailableCores.cores(ofQuota: line[...]) == cores)
  }

  /// `Cpus_allowed` of proc(5).
  @Test(arguments: [("\t3", 2), ("\tff,ffffffff", 40), ("\t00000000,00000001", 1), ("", 0)])
  func coresAreCounted(mask: String, cores: Int) {
    #expect(AvailableCores.cores(inMask: mask[...]) == cores)
  }
}
