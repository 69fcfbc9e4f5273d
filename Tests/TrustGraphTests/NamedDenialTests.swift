import Testing

@testable import TrustGraph

/// A Deny of a trust policy stops whom it names, and with `NotPrincipal` whom it does not.
@Suite struct NamedDenialTests {
  private static let own = "111122223333"
  private static let outside = "444455556666"

  /// A Deny, and which of two callers it leaves.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let account: String
    let isUser: Bool
    let deny: String
    var isBounded = false
    let left: [String]
    var testDescription: String { name }
  }

  private static func arn(_ name: String, _ account: String = own, isUser: Bool = true) -> String {
    "arn:aws:iam::\(account):\(isUser ? "user" : "role")/\(name)"
  }

  private static func deny(_ principal: String, _ element: String = "Principal") -> String {
    "{\"Effect\": \"Deny\", \"\(element)\": {\"AWS\": [\(principal)]}, \"Action\": \"sts:AssumeRole\"}"
  }

  static let cases = [
    Case(
      name: "a user of the account", account: own, isUser: true, deny: deny("\"\(arn("one"))\""),
      left: ["two"]),
    Case(
      name: "a role of the account", account: own, isUser: false,
      deny: deny("\"\(arn("one", isUser: false))\""), left: ["two"]),
    Case(
      name: "a role of another account", account: outside, isUser: false,
      deny: deny("\"\(arn("one", outside, isUser: false))\""), left: ["two"]),
    Case(
      name: "somebody else", account: own, isUser: true, deny: deny("\"\(arn("else"))\""),
      left: ["one", "two"]),
    Case(
      name: "the whole account", account: own, isUser: true,
      deny: deny("\"arn:aws:iam::\(own):root\""), left: []),
    Case(
      name: "everybody but a user", account: own, isUser: true,
      deny: deny("\"\(arn("one"))\", \"\(own)\"", "NotPrincipal"), left: ["one"]),
    Case(
      name: "everybody but a user, whose account is not listed", account: own, isUser: true,
      deny: deny("\"\(arn("one"))\"", "NotPrincipal"), left: []),
    Case(
      name: "everybody but a user, who has a boundary", account: own, isUser: true,
      deny: deny("\"\(arn("one"))\"", "NotPrincipal"), isBounded: true, left: []),
  ]

  @Test(arguments: cases) func namedOnly(_ test: Case) {
    var inputs = Inputs()
    let boundary = "arn:aws:iam::\(test.account):policy/open"
    inputs.policy(test.account, boundary, EscalationCase.everything)
    for name in ["one", "two"] {
      if test.isUser {
        inputs.user(
          test.account, name, allows: Inputs.may(), boundary: test.isBounded ? boundary : nil)
      } else {
        inputs.role(
          test.account, name, trust: Inputs.trust("{\"Service\": \"x.amazonaws.com\"}"),
          allows: Inputs.may())
      }
    }
    let target = inputs.role(
      Self.own, "target",
      trust: "[\(Inputs.trust("{\"AWS\": \"arn:aws:iam::\(test.account):root\"}")), \(test.deny)]")
    let graph = inputs.graph()
    let left = ["one", "two"].filter {
      graph.status(Self.arn($0, test.account, isUser: test.isUser), target) == .proved
    }
    #expect(left == test.left, "\(graph.pairs().joined(separator: "\n"))")
  }
}
