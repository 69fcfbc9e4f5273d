import Estate
import Logic
import Testing

@testable import TrustGraph

/// What service control policies leave of what principals can do.
@Suite struct CeilingTests {
  private static func policy(_ statements: String...) -> String {
    "{\"Version\": \"2012-10-17\", \"Statement\": [\(statements.joined(separator: ","))]}"
  }

  private static let full = "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}"

  private static func deny(_ action: String, _ condition: String? = nil) -> String {
    let tail = condition.map { ", \"Condition\": \($0)" } ?? ""
    return "{\"Effect\": \"Deny\", \(action), \"Resource\": \"*\"\(tail)}"
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let policy: String
    var account = GuardrailTests.member
    let own: ReachLevel
    let certain: ReachLevel
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "everything denied", policy: policy(full, deny("\"Action\": \"*\"")), own: .none,
      certain: .none),
    Case(
      name: "only storage allowed", policy: GuardrailTests.allowOnlyStorage, own: .write,
      certain: .write),
    Case(
      name: "identities denied", policy: policy(full, deny("\"Action\": \"iam:*\"")),
      own: .sensitive, certain: .sensitive),
    Case(
      name: "one service denied", policy: policy(full, deny("\"Action\": \"cloudtrail:*\"")),
      own: .administrator, certain: .administrator),
    Case(
      name: "everything denied to the root user",
      policy: policy(
        full,
        deny(
          "\"Action\": \"*\"",
          "{\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:root\"}}")),
      own: .administrator, certain: .administrator),
    Case(
      name: "everything denied to all but this role",
      policy: policy(
        full,
        deny(
          "\"Action\": \"*\"",
          "{\"ArnNotLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/caller\"}}")),
      own: .administrator, certain: .administrator),
    Case(
      name: "everything denied to this role",
      policy: policy(
        full,
        deny(
          "\"Action\": \"*\"",
          "{\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/call*\"}}")),
      own: .none, certain: .none),
    Case(
      name: "everything denied from elsewhere",
      policy: policy(
        full,
        deny(
          "\"Action\": \"*\"",
          "{\"NotIpAddress\": {\"aws:SourceIp\": \"192.0.2.0/24\"}}")),
      own: .administrator, certain: .none),
    Case(
      name: "regions limited, identities spared",
      policy: policy(
        full,
        deny(
          "\"NotAction\": [\"iam:*\", \"sts:*\"]",
          "{\"StringNotEquals\": {\"aws:RequestedRegion\": \"eu-west-1\"}}")),
      own: .administrator, certain: .administrator),
    Case(
      name: "the management account is exempt",
      policy: policy(full, deny("\"Action\": \"*\"")), account: GuardrailTests.management,
      own: .administrator, certain: .administrator),
  ]

  private func reach(_ graph: TrustGraph, _ arn: String) throws -> Reach {
    graph.reach[Int(try #require(graph.graph.index(of: arn)))]
  }

  @Test(arguments: cases) func administrators(_ test: Case) throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(test.policy, to: "r-ab12", &inputs)
    let caller = inputs.role(
      test.account, "caller", trust: GuardrailTests.root, allows: EscalationCase.everything)
    let reach = try reach(inputs.graph(), caller)
    #expect(reach.own == test.own)
    #expect(reach.certainOwn == test.certain)
    #expect(reach.isCeilingKnown)
  }

  /// A place that allows only what no escalation is made of allows no escalation, either.
  @Test(arguments: ["s3:*", "s3:GetObjectAcl"]) func anAllowIsAnAllow(_ action: String) throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(
      Self.policy("{\"Effect\": \"Allow\", \"Action\": \"\(action)\", \"Resource\": \"*\"}"),
      to: "r-ab12", &inputs)
    inputs.user(
      GuardrailTests.member, "caller", allows: EscalationCase.allow("iam:AttachUserPolicy"))
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    #expect(graph.graph.edges.allSatisfy { $0.kind != .selfAdmin })
  }

  /// A policy without text beside one that allows little may allow the rest.
  @Test(arguments: ["s3:*", "s3:GetObjectAcl"]) func unreadPoliciesMayAllow(_ action: String) {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(
      Self.policy("{\"Effect\": \"Allow\", \"Action\": \"\(action)\", \"Resource\": \"*\"}"),
      to: GuardrailTests.member, id: "p-22222222", &inputs)
    inputs.file(
      "org/policies-for-\(GuardrailTests.member).json",
      """
      {"Policies": [{"Id": "p-12345678", "Name": "guard", "Type": "SERVICE_CONTROL_POLICY"}]}
      """)
    inputs.user(
      GuardrailTests.member, "caller", allows: EscalationCase.allow("iam:AttachUserPolicy"))
    let edges = TrustGraph(inputs.estate(), escalations: .drawn).graph.edges
    #expect(edges.filter { $0.kind == .selfAdmin }.map(\.status) == [.conditional])
  }

  /// Every level must allow: what the unit allows counts only within the root's.
  @Test func levelsIntersect() throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(Self.policy(Self.full), to: "r-ab12", &inputs)
    GuardrailTests.attach(
      GuardrailTests.allowOnlyStorage, to: "ou-ab12-00000001", id: "p-22222222", &inputs)
    let caller = inputs.role(
      GuardrailTests.member, "caller", trust: GuardrailTests.root,
      allows: EscalationCase.everything)
    let other = inputs.role(
      GuardrailTests.sibling, "caller", trust: GuardrailTests.root,
      allows: EscalationCase.everything)
    let graph = inputs.graph()
    #expect(try reach(graph, caller).own == .write)
    #expect(try reach(graph, other).own == .administrator)
  }

  /// Without the export nothing is said about what policies of the organisation leave.
  @Test func absenceIsNotKnowledge() throws {
    var inputs = Inputs()
    let caller = inputs.role(
      GuardrailTests.member, "caller", trust: GuardrailTests.root,
      allows: EscalationCase.everything)
    let alone = try reach(inputs.graph(), caller)
    #expect(alone.own == .administrator)
    #expect(!alone.isCeilingKnown)

    var organised = Inputs()
    GuardrailTests.organise(&organised)
    organised.role(
      GuardrailTests.member, "caller", trust: GuardrailTests.root,
      allows: EscalationCase.everything)
    let member = organised.role(
      GuardrailTests.management, "caller", trust: GuardrailTests.root,
      allows: EscalationCase.everything)
    let graph = organised.graph()
    #expect(try !reach(graph, caller).isCeilingKnown)
    #expect(try reach(graph, member).isCeilingKnown)
  }

  /// A policy that is named without its text may deny anything.
  @Test func policiesWithoutTextAreDoubts() throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    inputs.file(
      "org/policies-for-\(GuardrailTests.member).json",
      """
      {"Policies": [{"Id": "p-12345678", "Name": "guard", "Type": "SERVICE_CONTROL_POLICY"}]}
      """)
    let caller = inputs.role(
      GuardrailTests.member, "caller", trust: GuardrailTests.root,
      allows: EscalationCase.everything)
    let reach = try reach(inputs.graph(), caller)
    #expect(reach.own == .administrator)
    #expect(reach.certainOwn == .none)
    #expect(!reach.isCeilingKnown)
  }

  /// Where nobody says which account manages the organisation, any of them may be exempt.
  @Test(arguments: [nil, "arn:aws:organizations::000000000001:policy/o-abcdefghij/x/p-12345678"])
  func theManagerMayBeUnknown(_ arn: String?) throws {
    var inputs = Inputs()
    let tail = arn.map { ", \"Arn\": \"\($0)\"" } ?? ""
    let content = Self.policy(Self.full, Self.deny("\"Action\": \"*\""))
      .replacing("\"", with: "\\\"")
    inputs.file(
      "org/policy.json",
      """
      {"Policy": {"PolicySummary": {"Id": "p-12345678", "Name": "guard",
        "Type": "SERVICE_CONTROL_POLICY"\(tail)}, "Content": "\(content)"}}
      """)
    inputs.file(
      "org/targets-for-policy-p-12345678.json",
      "{\"Targets\": [{\"TargetId\": \"\(GuardrailTests.member)\", \"Type\": \"ACCOUNT\"}]}")
    let caller = inputs.role(
      GuardrailTests.member, "caller", trust: GuardrailTests.root,
      allows: EscalationCase.everything)
    let target = inputs.role(GuardrailTests.member, "target", trust: GuardrailTests.root)
    let estate = inputs.estate()
    let graph = TrustGraph(estate, escalations: .drawn)
    let reach = try reach(graph, caller)
    #expect(reach.own == (arn == nil ? .administrator : .none))
    #expect(reach.certainOwn == .none)
    #expect(graph.status(caller, target) == (arn == nil ? .conditional : nil))
    #expect(
      graph.graph.edges.contains { $0.kind == .selfAdmin && $0.status == .conditional }
        == (arn == nil))
    #expect(graph.graph.edges.allSatisfy { $0.status != .proved || $0.kind == .contains })
  }
}
