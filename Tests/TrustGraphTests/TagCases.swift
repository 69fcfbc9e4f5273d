import TrustGraph

/// Exported tags against `aws:PrincipalTag`, `aws:ResourceTag` and `iam:ResourceTag`.
///
/// Source: IAM User Guide, "AWS global condition context keys", "Tags for AWS Identity and Access
/// Management resources" (case), and "Pass session tags in AWS STS" (whose tags count).
enum TagCases {
  private typealias Case = AttributeCase
  private static let account = AttributeCase.account
  private static let assume = "sts:AssumeRole"
  private static let principal = #""StringEquals": {"aws:PrincipalTag/team": "x"}"#
  private static let resource = #""StringEquals": {"aws:ResourceTag/team": "x"}"#
  private static let same =
    #""StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}"#

  static let all = users + roles + resources + changes

  private static func user(
    _ description: String, _ tags: [String: String]?, when condition: String = principal,
    roleTags: [String: String] = [:], _ status: Edge.Status?
  ) -> AttributeCase {
    AttributeCase(
      description, allows: [Case.may(assume)], tags: tags,
      trust: [Case.trusts(account, assume, when: condition)], roleTags: roleTags, status)
  }

  private static let users = [
    user("the tag fits", ["team": "x"], .proved),
    user("the tag has another value", ["team": "y"], nil),
    user("there is no such tag", ["cost": "x"], nil),
    user("the export does not show tags", nil, .conditional),
    user("keys differ in case only", ["Team": "x"], .proved),
    user("values differ in case", ["team": "X"], nil),
    user(
      "a negated operator holds without the tag", [:],
      when: #""StringNotEquals": {"aws:PrincipalTag/team": "x"}"#, .proved),
    user(
      "the tag is there", ["team": "x"], when: #""Null": {"aws:PrincipalTag/team": "false"}"#,
      .proved),
    user("the same tag on both", ["team": "x"], when: same, roleTags: ["Team": "x"], .proved),
    user("another tag on the role", ["team": "x"], when: same, roleTags: ["team": "y"], nil),
    user("what neither has is not equal", [:], when: same, nil),
    AttributeCase(
      "a user whom the trust names", tags: ["team": "y"],
      trust: [Case.trusts(Case.user, assume, when: principal)], nil),
    AttributeCase(
      "everybody of the account with the tag", tags: ["team": "x"],
      trust: [Case.trusts("*", assume, when: principal)], .proved),
    AttributeCase(
      "a variable in the resource",
      allows: [Case.may(assume, on: "arn:aws:iam::\(account):role/${aws:PrincipalTag/target}")],
      tags: ["target": "target"], trust: [Case.trusts(account, assume)], .proved),
    AttributeCase(
      "a variable in the resource without a tag",
      allows: [Case.may(assume, on: "arn:aws:iam::\(account):role/${aws:PrincipalTag/target}")],
      trust: [Case.trusts(account, assume)], nil),
    AttributeCase(
      "the caller's own policy asks for its tag", allows: [Case.may(assume, when: principal)],
      tags: ["team": "y"], trust: [Case.trusts(account, assume)], nil),
    AttributeCase(
      "a session tag is to be what the caller's is",
      allows: [Case.may("sts:*")],
      trust: [
        Case.trusts(
          account, "sts:*",
          when: #""StringEquals": {"aws:RequestTag/team": "${aws:PrincipalTag/team}"}"#)
      ], nil),
  ]

  private static func role(
    _ description: String, _ tags: [String: String]?, tagger: String? = nil,
    when condition: String = principal, _ status: Edge.Status?
  ) -> AttributeCase {
    AttributeCase(
      description, isRole: true, tagger: tagger, allows: [Case.may(assume)], tags: tags,
      trust: [Case.trusts(account, assume, when: condition)], status)
  }

  private static let roles = [
    role("the role's own tag", ["team": "x"], .proved),
    role("another tag of the role", ["team": "y"], nil),
    role("the role has no tag, and nobody may tag its sessions", [:], nil),
    role("somebody may tag its sessions", ["team": "y"], tagger: "ec2.amazonaws.com", .conditional),
    role(
      "a tag of the role is there whatever sessions pass", ["team": "y"],
      tagger: "ec2.amazonaws.com", when: #""StringLike": {"aws:PrincipalTag/team": "*"}"#, .proved),
    role("EKS passes other tags", ["team": "x"], tagger: "pods.eks.amazonaws.com", .proved),
    role(
      "EKS passes the namespace", ["team": "x"], tagger: "pods.eks.amazonaws.com",
      when: #""StringEquals": {"aws:PrincipalTag/kubernetes-namespace": "x"}"#, .conditional),
  ]

  private static func resource(
    _ description: String, isRole: Bool = false, tagger: String? = nil,
    when condition: String = resource, _ roleTags: [String: String]?, _ status: Edge.Status?
  ) -> AttributeCase {
    AttributeCase(
      description, isRole: isRole, tagger: tagger, allows: [Case.may(assume, when: condition)],
      trust: [Case.trusts(account, assume)], roleTags: roleTags, status)
  }

  private static let resources = [
    resource("the role's tag fits", ["Team": "x"], .proved),
    resource("the role's tag has another value", ["team": "y"], nil),
    resource("the role has no tag", [:], nil),
    resource("the export does not show the role's tags", nil, .conditional),
    resource(
      "the other name of the key", when: #""StringEquals": {"iam:ResourceTag/team": "x"}"#,
      ["team": "y"], nil),
    resource("a role without session tags calls", isRole: true, ["team": "y"], nil),
    resource(
      "transitive tags of the caller stand in", isRole: true, tagger: "ec2.amazonaws.com",
      ["team": "y"], .conditional),
    AttributeCase(
      "a Deny spares what is tagged",
      allows: [
        Case.may(assume),
        Case.may(
          assume, when: #""StringNotEquals": {"aws:ResourceTag/open": "yes"}"#, effect: "Deny"),
      ], trust: [Case.trusts(account, assume)], roleTags: ["open": "yes"], .proved),
    AttributeCase(
      "a Deny hits what is not tagged",
      allows: [
        Case.may(assume),
        Case.may(
          assume, when: #""StringNotEquals": {"aws:ResourceTag/open": "yes"}"#, effect: "Deny"),
      ], trust: [Case.trusts(account, assume)], nil),
  ]

  /// Whoever may change the tags is not held to them.
  private static let changes = [
    AttributeCase(
      "the user may tag users", allows: [Case.may(assume), Case.may("iam:TagUser")],
      trust: [Case.trusts(account, assume, when: principal)], .conditional),
    AttributeCase(
      "the user may tag roles",
      allows: [Case.may(assume, when: resource), Case.may("iam:TagRole")],
      trust: [Case.trusts(account, assume)], .conditional),
  ]
}
