import Logic
import Testing

@testable import TrustGraph

/// Managed policies that a template attaches under a condition which the inputs do not decide.
@Suite struct GuardedAttachmentTests {
  /// A template whose role `caller` may hold the policy, and a role that leaves it to the account.
  static func template(_ effect: String, also inline: String) -> String {
    """
    Parameters: {Stage: {Type: String}}
    Conditions: {Live: !Equals [!Ref Stage, live]}
    Resources:
      Given:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          ManagedPolicyName: given
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{Effect: \(effect), Action: "sts:AssumeRole", Resource: "*"}]
      Caller:
        Type: AWS::IAM::Role
        Properties:
          RoleName: caller
          ManagedPolicyArns: [!If [Live, !Ref Given, !Ref "AWS::NoValue"]]
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}]
    \(inline)
      Target:
        Type: AWS::IAM::Role
        Properties:
          RoleName: target
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement: [{Effect: Allow, Principal: {AWS: !Ref "AWS::AccountId"}, Action: "sts:AssumeRole"}]
    """
  }

  static let allowed = """
          Policies:
            - PolicyName: own
              PolicyDocument:
                Version: "2012-10-17"
                Statement: [{Effect: Allow, Action: "sts:AssumeRole", Resource: "*"}]
    """

  static func status(_ effect: String, also inline: String = "") throws -> Edge.Status? {
    var inputs = Inputs()
    inputs.file("template.yaml", template(effect, also: inline))
    let graph = inputs.graph()
    let source = try #require(graph.graph.nodes.firstIndex { $0.id.hasSuffix("role/caller") })
    let target = try #require(graph.graph.nodes.firstIndex { $0.id.hasSuffix("role/target") })
    let paths = graph.paths().shortest(to: NodeIndex(target)) { $0 == NodeIndex(source) }
    return paths.first?.hops.first?.status
  }

  @Test func aDenyThatMayNotBeThereStopsNothingForSure() throws {
    #expect(try Self.status("Deny", also: Self.allowed) == .conditional)
  }

  @Test func anAllowThatMayNotBeThereIsNotProved() throws {
    #expect(try Self.status("Allow") == .conditional)
  }

  @Test func withoutTheAllowThereIsNoWay() throws {
    #expect(try Self.status("Deny") == nil)
  }

  /// What a role may do that is administrator but for a Deny of actions that nobody knows.
  @Test(arguments: ["!Ref Stage", "[!If [Live, \"*\", \"s3:GetObject\"]]"])
  func aDenyOfUnknownActionsTakesNoPowerAway(_ actions: String) throws {
    var inputs = Inputs()
    inputs.file(
      "template.yaml",
      """
      Parameters: {Stage: {Type: String}}
      Conditions: {Live: !Equals [!Ref Stage, live]}
      Resources:
        Admin:
          Type: AWS::IAM::Role
          Properties:
            RoleName: admin
            ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]
            Policies:
              - PolicyName: stop
                PolicyDocument:
                  Version: "2012-10-17"
                  Statement: [{Effect: Deny, Action: \(actions), Resource: "*"}]
            AssumeRolePolicyDocument:
              Version: "2012-10-17"
              Statement: [{Effect: Allow, Principal: {AWS: "444455556666"}, Action: "sts:AssumeRole"}]
      """)
    let graph = inputs.graph()
    let node = try #require(graph.graph.nodes.firstIndex { $0.id.hasSuffix("role/admin") })
    #expect(graph.reach[node].own == .administrator)
    #expect(graph.reach[node].certainOwn == ReachLevel.none)
  }
}
