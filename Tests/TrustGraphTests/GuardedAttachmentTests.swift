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
}
