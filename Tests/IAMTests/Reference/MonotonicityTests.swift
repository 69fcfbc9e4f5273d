import IAM
import Logic
import Testing

/// What has to hold for every evaluator, whatever the policies say.
@Suite struct MonotonicityTests {
  static let batches = EvaluatorPropertyTests.isDeep ? 100 : 4
  static let rounds = EvaluatorPropertyTests.isDeep ? 1000 : 250

  /// A Deny more, in any set, lets nothing in that was not let in before.
  @Test(arguments: 0..<batches) func addingADenyNeverOpens(_ batch: Int) {
    var generator = CaseGenerator(seed: UInt64(batch) &* 104_729 &+ 3)
    for _ in 0..<Self.rounds {
      let item = PropertyCase(&generator)
      var sets = item.sets
      var deny = generator.statement(sets.resource != nil)
      deny.isAllow = false
      switch generator.pick([0, 1, 2, 3, 4]) {
      case 0 where !sets.identity.isEmpty: sets.identity[0].statements.append(deny.unnamed)
      case 1 where sets.boundary != nil: sets.boundary?.statements.append(deny.unnamed)
      case 2 where sets.session != nil: sets.session?.statements.append(deny.unnamed)
      case 3 where !sets.scp.isEmpty: sets.scp[0][0].statements.append(deny.unnamed)
      default: sets.resource?.statements.append(deny)
      }
      let policies = PropertyCase.policies(sets)
      let before = Evaluator().decide(item.request, item.policies)
      let after = Evaluator().decide(item.request, policies)
      if before.outcome != .allowed { #expect(after.outcome != .allowed, "\(item.description)") }
      let open = item.opened(PropertyCase.unknownKeys(&generator))
      let wide = Evaluator().decide(open, item.policies).residual
      let narrow = Evaluator().decide(open, policies).residual
      for _ in 0..<4 {
        let value = item.filled(&generator)
        let (before, after) = (wide.truth(for: value), narrow.truth(for: value))
        #expect(before != .no || after != .yes, "\(deny.json) \(item.description)")
      }
    }
  }

  /// What is sure with some keys unknown stays so when more of them become known.
  @Test(arguments: 0..<batches) func moreInformationNeverContradicts(_ batch: Int) {
    var generator = CaseGenerator(seed: UInt64(batch) &* 15_485_863 &+ 11)
    for _ in 0..<Self.rounds {
      let item = PropertyCase(&generator)
      let few = PropertyCase.unknownKeys(&generator)
      let many = few.union(PropertyCase.unknownKeys(&generator))
      let informed = Evaluator().decide(item.opened(few), item.policies).residual.truth
      let ignorant = Evaluator().decide(item.opened(many), item.policies).residual.truth
      #expect(ignorant == .unknown || ignorant == informed, "\(item.description)")
      let full = Evaluator().decide(item.request, item.policies).residual.truth
      #expect(informed == .unknown || informed == full, "\(item.description)")
    }
  }

  /// A policy more that may say anything makes a sure answer unsure or leaves it as it was.
  @Test func missingDocumentsNeverMakeSure() {
    var generator = CaseGenerator(seed: 77)
    for _ in 0..<Self.rounds {
      let item = PropertyCase(&generator)
      var policies = item.policies
      policies.identity?.missing.append(Proposition("the policy p"))
      let before = Evaluator().decide(item.request, item.policies)
      let after = Evaluator().decide(item.request, policies)
      let isSure = after.residual.truth != .unknown
      #expect(!isSure || after.outcome == before.outcome, "\(item.description)")
      if !isSure {
        #expect(after.missingEvidence.contains { $0.hasPrefix("the policy p, which is not in") })
      }
    }
  }
}

extension RefStatement {
  /// The statement for a set that names no principals.
  fileprivate var unnamed: RefStatement {
    var result = self
    result.principals = nil
    return result
  }
}
