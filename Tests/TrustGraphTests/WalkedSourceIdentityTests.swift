import Logic
import Testing

@testable import TrustGraph

/// A source identity that later requests ask for is set by an earlier one, and stays.
///
/// Source: IAM User Guide, "Monitor and control actions taken with assumed roles".
@Suite struct WalkedSourceIdentityTests {
  private static let account = "111122223333"
  private static let all = #"["sts:AssumeRole", "sts:SetSourceIdentity"]"#
  private static let assume = #""sts:AssumeRole""#

  /// A chain from a user: what each role's trust lets and asks, and what each command sets.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let roles: [(lets: String, asks: String?)]
    /// The source identities of the commands; nil where no walk can be shown.
    let sets: [String?]?

    init(_ description: String, _ roles: [(String, String?)], sets: [String?]?) {
      testDescription = description
      self.roles = roles
      self.sets = sets
    }
  }

  static let cases = [
    Case("the next one pins a value", [(all, nil), (all, bob)], sets: ["bob", nil]),
    Case(
      "the first takes several", [(all, own(#"["ann", "bob"]"#)), (all, bob)], sets: ["bob", nil]),
    Case("the first takes another", [(all, own(#""ann""#)), (all, bob)], sets: nil),
    Case(
      "a later one sends the same again", [(all, own(#""bob""#)), (all, own(#"["ann", "bob"]"#))],
      sets: ["bob", "bob"]),
    Case(
      "as late as can be", [(assume, nil), (all, nil), (all, bob)], sets: [nil, "bob", nil]),
    Case(
      "earlier where the later one does not let it", [(all, nil), (all, own(#""bob""#))],
      sets: [nil, "bob"]),
    Case("nobody lets it be set", [(assume, nil), (all, bob)], sets: nil),
    Case("the asking role does not let it be kept", [(all, nil), (assume, bob)], sets: nil),
    Case("nothing is asked", [(all, nil), (all, nil)], sets: [nil, nil]),
    Case(
      "a value that no request carries", [(all, nil), (all, pinned("b b"))], sets: nil),
  ]

  private static let bob = pinned("bob")

  private static func pinned(_ value: String) -> String {
    #"{"StringEquals": {"aws:SourceIdentity": "\#(value)"}}"#
  }

  private static func own(_ values: String) -> String {
    #"{"StringEquals": {"sts:SourceIdentity": \#(values)}}"#
  }

  private static func walk(_ test: Case) throws -> Walk? {
    var inputs = Inputs()
    let may = #"{"Effect": "Allow", "Action": \#(all), "Resource": "*"}"#
    let user = inputs.user(account, "ann", allows: may)
    var caller = user
    for (number, role) in test.roles.enumerated() {
      let condition = role.asks.map { ", \"Condition\": \($0)" } ?? ""
      caller = inputs.role(
        account, "role-\(number)",
        trust: """
          {"Effect": "Allow", "Action": \(role.lets), "Principal": {"AWS": "\(caller)"}\(condition)}
          """, allows: may)
    }
    return try WalkTests.attempts(&inputs, user, caller).lazy.compactMap(\.walk).first
  }

  @Test(arguments: cases) func whatIsAskedLaterIsSetBefore(_ test: Case) throws {
    let walk = try Self.walk(test)
    #expect(walk?.steps.map(\.sourceIdentity) == test.sets)
    #expect(walk?.steps.allSatisfy(\.circumstances.isAlways) != false)
    for (step, command) in zip(walk?.steps ?? [], walk?.commands { $0 } ?? []) {
      let option = step.sourceIdentity.map { "--source-identity \($0)" }
      #expect(command.contains("--source-identity") == (option != nil))
      if let option { #expect(command.hasSuffix(option)) }
    }
    let profiles = walk?.profileFile { $0 } ?? ""
    let noted = profiles.split(separator: "\n").count {
      $0.hasPrefix("# A profile cannot send --source-identity")
    }
    #expect(noted == test.sets?.count { $0 != nil } ?? 0)
  }

  /// A role may be there with a source identity that was set before the walk.
  @Test func whoeverStartsAsARoleMayHaveOne() throws {
    var inputs = Inputs()
    let may = #"{"Effect": "Allow", "Action": \#(Self.all), "Resource": "*"}"#
    let first = inputs.role(
      Self.account, "first", trust: Inputs.trust("{\"AWS\": \"999988887777\"}"), allows: may)
    let last = inputs.role(
      Self.account, "last",
      trust: Inputs.trust("{\"AWS\": \"\(first)\"}", action: "sts:*", condition: Self.bob))
    let walk = try #require(try WalkTests.attempts(&inputs, first, last).first?.walk)
    #expect(walk.steps[0].sourceIdentity == nil)
    #expect(
      walk.steps[0].circumstances.display(redacting: .none) == "aws:SourceIdentity equals bob")
  }
}
