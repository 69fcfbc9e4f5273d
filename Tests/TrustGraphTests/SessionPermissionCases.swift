import TrustGraph

/// What a session is handed takes `sts:TagSession` or `sts:SetSourceIdentity` on the sides that AWS
/// documents.
///
/// Source: IAM User Guide, "Pass session tags in AWS STS" (the example's second statement: without it
/// "the user can't assume the role") and "Monitor and control actions taken with assumed roles".
enum SessionPermissionCases {
  private typealias Case = AttributeCase
  private static let account = AttributeCase.account
  private static let user = AttributeCase.user
  private static let role = AttributeCase.role
  private static let assume = "sts:AssumeRole"
  private static let tag = "sts:TagSession"
  private static let identify = "sts:SetSourceIdentity"
  private static let team = #""StringEquals": {"aws:RequestTag/team": "x"}"#
  private static let named = #""StringEquals": {"sts:SourceIdentity": "ann"}"#

  static let all = tags + satisfiedWithout + denials + identities

  private static let tags = [
    AttributeCase(
      "nobody may tag the session", allows: [Case.may(assume)],
      trust: [Case.trusts(user, assume, when: team)], nil),
    AttributeCase(
      "the trust names the user for both", trust: [Case.trusts(user, assume, tag, when: team)],
      .conditional),
    AttributeCase(
      "the account decides, and the user may not tag", allows: [Case.may(assume)],
      trust: [Case.trusts(account, assume, tag, when: team)], nil),
    AttributeCase(
      "the account decides, and the user may tag", allows: [Case.may(assume), Case.may(tag)],
      trust: [Case.trusts(account, assume, tag, when: team)], .conditional),
    AttributeCase(
      "of another account the user has to be allowed, too", allows: [Case.may(assume)],
      trust: [Case.trusts(user, assume, tag, when: team)], home: Case.other, nil),
    AttributeCase(
      "across accounts both allow", allows: [Case.may("sts:*")],
      trust: [Case.trusts(user, assume, tag, when: team)], home: Case.other, .conditional),
    AttributeCase(
      "somebody else may tag",
      trust: [
        Case.trusts(user, assume, when: team),
        Case.trusts("arn:aws:iam::\(account):role/target", tag),
      ], nil),
    AttributeCase(
      "another value may be passed than is asked for",
      trust: [
        Case.trusts(user, assume, when: team),
        Case.trusts(user, tag, when: #""StringEquals": {"aws:RequestTag/team": "y"}"#),
      ], nil),
    AttributeCase(
      "one of the values that are asked for may be passed",
      trust: [
        Case.trusts(user, assume, when: #""StringLike": {"aws:RequestTag/team": "*"}"#),
        Case.trusts(user, tag, when: #""StringEquals": {"aws:RequestTag/team": "y"}"#),
      ], .conditional),
    AttributeCase(
      "other keys may be passed than are asked for",
      trust: [
        Case.trusts(user, assume, when: #""ForAnyValue:StringEquals": {"aws:TagKeys": "team"}"#),
        Case.trusts(user, tag, when: #""ForAllValues:StringEquals": {"aws:TagKeys": "cost"}"#),
      ], nil),
    AttributeCase(
      "transitive keys are keys of tags",
      trust: [
        Case.trusts(
          user, assume, when: #""ForAnyValue:StringEquals": {"sts:TransitiveTagKeys": "team"}"#)
      ], nil),
    AttributeCase(
      "the caller's own policy asks for a tag",
      allows: [Case.may(assume, when: team), Case.may(tag)], trust: [Case.trusts(account, assume)],
      nil),
    AttributeCase(
      "the caller's own policy asks for a tag that may be passed",
      allows: [Case.may(assume, when: team), Case.may(tag)],
      trust: [Case.trusts(account, assume, tag)], .conditional),
  ]

  /// Operators that hold without the key.
  private static let satisfiedWithout = [
    #""StringEqualsIfExists": {"aws:RequestTag/team": "x"}"#,
    #""StringNotEquals": {"aws:RequestTag/team": "x"}"#,
    #""Null": {"aws:RequestTag/team": "true"}"#,
    #""ForAllValues:StringEquals": {"aws:TagKeys": "team"}"#,
    #""StringEqualsIfExists": {"sts:SourceIdentity": "ann"}"#,
  ].map { (condition: String) in
    AttributeCase(
      "without the key: \(condition)", trust: [Case.trusts(user, assume, when: condition)],
      .conditional)
  }

  private static let denials = [
    AttributeCase(
      "the trust denies tags",
      trust: [
        Case.trusts(user, "sts:*", when: team), Case.trusts("*", tag, effect: "Deny"),
      ], nil),
    AttributeCase(
      "the caller's policy denies tags", allows: [Case.may(tag, effect: "Deny")],
      trust: [Case.trusts(user, "sts:*", when: team)], nil),
    AttributeCase(
      "a Deny asks for a tag that nobody may pass",
      trust: [
        Case.trusts(user, assume),
        Case.trusts(
          "*", assume, when: #""Null": {"aws:RequestTag/team": "true"}"#, effect: "Deny"),
      ], nil),
  ]

  private static let identities = [
    AttributeCase(
      "nobody may set a source identity", allows: [Case.may(assume)],
      trust: [Case.trusts(user, assume, when: named)], nil),
    AttributeCase(
      "the trust lets the user set one", trust: [Case.trusts(user, assume, identify, when: named)],
      .conditional),
    AttributeCase(
      "the account decides, and the user may set none", allows: [Case.may(assume)],
      trust: [Case.trusts(account, assume, identify, when: named)], nil),
    AttributeCase(
      "across accounts the user has to be allowed", allows: [Case.may(assume)],
      trust: [Case.trusts(user, assume, identify, when: named)], home: Case.other, nil),
    AttributeCase(
      "of a role that assumes another AWS says that both sides allow it", isRole: true,
      trust: [Case.trusts(role, assume, identify, when: named)], .conditional, isWalked: false),
    AttributeCase(
      "what the caller's session has is set again", isRole: true, allows: [Case.may(assume)],
      trust: [
        Case.trusts(role, assume, when: #""StringEquals": {"aws:SourceIdentity": "ann"}"#)
      ], nil),
    AttributeCase(
      "what the caller's session has may be set again", isRole: true,
      allows: [Case.may(assume, identify)],
      trust: [
        Case.trusts(role, assume, identify, when: #""StringEquals": {"aws:SourceIdentity": "ann"}"#)
      ], .conditional),
  ]
}
