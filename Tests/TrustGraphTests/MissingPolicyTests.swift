import Estate
import Logic
import Testing

@testable import TrustGraph

/// What a policy that is not among the inputs may open, and what is shut whatever it says.
@Suite struct MissingPolicyTests {
  private static let account = EscalationCase.account
  private static let missing = "arn:aws:iam::\(account):policy/missing"
  private static let limit = "arn:aws:iam::\(account):policy/limit"
  private static let target = EscalationCase.target

  private func status(
    _ user: String = "caller", trust: String = EscalationCase.root, allows: String? = nil,
    boundary: String? = nil
  ) -> Edge.Status? {
    var inputs = Inputs()
    if let boundary { inputs.policy(Self.account, Self.limit, boundary) }
    inputs.user(
      Self.account, "caller", allows: allows, attached: [Self.missing],
      boundary: boundary.map { _ in Self.limit })
    inputs.user(Self.account, "victim", attached: [Self.missing])
    inputs.role(Self.account, "target", trust: trust, allows: EscalationCase.s3)
    return TrustGraph(inputs.estate(), escalations: .drawn)
      .status("arn:aws:iam::\(Self.account):user/\(user)", Self.target)
  }

  @Test func nothingKnownShutsIt() {
    #expect(status() == .possible)
    #expect(status(allows: EscalationCase.deny("s3:*")) == .possible)
    #expect(status(boundary: EscalationCase.everything) == .possible)
  }

  @Test(arguments: ["*", "arn:aws:iam::*:role/target"]) func aDenyShutsIt(_ resource: String) {
    let deny = Inputs.may(resource, effect: "Deny")
    #expect(status(allows: deny) == nil)
    #expect(status("victim", allows: deny) == .possible)
  }

  @Test func aDenyOfAnotherRoleDoesNot() {
    #expect(status(allows: Inputs.may("arn:aws:iam::*:role/other", effect: "Deny")) == .possible)
  }

  @Test func aBoundaryShutsIt() {
    #expect(status(boundary: EscalationCase.s3) == nil)
    #expect(status(boundary: Inputs.may("arn:aws:iam::*:role/other")) == nil)
    #expect(status(boundary: Inputs.may(Self.target)) == .possible)
    #expect(status("victim", boundary: EscalationCase.s3) == .possible)
  }

  @Test func trustMayNameWhomItKeepsOut() {
    let named = Inputs.trust("{\"AWS\": \"\(EscalationCase.caller)\"}", effect: "Deny")
    let trust = "[\(EscalationCase.root), \(named)]"
    #expect(status(trust: trust) == nil)
    #expect(status("victim", trust: trust) == .possible)
  }

  @Test func trustMayAskWhoCalls() {
    let trust = Inputs.trust(
      "{\"AWS\": \"arn:aws:iam::\(Self.account):root\"}",
      condition: "{\"ArnEquals\": {\"aws:PrincipalArn\": \"\(EscalationCase.victim)\"}}")
    #expect(status(trust: trust) == nil)
    #expect(status("victim", trust: trust) == .possible)
  }
}
