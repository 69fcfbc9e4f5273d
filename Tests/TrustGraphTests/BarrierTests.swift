import Estate
import IAM
import Logic
import Testing

@testable import TrustGraph

/// What opens when one thing that keeps steps shut is taken away.
@Suite struct BarrierTests {
  private static let account = EscalationCase.account

  private func steps(_ estate: Estate, without name: String) throws -> [String] {
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let barriers = query.barriers.filter { $0.id == name || $0.name == name }
    #expect(!barriers.isEmpty)
    let opened = try #require(query.opened(without: barriers))
    return opened.hops.map {
      "\(opened.trust.graph[node: $0.source].id) -> \(opened.trust.graph[node: $0.target].id)"
        + " \($0.kind.rawValue) \($0.status.rawValue)"
    }.sorted()
  }

  /// A caller that may assume a role, but for a policy of the organisation.
  private func limited(_ policy: String, type: String = "SERVICE_CONTROL_POLICY") -> Inputs {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(policy, to: GuardrailTests.member, type: type, &inputs)
    inputs.role(Self.account, "caller", trust: EscalationCase.root, allows: Inputs.may())
    inputs.role(Self.account, "target", trust: EscalationCase.root)
    return inputs
  }

  private static let step =
    "\(EscalationCase.callerRole) -> \(EscalationCase.target) AssumeRole proved"

  @Test func serviceControl() throws {
    var inputs = limited(GuardrailTests.denyAssume)
    let estate = inputs.estate()
    #expect(try steps(estate, without: "p-12345678").contains(Self.step))
    #expect(try steps(estate, without: "guard").contains(Self.step))
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let counts = try #require(query.holdings(of: query.barriers))
    #expect(query.barriers.map(\.kind) == [.serviceControl])
    #expect(counts[0].held == counts[0].alone)
    #expect(counts[0].held > 0)
  }

  /// A policy that takes the place of FullAWSAccess limits by what it does not allow.
  @Test func whatIsNotAllowedIsKeptShut() throws {
    var inputs = limited(
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
      """)
    let estate = inputs.estate()
    #expect(try steps(estate, without: "guard").contains(Self.step))
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let counts = try #require(query.holdings(of: query.barriers))
    #expect(counts.map(\.held).reduce(0, +) > 0)
  }

  @Test func resourceControl() throws {
    var inputs = limited(GuardrailTests.denyForeigners, type: "RESOURCE_CONTROL_POLICY")
    let open = inputs.role(
      Self.account, "open", trust: Inputs.trust("{\"AWS\": \"999988887777\"}"))
    let estate = inputs.estate()
    #expect(
      try steps(estate, without: "p-12345678").contains {
        $0.hasPrefix("arn:aws:iam::999988887777:root -> \(open) AssumeRole")
      })
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let counts = try #require(query.holdings(of: query.barriers))
    #expect(counts.map(\.held) == [1])
    #expect(counts.map(\.alone) == [1])
  }

  /// What permissions make opens, too.
  @Test func escalationsOpen() throws {
    let policy = """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}]}
      """
    var inputs = limited(policy)
    inputs.user(Self.account, "eve", allows: EscalationCase.allow("iam:PutUserPolicy"))
    let opened = try steps(inputs.estate(), without: "guard")
    #expect(
      opened.contains(
        "arn:aws:iam::\(Self.account):user/eve -> admin:\(Self.account) SelfAdmin proved"))
    #expect(!opened.contains(Self.step))
  }

  @Test func boundary() throws {
    var inputs = Inputs()
    inputs.policy(Self.account, EscalationCase.policy, EscalationCase.s3)
    inputs.role(
      Self.account, "caller", trust: EscalationCase.root, allows: Inputs.may(),
      boundary: EscalationCase.policy)
    inputs.role(Self.account, "target", trust: EscalationCase.root)
    #expect(try steps(inputs.estate(), without: EscalationCase.policy).contains(Self.step))
  }

  /// A Deny of the caller, with a policy of the organisation beside it: neither alone is enough.
  @Test func twoGuardsAreTwo() throws {
    var inputs = Inputs()
    GuardrailTests.organise(&inputs)
    GuardrailTests.attach(GuardrailTests.denyAssume, to: GuardrailTests.member, &inputs)
    inputs.role(
      Self.account, "caller", trust: EscalationCase.root,
      allows: "[\(Inputs.may()), \(Inputs.may(effect: "Deny"))]")
    inputs.role(Self.account, "target", trust: EscalationCase.root)
    let estate = inputs.estate()
    #expect(try !steps(estate, without: "guard").contains(Self.step))
    #expect(try !steps(estate, without: EscalationCase.callerRole).contains(Self.step))
    let query = GraphQuery(TrustGraph(estate), of: estate)
    let both = try #require(query.opened(without: query.barriers))
    #expect(!both.hops.isEmpty)
    let counts = try #require(query.holdings(of: query.barriers))
    #expect(counts.map(\.held) == [1, 1])
    #expect(counts.map(\.alone) == [0, 0])
  }

  /// A step that a condition of a Deny makes doubtful becomes sure.
  @Test func doubtsGo() throws {
    let policy = """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*",
         "Condition": {"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}]}
      """
    var inputs = limited(policy)
    #expect(try steps(inputs.estate(), without: "guard").contains(Self.step))
  }

  /// Everything that is allowed outright keeps nothing shut.
  @Test func openPoliciesAreNoBarriers() {
    let policy = """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"}]}
      """
    var inputs = limited(policy)
    let estate = inputs.estate()
    #expect(GraphQuery(TrustGraph(estate), of: estate).barriers.isEmpty)
  }
}
