import Estate
import IAM
import Testing

@testable import TrustGraph

/// Which changes of identities make their holder an administrator with nobody's help.
///
/// IAM User Guide, "Grouping" of API operations by resource: each of these actions changes one identity, and
/// gives its caller that identity's rights only where it can use it.
@Suite struct OwnChangeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let expected: ReachLevel
    let build: @Sendable (inout Inputs) -> Void
  }

  private static let account = EscalationCase.account

  private static func user(
    _ name: String, _ expected: ReachLevel, _ actions: String...
  ) -> Case {
    let list = actions.map { "\"\($0)\"" }.joined(separator: ", ")
    return Case(testDescription: name, expected: expected) { inputs in
      inputs.user(
        account, "caller",
        allows: "{\"Effect\": \"Allow\", \"Action\": [\(list)], \"Resource\": \"*\"}")
    }
  }

  private static func role(_ name: String, _ expected: ReachLevel, _ actions: String...) -> Case {
    let list = actions.map { "\"\($0)\"" }.joined(separator: ", ")
    return Case(testDescription: name, expected: expected) { inputs in
      inputs.role(
        account, "caller", trust: EscalationCase.root,
        allows: "{\"Effect\": \"Allow\", \"Action\": [\(list)], \"Resource\": \"*\"}")
    }
  }

  static let cases: [Case] = [
    user("a user's own policies", .administrator, "iam:PutUserPolicy"),
    user("roles' policies are no user's", .sensitive, "iam:AttachRolePolicy"),
    user("groups' policies are those of members", .sensitive, "iam:PutGroupPolicy"),
    user("groups that give no more", .sensitive, "iam:AddUserToGroup"),
    user("a user without a policy to rewrite", .sensitive, "iam:CreatePolicyVersion"),
    user("no older version", .sensitive, "iam:SetDefaultPolicyVersion"),
    user("nobody stronger to take over", .sensitive, "iam:CreateAccessKey"),
    user("a password of nobody stronger", .sensitive, "iam:CreateLoginProfile"),
    user("a new role made to measure", .administrator, "iam:CreateRole", "iam:PutRolePolicy"),
    role("a role's own policies", .administrator, "iam:AttachRolePolicy"),
    role("users' policies are no role's", .sensitive, "iam:PutUserPolicy"),
    role("trust of roles that have no more", .sensitive, "iam:UpdateAssumeRolePolicy"),
    role(
      "a new user with a key", .administrator, "iam:CreateUser", "iam:AttachUserPolicy",
      "iam:CreateAccessKey"),
    role("a new user without a way in", .sensitive, "iam:CreateUser", "iam:AttachUserPolicy"),
    Case(testDescription: "a policy of its own", expected: .administrator) { inputs in
      inputs.policy(account, EscalationCase.policy, EscalationCase.s3)
      inputs.user(
        account, "caller", allows: EscalationCase.allow("iam:CreatePolicyVersion"),
        attached: [EscalationCase.policy])
    },
    Case(testDescription: "a group of its own", expected: .administrator) { inputs in
      inputs.group(account, "team", allows: EscalationCase.allow("iam:AttachGroupPolicy"))
      inputs.user(account, "caller", groups: ["team"])
    },
  ]

  @Test(arguments: cases) func isWorthWhatItChanges(_ test: Case) throws {
    var inputs = Inputs()
    test.build(&inputs)
    let trust = inputs.graph()
    let node = try #require(trust.graph.nodes.firstIndex { $0.id.hasSuffix("/caller") })
    #expect(trust.reach[node].own == test.expected)
  }

  /// What leans on somebody stronger says on whom.
  @Test func saysOnWhomItLeans() {
    var inputs = Inputs()
    inputs.user(
      Self.account, "caller",
      allows: EscalationCase.allow("iam:AddUserToGroup", "iam:UpdateAssumeRolePolicy"))
    inputs.user(Self.account, "boss", allows: EscalationCase.everything)
    let trust = inputs.graph()
    let leans = ["caller", "boss"].map { name in
      trust.graph.nodes.firstIndex { $0.id.hasSuffix(name) }.map { trust.reach[$0].leansOn }
    }
    #expect(leans == [[.role, .group], []])
  }

  /// Whoever takes over an administrator reaches everything; of another kind, or account, none helps.
  @Test(arguments: [("user/boss", true), ("role/boss", false)])
  func reachesWhatThoseReach(_ boss: String, _ isReached: Bool) throws {
    var inputs = Inputs()
    inputs.user(Self.account, "caller", allows: EscalationCase.allow("iam:CreateAccessKey"))
    if boss.hasPrefix("user") {
      inputs.user(Self.account, "boss", allows: EscalationCase.everything)
    } else {
      inputs.role(
        Self.account, "boss", trust: Inputs.trust(#"{"Service": "ec2.amazonaws.com"}"#),
        allows: EscalationCase.everything)
    }
    let trust = inputs.graph()
    let node = try #require(trust.graph.nodes.firstIndex { $0.id.hasSuffix("/caller") })
    #expect(trust.reach[node].own == .sensitive)
    #expect((trust.reach[node].closure == .administrator) == isReached)
  }
}
