import Testing

@testable import TrustGraph

/// Which groups a user may join is asked once for groups that its policies do not tell apart; what they
/// do tell apart keeps its own answer.
@Suite struct JoinedGroupTests {
  private static let account = EscalationCase.account

  private static func arn(_ name: String) -> String { "arn:aws:iam::\(account):group/\(name)" }

  private static func join(_ name: String, condition: String? = nil) -> String {
    EscalationCase.allow("iam:AddUserToGroup", on: arn(name), condition: condition)
  }

  private static func deny(_ name: String) -> String {
    """
    {"Effect": "Deny", "Action": "iam:AddUserToGroup", "Resource": "\(arn(name))"}
    """
  }

  private static let widen = EscalationCase.allow("iam:PutGroupPolicy", on: arn("team-7"))
  private static let mfa = "{\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}"

  /// Statements of a user, its groups, and the status of the edge; nil for none.
  static let cases: [(statements: [String], groups: [String], status: String?)] = [
    ([join("*")], [], "proved"),
    ([join("*"), deny("admins")], [], nil),
    ([join("*"), deny("team-*")], [], "proved"),
    ([join("team-*")], [], nil),
    ([join("team-*"), widen], [], "proved"),
    ([join("team-*"), widen, deny("team-7")], [], nil),
    ([join("team-*"), widen, deny("team-8")], [], "proved"),
    // Whoever is in the group already has no need to join it.
    ([join("team-*"), widen], ["team-7"], nil),
    ([join("*", condition: mfa)], [], "conditional"),
    ([join("*", condition: mfa), join("admins")], [], "proved"),
    ([join("${aws:username}-own"), widen], [], nil),
    ([join("${aws:username}s")], [], "proved"),
  ]

  @Test(arguments: cases.indices) func theSurestGroupCounts(_ index: Int) throws {
    let (statements, groups, status) = Self.cases[index]
    var inputs = Inputs()
    for number in 0..<9 {
      inputs.group(Self.account, "team-\(number)", allows: EscalationCase.s3)
    }
    inputs.group(Self.account, "admins", allows: EscalationCase.everything)
    inputs.user(
      Self.account, "admin", allows: "[\(statements.joined(separator: ", "))]", groups: groups)
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    let found = try #require(graph.expandedEdges()).filter { $0.via == "iam-013" }
    #expect(found.map(\.status.rawValue) == (status.map { [$0] } ?? []))
  }

  /// Users, each with patterns of its own, are not held against every group.
  @Test func usersAndGroupsDoNotMultiply() throws {
    var inputs = Inputs()
    for number in 0..<150 {
      inputs.group(Self.account, "team-\(number)", allows: EscalationCase.s3)
    }
    for number in 0..<200 {
      inputs.user(
        Self.account, "u\(number)",
        allows:
          "[\(Self.join("team-*", condition: Self.mfa)), \(Self.widen), \(Self.deny("t-\(number)"))]"
      )
    }
    let estate = inputs.estate()
    let clock = ContinuousClock()
    var graph: TrustGraph?
    let time = clock.measure { graph = TrustGraph(estate, escalations: .drawn) }
    let edges = try #require(graph).graph.edges.filter { $0.via == "iam-013" }
    #expect(edges.count == 200)
    // Each user held against each group took minutes.
    #expect(time < .seconds(60))
  }
}
