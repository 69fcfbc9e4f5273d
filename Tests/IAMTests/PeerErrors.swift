/// The errors of others, each as a question with the documented answer.
enum PeerErrors {
  private typealias Peer = PeerErrorTests
  private typealias Question = PeerErrorTests.Question

  static let all: [PeerErrorTests.Question] =
    conditions + principals + residuals + matching + sets + malformed

  private static func deny(_ condition: String) -> String { Peer.deny(condition) }
  private static func allow(_ condition: String) -> String { Peer.statement("Allow", condition) }

  /// Strict answers about conditions.
  private static let conditions: [Question] = [
    Question(
      "iam-simulate 1", "a negated operator with a variable that has no value",
      deny("\"StringNotEquals\":{\"k:x\":\"\(Peer.tag)\"}"), "explicitDeny",
      context: [("k:x", ["red"])]),
    Question(
      "iam-simulate 1", "the same with StringNotLike",
      deny("\"StringNotLike\":{\"k:x\":\"\(Peer.tag)\"}"), "explicitDeny",
      context: [("k:x", ["red"])]),
    Question(
      "iam-simulate 1", "the same with ArnNotLike",
      deny("\"ArnNotLike\":{\"k:x\":\"arn:aws:iam::1:role/\(Peer.tag)\"}"), "explicitDeny",
      context: [("k:x", ["arn:aws:iam::1:role/r"])]),
    Question(
      "iam-simulate 2", "NotResource with a variable that has no value",
      Peer.all + ","
        + Peer.statement("Deny", resource: "\"NotResource\":\"arn:aws:s3:::bkt/\(Peer.tag)\""),
      "explicitDeny"),
    Question(
      "iam-simulate 3", "no variables in the language of 2008",
      Peer.statement("Allow", resource: "\"Resource\":\"arn:aws:s3:::bkt/${aws:username}\""),
      "implicitDeny", version: "2008-10-17", context: [("aws:username", ["key"])]),
    Question(
      "iam-simulate 3", "no variables without a version",
      Peer.statement("Allow", resource: "\"Resource\":\"arn:aws:s3:::bkt/${aws:username}\""),
      "implicitDeny", version: nil, context: [("aws:username", ["key"])]),
    Question(
      "iam-simulate 4", "a block of every IPv4 address",
      allow("\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}"), "allowed",
      context: [("aws:SourceIp", ["8.8.8.8"])]),
    Question(
      "iam-simulate 4", "outside every IPv4 address",
      deny("\"NotIpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}"), "allowed",
      context: [("aws:SourceIp", ["8.8.8.8"])]),
    Question(
      "iam-simulate 5", "an address without mask and a caller of the other family",
      deny("\"NotIpAddress\":{\"aws:SourceIp\":\"10.0.0.1\"}"), "explicitDeny",
      context: [("aws:SourceIp", ["2001:db8::1"])]),
    Question(
      "iam-simulate 6", "one IPv6 address in two spellings",
      allow("\"IpAddress\":{\"aws:SourceIp\":\"2001:DB8:0:0:0:0:0:1\"}"), "allowed",
      context: [("aws:SourceIp", ["2001:db8::1"])]),
    Question(
      "iam-simulate 7", "a date against seconds",
      allow("\"DateLessThan\":{\"k:d\":\"1577836801\"}"), "allowed",
      context: [("k:d", ["2020-01-01T00:00:00Z"])]),
    Question(
      "iam-simulate 7", "seconds against a date",
      allow("\"DateGreaterThan\":{\"k:d\":\"2020-01-01T00:00:00Z\"}"), "implicitDeny",
      context: [("k:d", ["1577836799"])]),
    Question(
      "iam-simulate 8", "a date in words",
      allow("\"DateLessThan\":{\"k:d\":\"2035-06-01T00:00:00Z\"}"), "implicitDeny",
      context: [("k:d", ["Mon, 01 Jan 2035 00:00:00 GMT"])]),
    Question(
      "iam-simulate 8", "a number with letters behind it",
      allow("\"NumericEquals\":{\"k:n\":\"12\"}"), "implicitDeny", context: [("k:n", ["12abc"])]),
    Question(
      "iam-simulate 9", "a star across lines", allow("\"StringLike\":{\"k:x\":\"a*b\"}"),
      "allowed", context: [("k:x", ["a\\nb"])]),
    Question(
      "iam-simulate 10", "all of a list of nothing",
      allow("\"ForAllValues:StringEquals\":{\"k:x\":\"a\"}"), "allowed", context: [("k:x", [""])],
      lists: true),
    Question(
      "iam-simulate 11", "an empty value is null", allow("\"Null\":{\"k:x\":\"true\"}"), "allowed",
      context: [("k:x", [""])]),
  ]

  /// Strict answers about who calls.
  private static let principals: [Question] = [
    Question(
      "iam-simulate 12", "a session named by the resource, the session policy silent", "",
      "allowed", caller: Peer.app, trust: Peer.grant("{\"AWS\":\"\(Peer.app)\"}"),
      session: Peer.nothing),
    Question(
      "iam-simulate 12", "everybody named by the resource, the session policy silent", "",
      "allowed", caller: Peer.app, trust: Peer.grant("\"*\""), session: Peer.nothing),
    Question(
      "iam-simulate 12", "a federated user named by the resource, the session policy silent", "",
      "allowed", caller: Peer.federated, trust: Peer.grant("{\"AWS\":\"\(Peer.federated)\"}"),
      session: Peer.nothing),
    Question(
      "iam-simulate 13", "a federated user without session policy", Peer.all, "implicitDeny",
      caller: Peer.federated),
    Question(
      "iam-simulate 14", "the root user in its own account", "", "allowed",
      caller: "arn:aws:iam::111111111111:root"),
    Question(
      "iam-simulate 15", "a built-in provider", "", "allowed",
      action: "sts:AssumeRoleWithWebIdentity", resource: Peer.role,
      principal: ("Federated", "accounts.google.com"),
      trust: Peer.grant("{\"Federated\":\"accounts.google.com\"}")),
    Question(
      "iam-simulate 15", "another", "", "allowed", action: "sts:AssumeRoleWithWebIdentity",
      resource: Peer.role, principal: ("Federated", "graph.facebook.com"),
      trust: Peer.grant("{\"Federated\":\"graph.facebook.com\"}")),
    Question(
      "iam-simulate 15", "and another", "", "allowed", action: "sts:AssumeRoleWithWebIdentity",
      resource: Peer.role, principal: ("Federated", "www.amazon.com"),
      trust: Peer.grant("{\"Federated\":\"www.amazon.com\"}")),
    Question(
      "iam-simulate 16", "a service of China", "", "allowed", action: "sts:AssumeRole",
      resource: "arn:aws-cn:iam::111111111111:role/target",
      principal: ("Service", "ec2.amazonaws.com.cn"),
      trust: Peer.grant("{\"Service\":\"ec2.amazonaws.com.cn\"}")),
    Question(
      "iam-simulate 17", "a unique id that is the caller's", "", "allowed",
      context: [("aws:userid", ["AROAEXAMPLEEXAMPLE12:s"])], caller: Peer.app,
      trust: Peer.grant("{\"AWS\":\"AROAEXAMPLEEXAMPLE12\"}")),
    Question(
      "iam-simulate 17", "a unique id that is another's", "", "implicitDeny",
      context: [("aws:userid", ["AROAEXAMPLEEXAMPLE34:s"])], caller: Peer.app,
      trust: Peer.grant("{\"AWS\":\"AROAEXAMPLEEXAMPLE12\"}")),
    Question(
      "iam-simulate 18", "service control policies and a service", "", "allowed",
      action: "sts:AssumeRole", resource: Peer.role, principal: ("Service", "ec2.amazonaws.com"),
      trust: Peer.grant("{\"Service\":\"ec2.amazonaws.com\"}"), scp: [Peer.nothing]),
    Question(
      "iam-simulate 18", "service control policies and the bearer of a token", "", "allowed",
      action: "sts:AssumeRoleWithWebIdentity", resource: Peer.role,
      principal: ("Federated", "accounts.google.com"),
      trust: Peer.grant("{\"Federated\":\"accounts.google.com\"}"), scp: [Peer.nothing]),
    Question(
      "iam-simulate 19", "a session of a role with a path", "", "allowed", caller: Peer.app,
      trust: Peer.grant("{\"AWS\":\"arn:aws:iam::111111111111:role/deep/path/app\"}")),
    Question(
      "iam-simulate 20", "a service-linked role and service control policies", Peer.all, "allowed",
      caller: Peer.linked, scp: [Peer.nothing]),
    Question(
      "iam-simulate 20", "a session of it, whose ARN does not show the path", Peer.all, "allowed",
      context: [("aws:PrincipalArn", [Peer.linked])],
      caller: "arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForX/s", scp: [Peer.nothing]),
    Question(
      "iam-simulate doc 006", "a role without trust policy", Peer.all, "implicitDeny",
      action: "sts:AssumeRole", resource: Peer.role),
  ]
}
