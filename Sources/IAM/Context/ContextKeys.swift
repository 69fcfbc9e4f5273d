public import Logic

/// What AWS documents about context keys: who decides their values, what values they can have, and
/// which callers' requests carry them.
///
/// Source: IAM User Guide, "AWS global condition context keys" and "IAM and AWS STS condition
/// context keys".
public enum ContextKeys {
  /// Who decides the value of a key; `isForeign` for a caller whose account is not in the inputs.
  public static func kind(of key: ContextKey, isForeign: Bool) -> LiteralClass {
    if let kind = kinds[key.canonical] { return kind }
    for (prefix, kind) in kindsByPrefix where key.canonical.hasPrefix(prefix) {
      return prefix == principalTag && isForeign ? .tagsOfForeignPrincipal : kind
    }
    return isClaim(key) ? .identityProvider : .unsupported
  }

  /// The set of all values of a key, before anything is known about the caller.
  static func shape(of key: ContextKey, isList: Bool) -> ValueSet {
    if Self.isList(key) { return list }
    if booleans.contains(key.canonical) { return boolean }
    return isList && !isSingle(key) ? .everything : single
  }

  /// Whether a key is known to have a list of values.
  static func isList(_ key: ContextKey) -> Bool {
    lists.contains(key.canonical) || key.canonical.hasSuffix(":amr")
  }

  /// Whether a key is known to have one value.
  private static func isSingle(_ key: ContextKey) -> Bool {
    kinds[key.canonical] != nil || kindsByPrefix.contains { key.canonical.hasPrefix($0.0) }
      || key.canonical.hasSuffix(":sub") || key.canonical.hasSuffix(":aud")
  }

  /// Whether a key is named after an identity provider: `ISSUER:claim`.
  static func isClaim(_ key: ContextKey) -> Bool {
    let bytes = key.canonical.utf8
    guard let colon = bytes.lastIndex(of: UInt8(ascii: ":")) else { return false }
    let issuer = bytes[..<colon]
    return issuer.elementsEqual("saml".utf8)
      || issuer.contains {
        $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "$")
      }
  }

  static let single = ValueSet(absent: true, single: .everything, many: .nothing)
  static let singlePresent = ValueSet(absent: false, single: .everything, many: .nothing)
  static let list = ValueSet(absent: true, single: .nothing, many: .everything)
  static let boolean = ValueSet(texts: ["true", "false"], absent: true)

  private static let principalTag = "aws:principaltag/"

  /// Longest prefix first where one begins another.
  private static let kindsByPrefix: [(String, LiteralClass)] = [
    (principalTag, .awsIdentity), ("aws:requesttag/", .callerChosen),
    ("aws:resourcetag/", .resource), ("iam:resourcetag/", .resource), ("saml:", .identityProvider),
    ("sts:requestcontext/", .callerChosen), ("s3:existingobjecttag/", .resource),
    ("aws:resource", .resource), ("aws:vpce", .network),
  ]

  private static let kinds: [String: LiteralClass] = {
    var table: [String: LiteralClass] = [:]
    for (kind, keys) in [
      (LiteralClass.sharedSecret, ["sts:externalid"]),
      (
        .callerChosen,
        [
          "sts:rolesessionname", "sts:sourceidentity", "aws:tagkeys", "sts:transitivetagkeys",
          "aws:useragent", "aws:referer", "iam:passedtoservice", "iam:associatedresourcearn",
          "sts:taskpolicyarn", "sts:durationseconds", "sts:requestcontextproviders",
          "iam:policyarn", "iam:permissionsboundary", "iam:awsservicename",
        ]
      ),
      (.identityProvider, ["sts:roleauthorizedbyidp"]),
      (
        .awsIdentity,
        [
          "aws:principalarn", "aws:principalaccount", "aws:principalorgid",
          "aws:principalorgpaths", "aws:principaltype", "aws:principalisawsservice",
          "aws:principalservicename", "aws:principalservicenameslist", "aws:userid",
          "aws:username", "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid",
          "aws:sourceorgpaths", "aws:viaawsservice", "aws:calledvia", "aws:calledviafirst",
          "aws:calledvialast", "sts:awsservicename",
        ]
      ),
      (
        .network,
        [
          "aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn",
          "aws:requestedregion", "aws:securetransport", "aws:ec2instancesourcevpc",
          "aws:ec2instancesourceprivateipv4", "ec2:sourceinstancearn",
        ]
      ),
      (.time, ["aws:currenttime", "aws:epochtime"]),
      (
        .credentialStrength,
        [
          "aws:multifactorauthpresent", "aws:multifactorauthage", "aws:tokenissuetime",
          "aws:assumedroot", "aws:federatedprovider", "aws:sourceidentity",
          "ec2:roledelivery",
        ]
      ),
    ] {
      for key in keys { table[key] = kind }
    }
    return table
  }()

  private static let lists: Set<String> = [
    "aws:tagkeys", "sts:transitivetagkeys", "aws:principalorgpaths", "aws:resourceorgpaths",
    "aws:sourceorgpaths", "aws:vpceorgpaths", "aws:calledvia", "aws:principalservicenameslist",
    "sts:requestcontextproviders", "saml:edupersonaffiliation", "saml:edupersonentitlement",
    "saml:edupersonscopedaffiliation", "saml:edupersontargetedid", "saml:commonname", "saml:cn",
    "saml:edupersonnickname", "saml:edupersonassurance", "saml:eduorghomepageuri",
    "saml:eduorgidentityauthnpolicyuri",
    "saml:eduorglegalname", "saml:eduorgsuperioruri", "saml:eduorgwhitepagesuri",
    "saml:edupersonorgunitdn", "saml:name", "saml:surname", "saml:givenname", "saml:mail",
    "saml:organizationstatus", "saml:primarygroupsid", "saml:uid", "saml:x500uniqueidentifier",
  ]

  private static let booleans: Set<String> = [
    "aws:multifactorauthpresent", "aws:securetransport", "aws:viaawsservice",
    "aws:principalisawsservice", "aws:assumedroot", "sts:roleauthorizedbyidp",
  ]
}
