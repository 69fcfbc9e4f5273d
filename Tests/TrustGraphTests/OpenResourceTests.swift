import Logic
import Testing

@testable import TrustGraph

/// What a role can do whose policy names a resource that only the deployment tells.
@Suite struct OpenResourceTests {
  static func template(_ resource: String, parameter: String = "{Type: String}") -> String {
    """
    Parameters: {What: \(parameter)}
    Resources:
      Bucket: {Type: AWS::S3::Bucket}
      Worker:
        Type: AWS::IAM::Role
        Properties:
          RoleName: worker
          Policies:
            - PolicyName: own
              PolicyDocument:
                Version: "2012-10-17"
                Statement: [{Effect: Allow, Action: "*", Resource: \(resource)}]
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}]
    """
  }

  static let anyText = "{Type: String}"
  static let cases: [(resource: String, parameter: String, ReachLevel)] = [
    ("'*'", anyText, .administrator),
    // The parts that are missing are any.
    ("'arn:*'", anyText, .administrator), ("'arn:aws:*'", anyText, .administrator),
    ("'arn:aws:iam::*'", anyText, .administrator),
    // It may be given as `*`: at most everything.
    ("!Ref What", anyText, .administrator),
    ("[!Ref What]", "{Type: String, AllowedValues: ['*', 'arn:aws:s3:::b']}", .administrator),
    ("'{{resolve:ssm:/what}}'", anyText, .administrator),
    ("!ImportValue what", anyText, .administrator),
    // It cannot be `*`.
    ("!Ref What", "{Type: String, AllowedValues: ['arn:aws:s3:::b']}", .sensitive),
    ("!Ref What", "{Type: String, Default: 'arn:aws:s3:::b'}", .write),
    ("!GetAtt Bucket.Arn", anyText, .sensitive),
  ]

  @Test(arguments: cases)
  func anOpenResourceIsAtMostEverything(
    _ resource: String, _ parameter: String, _ expected: ReachLevel
  ) throws {
    var inputs = Inputs()
    inputs.file("template.yaml", Self.template(resource, parameter: parameter))
    let trust = inputs.graph()
    let node = try #require(trust.graph.nodes.firstIndex { $0.id.hasSuffix("role/worker") })
    #expect(trust.reach[node].own == expected)
  }

  /// An illegible resource may be this one, in an Allow as in a Deny, whoever holds the statement.
  @Test func anIllegibleResourceMayBeMeant() {
    let all = "{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}"
    let root = "{\"AWS\":\"arn:aws:iam::111122223333:root\"}"
    let illegible = "\"Action\":\"sts:AssumeRole\",\"Resource\":{\"a\":1}}"
    for (allows, trust) in [
      (all, "{\"Effect\":\"Allow\",\"Principal\":\(root),\(illegible)"),
      (
        all,
        "{\"Effect\":\"Allow\",\"Principal\":\(root),\"Action\":\"sts:AssumeRole\"},"
          + "{\"Effect\":\"Deny\",\"Principal\":\(root),\(illegible)"
      ),
      (
        "{\"Effect\":\"Allow\",\(illegible)",
        "{\"Effect\":\"Allow\",\"Principal\":\(root),\"Action\":\"sts:AssumeRole\"}"
      ),
    ] {
      var inputs = Inputs()
      let ann = inputs.user("111122223333", "ann", allows: allows)
      let role = inputs.role("111122223333", "r", trust: trust)
      #expect(inputs.graph().status(ann, role) == .conditional, "\(allows) \(trust)")
    }
  }
}
