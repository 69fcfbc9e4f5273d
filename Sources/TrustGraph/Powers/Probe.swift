/// Actions that stand for what a policy lets its holder do, as bits of a mask.
///
/// A policy's power is measured by asking for these, never by its name.
enum Probe {
  /// Changes of identities that make their holder an administrator where the right one can be changed;
  /// `OwnChange` tells which of them always do.
  ///
  /// Source: AWS Security Blog and IAM User Guide on privilege escalation; the edge catalogue,
  /// rows iam-001 to iam-021.
  static let escalations = [
    "iam:createpolicyversion", "iam:attachrolepolicy", "iam:attachuserpolicy",
    "iam:attachgrouppolicy", "iam:putrolepolicy", "iam:putuserpolicy", "iam:putgrouppolicy",
    "iam:updateassumerolepolicy", "iam:createaccesskey", "iam:createloginprofile",
    "iam:updateloginprofile", "iam:addusertogroup", "iam:setdefaultpolicyversion",
  ]

  /// Identities, secrets, keys and the organisation.
  static let sensitive = [
    "iam:passrole", "iam:createrole", "iam:createuser", "iam:deleterolepermissionsboundary",
    "iam:deleteuserpermissionsboundary", "iam:detachrolepolicy", "iam:deleterolepolicy",
    "iam:createopenidconnectprovider", "iam:updatesamlprovider", "iam:createsamlprovider",
    "iam:createservicespecificcredential", "iam:deactivatemfadevice",
    "secretsmanager:getsecretvalue", "secretsmanager:putresourcepolicy",
    "secretsmanager:putsecretvalue", "kms:decrypt", "kms:putkeypolicy", "kms:creategrant",
    "kms:schedulekeydeletion", "organizations:attachpolicy", "organizations:detachpolicy",
    "organizations:moveaccount", "sts:assumerole", "sts:assumeroot",
  ]

  /// Far apart services: who may do all of these may do everything.
  static let breadth = [
    "s3:deletebucket", "ec2:terminateinstances", "lambda:createfunction", "rds:deletedbinstance",
    "dynamodb:deletetable", "cloudformation:createstack", "cloudtrail:stoplogging",
    "logs:deleteloggroup", "sqs:deletequeue", "eks:createaccessentry", "ssm:sendcommand",
  ]

  static let all = escalations + sensitive + breadth

  /// Some action that changes something.
  static let anyWrite = UInt64(1) << 62
  /// Some action that reads something.
  static let anyRead = UInt64(1) << 63

  static let escalationMask = mask(0..<escalations.count)
  static let sensitiveMask = mask(escalations.count..<(escalations.count + sensitive.count))
  static let breadthMask = mask(0..<all.count)
  static let everything = breadthMask | anyWrite | anyRead
  /// Changes of identities, which count on some of them as on all; to pass a given role is ordinary.
  static let identityMask =
    all.enumerated().reduce(UInt64(0)) { mask, probe in
      let counts = probe.element.hasPrefix("iam:") && probe.element != "iam:passrole"
      return counts ? mask | (1 << UInt64(probe.offset)) : mask
    }
  /// `sts:AssumeRole` on given roles gives nothing by itself: what it opens is in the graph.
  static let assumeRole: UInt64 = all.firstIndex(of: "sts:assumerole").map { 1 << UInt64($0) } ?? 0

  /// The probes of some of the actions above.
  static func mask(of actions: [String]) -> UInt64 {
    all.enumerated().reduce(0) { actions.contains($1.element) ? $0 | (1 << UInt64($1.offset)) : $0 }
  }

  private static func mask(_ range: Range<Int>) -> UInt64 {
    range.reduce(0) { $0 | (1 << UInt64($1)) }
  }
}
