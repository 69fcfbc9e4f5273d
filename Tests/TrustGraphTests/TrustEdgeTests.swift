import CloudFormation
import Testing

@testable import TrustGraph

/// Rows T-… of the edge catalogue, positive and negative, two-sidedness as IAM evaluates it.
@Suite struct TrustEdgeTests {
  static let own = "111122223333"
  static let other = "444455556666"
  static let outside = "999988887777"
  static let target = "arn:aws:iam::111122223333:role/target"

  /// One situation: how the target is trusted, what the caller may, and what comes of it.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var trust: String
    var account = TrustEdgeTests.own
    var allows: String?
    var boundary: String?
    var isUser = false
    let expected: Edge.Status?
    var via: String?
    var testDescription: String { name }
  }

  private static func caller(_ account: String = own, isUser: Bool = false) -> String {
    "arn:aws:iam::\(account):\(isUser ? "user" : "role")/caller"
  }

  static let named = Inputs.trust("{\"AWS\": \"\(caller())\"}")
  static let namedCross = Inputs.trust("{\"AWS\": \"\(caller(other))\"}")
  static let root = Inputs.trust("{\"AWS\": \"arn:aws:iam::\(own):root\"}")
  static let rootCross = Inputs.trust("{\"AWS\": \"\(other)\"}")
  static let star = Inputs.trust("{\"AWS\": \"*\"}")
  static let deny = Inputs.may(effect: "Deny")
  static let s3 = "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}"
  static let mfa = "{\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}"

  static let cases: [Case] = [
    Case(
      name: "same account, named: trust suffices", trust: named, expected: .proved,
      via: "T-ARN-SAME"),
    Case(name: "same account, named, identity Deny", trust: named, allows: deny, expected: nil),
    Case(
      name: "role named: boundary without Allow blocks", trust: named, boundary: s3, expected: nil),
    Case(
      name: "user named: boundary without Allow is undocumented",
      trust: Inputs.trust("{\"AWS\": \"\(caller(isUser: true))\"}"), boundary: s3, isUser: true,
      expected: .conditional, via: "T-ARN-SAME"),
    Case(
      name: "other account, named, no identity Allow", trust: namedCross, account: other,
      expected: nil),
    Case(
      name: "other account, named, identity Allow", trust: namedCross, account: other,
      allows: Inputs.may(target), expected: .proved, via: "T-ARN-CROSS"),
    Case(
      name: "other account, named, Allow on another role", trust: namedCross, account: other,
      allows: Inputs.may("arn:aws:iam::\(own):role/else"), expected: nil),
    Case(name: "root of own account, no identity Allow", trust: root, expected: nil),
    Case(
      name: "root of own account, Allow on all", trust: root, allows: Inputs.may(),
      expected: .proved, via: "T-ROOT-SAME"),
    Case(
      name: "root of own account, Allow by pattern", trust: root,
      allows: Inputs.may("arn:aws:iam::*:role/tar*"), expected: .proved, via: "T-ROOT-SAME"),
    Case(
      name: "an action with a wildcard in the service", trust: root,
      allows: "{\"Effect\": \"Allow\", \"Action\": \"*:AssumeRole\", \"Resource\": \"*\"}",
      expected: nil),
    Case(
      name: "a Deny of such an action", trust: root,
      allows: Inputs.may()
        + ", {\"Effect\": \"Deny\", \"Action\": \"*:AssumeRole\", \"Resource\": \"*\"}",
      expected: .conditional),
    Case(
      name: "a pattern that would have to reach beyond a colon", trust: root,
      allows: Inputs.may("arn:aws:iam:*:role/target"), expected: .conditional),
    Case(
      name: "everybody by ARN, no identity Allow in another account",
      trust: Inputs.trust(
        "{\"AWS\": \"*\"}",
        condition: "{\"ArnEquals\": {\"aws:PrincipalArn\": \"\(caller(other))\"}}"),
      account: other, expected: nil),
    Case(
      name: "everybody by ARN, identity Allow in another account",
      trust: Inputs.trust(
        "{\"AWS\": \"*\"}",
        condition: "{\"ArnEquals\": {\"aws:PrincipalArn\": \"\(caller(other))\"}}"),
      account: other, allows: Inputs.may(), expected: .proved),
    Case(
      name: "a role's session always has a time of issue",
      trust: Inputs.trust(
        "{\"AWS\": \"\(own)\"}", condition: "{\"Null\": {\"aws:TokenIssueTime\": \"false\"}}"),
      allows: Inputs.may(), expected: .proved),
    Case(
      name: "a role's session never lacks a time of issue",
      trust: Inputs.trust(
        "{\"AWS\": \"\(own)\"}", condition: "{\"Null\": {\"aws:TokenIssueTime\": \"true\"}}"),
      allows: Inputs.may(), expected: nil),
    Case(
      name: "a user's access key has none",
      trust: Inputs.trust(
        "{\"AWS\": \"\(own)\"}", condition: "{\"Null\": {\"aws:TokenIssueTime\": \"true\"}}"),
      allows: Inputs.may(), isUser: true, expected: .conditional),
    Case(
      name: "root of own account, pattern of other roles", trust: root,
      allows: Inputs.may("arn:aws:iam::*:role/x*"), expected: nil),
    Case(
      name: "root of own account, Allow outside the boundary", trust: root, allows: Inputs.may(),
      boundary: s3, expected: nil),
    Case(
      name: "root of own account, Allow and Deny", trust: root,
      allows: "[\(Inputs.may()), \(deny)]", expected: nil),
    Case(
      name: "root of own account, Deny unless MFA, by a role", trust: root,
      allows: """
        [\(Inputs.may()), \(Inputs.may(
          effect: "Deny", condition: "{\"BoolIfExists\": {\"aws:MultiFactorAuthPresent\": \"false\"}}"))]
        """, expected: nil),
    Case(
      name: "root of own account, Deny from an address", trust: root,
      allows: """
        [\(Inputs.may()), \(Inputs.may(
          effect: "Deny", condition: "{\"IpAddress\": {\"aws:SourceIp\": \"203.0.113.0/24\"}}"))]
        """, expected: .conditional, via: "T-ROOT-SAME"),
    Case(
      name: "account id of another account, identity Allow", trust: rootCross, account: other,
      allows: Inputs.may(target), expected: .proved, via: "T-ROOT-CROSS"),
    Case(
      name: "account id of another account, nothing", trust: rootCross, account: other,
      expected: nil),
    Case(
      name: "trust asks for MFA, by a user",
      trust: Inputs.trust("{\"AWS\": \"\(own)\"}", condition: mfa), allows: Inputs.may(),
      isUser: true, expected: .conditional, via: "T-ROOT-SAME"),
    Case(
      name: "trust asks for MFA, by a role",
      trust: Inputs.trust("{\"AWS\": \"\(own)\"}", condition: mfa), allows: Inputs.may(),
      expected: nil),
    Case(
      name: "trust asks for an ExternalId",
      trust: Inputs.trust(
        "{\"AWS\": \"\(own)\"}", condition: "{\"StringEquals\": {\"sts:ExternalId\": \"a1\"}}"),
      allows: Inputs.may(), expected: .conditional, via: "T-ROOT-SAME"),
    Case(
      name: "identity and trust ask for different ExternalIds",
      trust: Inputs.trust(
        "{\"AWS\": \"\(own)\"}", condition: "{\"StringEquals\": {\"sts:ExternalId\": \"a1\"}}"),
      allows: Inputs.may(condition: "{\"StringEquals\": {\"sts:ExternalId\": \"b2\"}}"),
      expected: nil),
    Case(
      name: "trust of the account asks for this caller",
      trust: Inputs.trust(
        "{\"AWS\": \"\(own)\"}",
        condition: "{\"ArnEquals\": {\"aws:PrincipalArn\": \"\(caller())\"}}"),
      allows: Inputs.may(), expected: .proved, via: "T-ROOT-SAME"),
    Case(
      name: "trust of the account asks for another caller",
      trust: Inputs.trust(
        "{\"AWS\": \"\(own)\"}",
        condition: "{\"ArnLike\": {\"aws:PrincipalArn\": \"arn:aws:iam::*:role/ci-*\"}}"),
      allows: Inputs.may(), expected: nil),
    Case(
      name: "everybody, own account: nothing needed", trust: star, expected: .proved, via: "T-STAR"),
    Case(name: "everybody, own account, identity Deny", trust: star, allows: deny, expected: nil),
    Case(name: "everybody, other account, nothing", trust: star, account: other, expected: nil),
    Case(
      name: "everybody, other account, identity Allow", trust: star, account: other,
      allows: Inputs.may(target), expected: .proved, via: "T-STAR"),
    Case(
      name: "trust Deny of the caller",
      trust: "[\(root), \(Inputs.trust("{\"AWS\": \"\(caller())\"}", effect: "Deny"))]",
      allows: Inputs.may(), expected: nil),
    Case(
      name: "only TagSession",
      trust: Inputs.trust("{\"AWS\": \"\(own)\"}", action: "sts:TagSession"),
      allows: Inputs.may(), expected: nil),
    Case(
      name: "action wildcard", trust: Inputs.trust("{\"AWS\": \"\(caller())\"}", action: "sts:*"),
      expected: .proved, via: "T-ARN-SAME"),
    Case(
      name: "NotPrincipal lets others in",
      trust: """
        {"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::\(own):role/else"},
         "Action": "sts:AssumeRole"}
        """, expected: .proved, via: "T-NOTPRINCIPAL"),
  ]

  @Test(arguments: cases) func edge(_ item: Case) {
    var inputs = Inputs()
    inputs.role(Self.own, "target", trust: item.trust)
    inputs.role(Self.own, "else", trust: Self.named)
    let boundary = item.boundary.map { statement in
      let arn = "arn:aws:iam::\(item.account):policy/boundary"
      inputs.policy(item.account, arn, statement)
      return arn
    }
    let service = Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}")
    if item.isUser {
      inputs.user(item.account, "caller", allows: item.allows, boundary: boundary)
    } else {
      inputs.role(
        item.account, "caller", trust: service, allows: item.allows, boundary: boundary)
    }
    let graph = inputs.graph()
    let caller = Self.caller(item.account, isUser: item.isUser)
    #expect(graph.status(caller, Self.target) == item.expected)
    guard let via = item.via else { return }
    #expect(
      graph.pairs().contains { $0.hasPrefix("\(caller) -> \(Self.target) ") && $0.hasSuffix(via) })
  }

  /// However a trust says that it means one role: by its ARN, or by a condition on an account or on
  /// everybody.
  private static let ways: [(principal: String, condition: String?)] = {
    let fence = "{\"ArnEquals\": {\"aws:PrincipalArn\": \"\(caller(other))\"}}"
    return [
      ("\"\(caller(other))\"", nil), ("\"\(other)\"", fence), ("\"*\"", fence),
    ]
  }()

  @Test(arguments: ways)
  func callerThatNobodyExportedIsNotProved(principal: String, condition: String?) {
    var inputs = Inputs()
    inputs.role(
      Self.own, "target", trust: Inputs.trust("{\"AWS\": \(principal)}", condition: condition))
    #expect(inputs.graph().status(Self.caller(Self.other), Self.target) == .conditional)
  }

  /// A role of a template has its policies beside it though the account is not exported.
  @Test(arguments: ways, [false, true])
  func callerOfATemplateNeedsItsPolicy(
    way: (principal: String, condition: String?), isAllowed: Bool
  ) {
    var inputs = Inputs(stack: StackContext(account: Self.other))
    inputs.role(
      Self.own, "target",
      trust: Inputs.trust("{\"AWS\": \(way.principal)}", condition: way.condition))
    let policy = isAllowed ? Inputs.may(Self.target) : Self.s3
    inputs.file(
      "template.json",
      """
      {"Resources": {"Caller": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "caller",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17",
          "Statement": [\(Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}"))]},
        "Policies": [{"PolicyName": "p",
          "PolicyDocument": {"Version": "2012-10-17", "Statement": [\(policy)]}}]}}}}
      """)
    let graph = inputs.graph()
    #expect(graph.status(Self.caller(Self.other), Self.target) == (isAllowed ? .proved : nil))
  }
}
