/// Who or what decides whether a literal of a residual holds.
///
/// Source: IAM User Guide, "AWS global condition context keys", availability of each key.
public enum LiteralClass: UInt8, Hashable, Comparable, Sendable, CaseIterable {
  /// The caller picks the value freely: session name, tags, source identity.
  case callerChosen
  /// A value that the caller must know: `sts:ExternalId`.
  case sharedSecret
  /// A claim that an identity provider asserts about the bearer of its token.
  case identityProvider
  /// Who the caller is inside AWS: ARN, account, organization, type.
  case awsIdentity
  /// Tags of a principal of an account that is not in the inputs.
  case tagsOfForeignPrincipal
  /// Where the request comes from or how it travels.
  case network
  /// When the request is made.
  case time
  /// How the credentials were obtained: multi-factor authentication, token age.
  case credentialStrength
  /// A fact about the resource.
  case resource
  /// A document that the inputs do not hold.
  case evidenceMissing
  /// A value that a template leaves open.
  case templateParameter
  /// Something malformed or not understood.
  case unsupported
  /// AWS does not say, or says two things.
  case undocumented
  /// The answer has more alternatives than are kept apart.
  case tooComplex

  /// Orders classes as they are listed.
  public static func < (left: LiteralClass, right: LiteralClass) -> Bool {
    left.rawValue < right.rawValue
  }
}
