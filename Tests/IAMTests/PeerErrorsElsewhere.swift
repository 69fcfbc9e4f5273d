extension PeerErrors {
  private typealias Peer = PeerErrorTests
  private typealias Question = PeerErrorTests.Question

  private static func deny(_ condition: String) -> String { Peer.deny(condition) }
  private static func allow(_ condition: String) -> String { Peer.statement("Allow", condition) }

  /// What is left to ask where not everything is known: all of iam-lens's discovery mode.
  static let residuals: [PeerErrorTests.Question] = [
    Question(
      "iam-lens 1", "denying without a device leaves the world without the key",
      deny("\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}"), "conditional",
      residual: "aws:MultiFactorAuthPresent is absent or is true"),
    Question(
      "iam-lens 2", "denying an old device leaves the world without the key",
      deny("\"NumericGreaterThan\":{\"aws:MultiFactorAuthAge\":\"3600\"}"), "conditional",
      residual: "aws:MultiFactorAuthAge is absent or is at most 3600"),
    Question(
      "iam-lens 2", "denying a new session leaves the world without the key",
      deny("\"DateGreaterThan\":{\"aws:TokenIssueTime\":\"2020-01-01T00:00:00Z\"}"),
      "conditional",
      residual: "aws:TokenIssueTime is absent or is at most 2020-01-01T00:00:00Z"),
    Question(
      "iam-lens 3", "the escape of services also holds without the key",
      deny(
        "\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-1\"},"
          + "\"Bool\":{\"aws:PrincipalIsAWSService\":\"false\"}"),
      "conditional",
      residual: "aws:PrincipalIsAWSService is absent or is true or aws:PrincipalOrgID equals o-1"),
    Question(
      "iam-lens 4", "a list that may be empty is a condition all the same",
      allow("\"ForAllValues:StringEquals\":{\"sts:TransitiveTagKeys\":[\"a\"]}"), "conditional",
      residual: "sts:TransitiveTagKeys is absent or every value equals a"),
    Question(
      "iam-lens 5", "one secret cannot be two",
      allow("\"StringEquals\":{\"sts:ExternalId\":\"a\"}"),
      "implicitDeny", action: "sts:AssumeRole", resource: Peer.role, owner: "222222222222",
      trust: "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\","
        + "\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"b\"}}}", residual: ""),
    Question(
      "iam-lens 6", "allowed and denied for one value is denied",
      allow("\"StringEquals\":{\"sts:ExternalId\":\"a\"}") + ","
        + Peer.statement("Deny", "\"StringEquals\":{\"sts:ExternalId\":\"a\"}"), "explicitDeny",
      residual: ""),
    Question(
      "iam-lens 7", "two addresses at once cannot be",
      allow("\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}") + ","
        + Peer.statement("Deny", "\"NotIpAddress\":{\"aws:SourceIp\":\"192.168.0.0/16\"}"),
      "explicitDeny", residual: ""),
    Question(
      "iam-lens 8", "a variable that is known is put in",
      allow("\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}"), "conditional",
      context: [("aws:username", ["ann"])], residual: "sts:RoleSessionName equals ann",
      known: ["aws:username"]),
    Question(
      "iam-lens, algebra", "present or absent is always",
      allow("\"Null\":{\"k:x\":\"true\"}") + "," + allow("\"Null\":{\"k:x\":\"false\"}"), "allowed",
      residual: ""),
  ]

  /// PMapper, moto and IAMSpy on matching.
  static let matching: [PeerErrorTests.Question] = [
    Question(
      "PMapper", "resources are compared by case",
      Peer.statement("Allow", resource: "\"Resource\":\"arn:aws:s3:::bkt/KEY\""), "implicitDeny"),
    Question(
      "PMapper", "a star does not cross the parts of an ARN",
      allow("\"ArnLike\":{\"k:a\":\"arn:aws:iam::*:x\"}"), "implicitDeny",
      context: [("k:a", ["arn:aws:iam::1:role/y:x"])]),
    Question(
      "PMapper doc 095", "a plus in a name is a plus",
      Peer.statement("Allow", resource: "\"Resource\":\"arn:aws:iam::111111111111:role/a+b\""),
      "allowed", action: "iam:GetRole", resource: "arn:aws:iam::111111111111:role/a+b"),
    Question(
      "PMapper", "brackets are brackets",
      Peer.statement("Allow", resource: "\"Resource\":\"arn:aws:s3:::bkt/(k[e]y\""), "allowed",
      resource: "arn:aws:s3:::bkt/(k[e]y"),
    Question(
      "PMapper doc 101", "a tag of a star is no wildcard",
      allow("\"StringLike\":{\"k:x\":\"\(Peer.tag)\"}"), "implicitDeny",
      context: [("aws:PrincipalTag/Team", ["*"]), ("k:x", ["ann"])]),
    Question(
      "PMapper", "variables by any case of their name",
      Peer.statement("Allow", resource: "\"Resource\":\"arn:aws:s3:::bkt/${AWS:UserName}\""),
      "allowed", context: [("aws:username", ["key"])]),
    Question(
      "PMapper", "the default of a variable",
      Peer.statement("Allow", resource: "\"Resource\":\"arn:aws:s3:::bkt/${k:x, 'key'}\""),
      "allowed"),
    Question(
      "PMapper", "a variable without value equals not even its own text",
      allow("\"StringEquals\":{\"k:y\":\"${k:x}\"}"), "implicitDeny",
      context: [("k:y", ["${k:x}"])]),
    Question(
      "PMapper", "IpAddressIfExists where it exists",
      allow("\"IpAddressIfExists\":{\"aws:SourceIp\":\"10.0.0.0/8\"}"), "allowed",
      context: [("aws:SourceIp", ["10.1.1.1"])]),
    Question(
      "PMapper", "NumericLessThanIfExists where it exists",
      allow("\"NumericLessThanIfExists\":{\"k:n\":\"5\"}"), "allowed", context: [("k:n", ["4"])]),
    Question(
      "PMapper", "StringNotLike without the key", allow("\"StringNotLike\":{\"k:x\":\"a*\"}"),
      "allowed"),
    Question(
      "PMapper", "all values and not some",
      allow("\"ForAllValues:StringEquals\":{\"k:x\":[\"a\"]}"), "implicitDeny",
      context: [("k:x", ["a", "b"])], lists: true),
    Question(
      "PMapper", "true in capitals", allow("\"Bool\":{\"k:b\":\"true\"}"), "allowed",
      context: [("k:b", ["TRUE"])]),
    Question(
      "PMapper", "a JSON boolean", allow("\"Bool\":{\"k:b\":true}"), "allowed",
      context: [("k:b", ["true"])]),
    Question(
      "PMapper", "a block with bits behind its mask",
      allow("\"IpAddress\":{\"aws:SourceIp\":\"10.1.2.3/8\"}"), "allowed",
      context: [("aws:SourceIp", ["10.200.0.1"])]),
    Question(
      "moto", "actions ignore case",
      "{\"Effect\":\"Allow\",\"Action\":\"S3:getobject\",\"Resource\":\"*\"}", "allowed"),
    Question(
      "moto", "a dot is a dot",
      Peer.statement("Allow", resource: "\"Resource\":\"arn:aws:s3:::b.t/key\""), "implicitDeny"),
    Question(
      "moto", "NotResource",
      Peer.statement("Allow", resource: "\"NotResource\":\"arn:aws:s3:::x\""),
      "allowed"),
  ]

  /// PMapper, moto, ScoutSuite and IAMSpy on which policies count.
  static let sets: [PeerErrorTests.Question] = [
    Question(
      "PMapper", "everybody under the key AWS", "", "allowed",
      trust: Peer.grant("{\"AWS\":\"*\"}")),
    Question(
      "PMapper", "another account without a resource policy", Peer.all, "implicitDeny",
      owner: "222222222222"),
    Question(
      "PMapper", "passing the role of another account", Peer.all, "implicitDeny",
      action: "iam:PassRole", resource: "arn:aws:iam::222222222222:role/r", owner: "222222222222"),
    Question(
      "PMapper 94", "service control policies limit administrators", Peer.all, "implicitDeny",
      scp: [Peer.all, Peer.nothing]),
    Question(
      "PMapper", "a boundary's Deny and a user whom the trust policy names", "", "explicitDeny",
      action: "sts:AssumeRole", resource: Peer.role,
      trust: Peer.grant("{\"AWS\":\"arn:aws:iam::111111111111:user/ann\"}"),
      boundary: Peer.statement("Deny")),
    Question(
      "PMapper", "an ExternalId that is sent", Peer.all, "allowed",
      context: [("sts:ExternalId", ["x"])], action: "sts:AssumeRole", resource: Peer.role,
      trust: "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"*\","
        + "\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"x\"}}}"),
    Question(
      "moto", "a Deny in a trust policy denies", Peer.all, "explicitDeny", action: "sts:AssumeRole",
      resource: Peer.role,
      trust: Peer.grant("\"*\"", effect: "Deny").replacing(",\"Resource\":\"*\"", with: "")),
    Question(
      "moto", "an Allow whose condition fails does not deny",
      allow("\"Bool\":{\"k:b\":\"true\"}") + "," + Peer.all, "allowed"),
    Question(
      "moto", "a principal is no part of another's text", "", "implicitDeny",
      action: "sts:AssumeRole", resource: Peer.role,
      trust: Peer.grant("{\"AWS\":\"arn:aws:iam::111111111111:user/anna\"}")),
    Question(
      "moto", "a trust policy of services alone", Peer.all, "implicitDeny",
      action: "sts:AssumeRole", resource: Peer.role,
      trust: Peer.grant("{\"Service\":\"ec2.amazonaws.com\"}")),
    Question(
      "ScoutSuite 1666", "a boundary never grants", "", "implicitDeny", boundary: Peer.all),
    Question(
      "IAMSpy", "several keys of one principal", "", "allowed",
      trust: Peer.grant(
        "{\"Service\":\"ec2.amazonaws.com\",\"AWS\":\"arn:aws:iam::111111111111:user/ann\"}")),
    Question(
      "IAMSpy", "a provider is a principal", "", "allowed",
      action: "sts:AssumeRoleWithWebIdentity", resource: Peer.role,
      principal: ("Federated", "arn:aws:iam::111111111111:oidc-provider/t.example.com"),
      trust: Peer.grant(
        "{\"Federated\":\"arn:aws:iam::111111111111:oidc-provider/t.example.com\"}")),
    Question(
      "IAMSpy 32", "a trust policy counts", Peer.all, "allowed", action: "sts:AssumeRole",
      resource: Peer.role, trust: Peer.grant("{\"AWS\":\"111111111111\"}")),
    Question(
      "aws-cli 10314", "a role's trust policy is its resource policy", Peer.all, "implicitDeny",
      action: "sts:AssumeRole", resource: Peer.role,
      trust: Peer.grant("{\"AWS\":\"222222222222\"}")),
  ]

  /// What evaluators drop because they do not understand it.
  static let malformed: [PeerErrorTests.Question] = [
    Question(
      "yulin 1069, cloudemu 841", "an unknown operator in a Deny is not dropped",
      deny("\"StringResembles\":{\"k:x\":\"a\"}"), "conditional"),
    Question(
      "iam-simulate 50", "a malformed value under a negated operator in a Deny",
      deny("\"NumericNotEquals\":{\"k:n\":\"x\"}"), "conditional", context: [("k:n", ["1"])]),
    Question(
      "iam-simulate 50", "a malformed ARN under ArnNotLike in a Deny",
      deny("\"ArnNotLike\":{\"k:a\":\"x\"}"), "conditional",
      context: [("k:a", ["arn:aws:iam::1:role/r"])]),
    Question(
      "PMapper", "a number that is none does not end the run",
      allow("\"NumericLessThan\":{\"k:n\":\"x\"}"), "implicitDeny", context: [("k:n", ["1"])]),
    Question(
      "parliament", "a Deny without action is not dropped",
      Peer.all + ",{\"Effect\":\"Deny\",\"Resource\":\"*\"}", "conditional"),
    Question(
      "parliament", "a Deny that is misspelt is not dropped",
      Peer.all + ",{\"Effect\":\"deny\",\"Action\":\"*\",\"Resource\":\"*\"}", "conditional"),
    Question(
      "open-cvdb 289", "a tag of the caller's choice against a tag of the resource",
      "", "conditional", action: "sts:AssumeRole", resource: Peer.role,
      trust: "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Condition\":"
        + "{\"StringEquals\":{\"aws:RequestTag/x\":\"${aws:ResourceTag/x}\"}}}",
      residual: "aws:RequestTag/x equals ${aws:ResourceTag/x}"),
  ]
}
