import Estate
import Logic
import Testing

@testable import TrustGraph

/// Policies of the organisation that say who may tag sessions.
///
/// Source: AWS Organizations User Guide, "SCP evaluation" and "Resource control policies".
@Suite struct SessionGuardrailTests {
  /// A policy on the root, and what is left of a step that passes the tag `team`.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var type = "SERVICE_CONTROL_POLICY"
    let denied: String
    let status: Edge.Status?
  }

  private static let tag = #""Action": "sts:TagSession", "Resource": "*""#
  private static let other = #""Condition": {"Null": {"aws:RequestTag/secret": "false"}}"#

  static let cases = [
    Case(testDescription: "a service control policy denies tags", denied: tag, status: nil),
    Case(
      testDescription: "a service control policy denies another tag", denied: "\(tag), \(other)",
      status: .conditional),
    Case(
      testDescription: "a resource control policy denies tags", type: "RESOURCE_CONTROL_POLICY",
      denied: "\"Principal\": \"*\", \(tag)", status: nil),
    Case(
      testDescription: "a resource control policy denies another tag",
      type: "RESOURCE_CONTROL_POLICY", denied: "\"Principal\": \"*\", \(tag), \(other)",
      status: .conditional),
    Case(
      testDescription: "a service control policy denies source identities",
      denied: #""Action": "sts:SetSourceIdentity", "Resource": "*""#, status: .conditional),
  ]

  @Test(arguments: cases) func tagsAreLimited(_ test: Case) throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(
      "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \(test.denied)}]}",
      to: "r-ab12", type: test.type, &inputs)
    let account = GuardrailTests.member
    let user = inputs.user(account, "ann", allows: AttributeCase.may("sts:*"))
    let role = inputs.role(
      account, "target",
      trust: AttributeCase.trusts(
        account, "sts:*", when: #""StringEquals": {"aws:RequestTag/team": "x"}"#))
    let estate = inputs.estate()
    let graph = TrustGraph(estate)
    #expect(graph.status(user, role) == test.status)
    let query = GraphQuery(graph, of: estate)
    let source = try #require(graph.graph.index(of: user))
    let target = try #require(graph.graph.index(of: role))
    #expect((query.whyNot(source, target)?.blockers.isEmpty ?? false) == (test.status != nil))
  }

  /// A policy of the organisation asks for a tag: who may not pass it does not get in.
  @Test(
    arguments: ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
    [
      "arn:aws:iam::\(GuardrailTests.member):user/ann",
      "arn:aws:iam::\(GuardrailTests.member):root",
      "*",
    ])
  func tagsAreDemanded(type: String, principal: String) {
    for mayTag in [false, true] {
      var inputs = Inputs()
      GuardrailTests.organise(&inputs)
      let everybody = type == "RESOURCE_CONTROL_POLICY" ? "\"Principal\": \"*\", " : ""
      GuardrailTests.attach(
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", \(everybody)"Action": "sts:AssumeRole",
          "Resource": "*", "Condition": {"Null": {"aws:RequestTag/team": "true"}}}]}
        """, to: "r-ab12", type: type, &inputs)
      let account = GuardrailTests.member
      let user = inputs.user(account, "ann", allows: AttributeCase.may("sts:*"))
      let actions = mayTag ? "[\"sts:AssumeRole\", \"sts:TagSession\"]" : "[\"sts:AssumeRole\"]"
      let role = inputs.role(
        account, "target",
        trust: """
          {"Effect": "Allow", "Principal": {"AWS": "\(principal)"}, "Action": \(actions)}
          """)
      #expect(inputs.graph().status(user, role) == (mayTag ? .conditional : nil))
    }
  }
}
