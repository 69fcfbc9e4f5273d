import Estate
import Logic
import Seeded
import Testing

@testable import TrustGraph

/// Who needs no look because of how an ARN begins: never somebody whom the conditions admit.
@Suite struct AdmissionTests {
  static let accounts = ["111122223333", "444455556666"]
  static let arns = [
    "arn:aws:iam::111122223333:role/deploy-a", "arn:aws:iam::111122223333:role/deploy-b-x",
    "arn:aws:iam::111122223333:role/team/deploy-a", "arn:aws:iam::111122223333:role/Deploy-a",
    "arn:aws:iam::111122223333:user/deploy-a", "arn:aws:iam::111122223333:user/ü",
    "arn:aws:iam::111122223333:role/ax\u{301}b",
    "arn:aws:iam::444455556666:role/deploy-a", "arn:aws:iam::444455556666:role/x",
    "arn:aws-cn:iam::444455556666:role/deploy-a", "arn:aws:iam::444455556666:role/odd:role/x",
  ]

  private static func principal(_ arn: SymbolicString, _ account: String) -> Principal {
    Principal(
      kind: .role, arn: arn, account: SymbolicString(account), name: "n", origin: .export,
      range: nil)
  }

  static let principals =
    arns.map { arn in
      principal(SymbolicString(arn), accounts.first { arn.contains($0) } ?? "")
    } + [
      principal(
        SymbolicString([
          .literal("arn:aws:iam::111122223333:role/"),
          .hole(Hole("Name", origin: .parameter)),
        ]), accounts[0])
    ]

  /// Pieces of ARN patterns, put together at random.
  private static func pattern(_ random: inout SeededGenerator) -> Pattern {
    func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
    let text =
      pick(["arn:aws", "arn:aws", "arn:*", "arn:aws-cn", "*"])
      + pick([":iam:", ":iam:", ":*:", ":"])
      + pick([":111122223333", ":444455556666", ":*", ":1111*", ":?11122223333", ""])
      + pick([":role/", ":user/", ":*", ":ro*", ":role/*/", ":role/team/", "*role/", ":"])
      + pick([
        "deploy-a", "deploy-*", "*", "deploy-?", "Deploy-a", "x", "ü", "a*\u{301}b", "",
        "odd:role/x",
      ])
    let grammar: [Pattern.Grammar] = [.exact, .ignoringCase, .glob, .arn]
    return Pattern(SymbolicString(text), grammar.randomElement(using: &random) ?? .arn)
  }

  @Test func nobodyWhomAPatternAdmitsIsLeftOut() throws {
    var random = SeededGenerator(seed: 7)
    let order = ARNOrder(Self.principals)
    var admitted = 0
    var skipped = 0
    for _ in 0..<20_000 {
      let patterns = (0..<Int.random(in: 1...2, using: &random)).map { _ in Self.pattern(&random) }
      let values = TextSet(union: patterns.map { TextSet($0) })
      // With a pattern that everybody matches beside each, as sets of values have it.
      let alternatives = patterns.map { [$0, Pattern("arn:*:iam::*:*", .arn)] }
      for account in Self.accounts {
        let admission = Admission(alternatives, in: account, order)
        for (index, principal) in Self.principals.enumerated()
        where principal.account.literal == account {
          let fits = principal.arn.literal.map { values.contains($0) } ?? .unknown
          if fits != .no {
            admitted += 1
            #expect(
              admission.mayAdmit(index), "\(patterns.map(\.text.display)) \(principal.id)")
          } else if !admission.mayAdmit(index) {
            skipped += 1
          }
        }
      }
    }
    #expect(admitted > 10_000 && skipped > 10_000)
  }

  @Test func openNamesAreAlwaysLookedAt() {
    let order = ARNOrder(Self.principals)
    let nobody = Admission(
      [[Pattern("arn:aws:iam::111122223333:role/nobody", .exact)]], in: Self.accounts[0], order)
    let shown = Self.principals.indices.filter(nobody.mayAdmit)
    #expect(shown == [10, 11])
  }

  /// Everybody is trusted under a name, and each name is somebody's: one look for each, not forty.
  @Test func edgesAreThoseOfTheNames() {
    var inputs = Inputs()
    for index in 0..<40 {
      inputs.role(
        Self.accounts[0], "t\(index)",
        trust: Inputs.trust(
          "{\"AWS\": \"*\"}",
          condition: "{\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/d-\(index)-*\"}}"))
      inputs.role(
        Self.accounts[1], "d-\(index)-x",
        trust: Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}"),
        allows: Inputs.may())
    }
    var draft = GraphDraft(inputs.estate())
    let callers = draft.principals.members(of: Self.accounts[1])
    for grant in draft.grants where grant.party.kind == .anyone {
      let admission = draft.admission(of: grant, in: SymbolicString(Self.accounts[1]))
      #expect(callers.filter(admission.mayAdmit).count == 1)
    }
    let graph = inputs.graph().graph
    let trusted = graph.edges.filter {
      graph[node: $0.target].label.hasPrefix("t")
        && graph[node: $0.source].label.hasPrefix("d-")
    }
    #expect(trusted.count == 40)
    #expect(
      trusted.allSatisfy {
        graph[node: $0.source].label == "d-\(graph[node: $0.target].label.dropFirst())-x"
      })
  }
}
