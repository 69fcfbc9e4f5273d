public import Logic
public import Text

/// What one profile of an AWS CLI configuration yields, step by step.
public struct ProfileChain: Sendable {
  /// Whether the profile yields credentials.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// It does.
    case works
    /// It cannot; the problems say why.
    case cannot
    /// It does if the residual is met.
    case depends
  }

  /// Where the credentials of the first step come from.
  public enum Origin: Hashable, Sendable {
    /// Access keys in a profile; whose they are is not known.
    case accessKeys
    /// IAM Identity Center.
    case identityCenter
    /// A program.
    case process
    /// `Environment`, `Ec2InstanceMetadata` or `EcsContainer`.
    case credentialSource(String)
    /// A token file.
    case webIdentityToken
    /// Nothing that yields credentials.
    case nothing
  }

  /// The profile's name.
  public let profile: String
  /// Its section header.
  public let range: SourceRange
  /// Where the first credentials come from.
  public let origin: Origin
  /// Steps, first request first; empty when the profile assumes no role.
  public let hops: [ProfileHop]
  /// What is wrong with the chain.
  public let problems: [ProfileProblem]
  /// Whether it yields credentials.
  public let outcome: Outcome
  /// What it depends on.
  public let residual: Residual
  /// The identity at its end, as an ARN; nil when only the origin's own identity is used.
  public let identity: String?
}

/// One request for credentials that a profile makes.
public struct ProfileHop: Sendable {
  /// The profile that asks for it.
  public let profile: String
  /// AssumeRole or AssumeRoleWithWebIdentity.
  public let kind: Edge.Kind
  /// Who asks; nil when not known.
  public let source: NodeIndex?
  /// The role's ARN as configured.
  public let roleARN: String
  /// The role; nil when no input holds it.
  public let role: NodeIndex?
  /// `role_arn` in the source.
  public let range: SourceRange
  /// Whether the step succeeds, as far as the inputs tell.
  public let verdict: Truth
  /// What it asks for beyond what the profile sends.
  public let residual: Residual
  /// Service accounts whose tokens the role accepts; for web identity only.
  public let candidates: [NodeIndex]
  /// Places: settings of the profile, then the trust statement and the caller's grants.
  public let evidence: [Evidence]
  /// What is wrong with the step.
  public let problems: [ProfileProblem]
}

/// Something wrong with a profile.
public struct ProfileProblem: Hashable, Sendable {
  /// What is wrong; stable identifiers.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// `role_arn` without `source_profile` and `credential_source`.
    case noSource = "no-source"
    /// Both of these.
    case bothSources = "both-sources"
    /// `source_profile` names no profile.
    case missingSourceProfile = "missing-source-profile"
    /// `credential_source` is none of the three values.
    case badCredentialSource = "bad-credential-source"
    /// The source profile yields no credentials.
    case sourceWithoutCredentials = "source-without-credentials"
    /// A token file makes `source_profile` and `credential_source` ignored.
    case shadowedByWebIdentity = "shadowed-by-web-identity"
    /// A token file without `role_arn`.
    case webIdentityWithoutRole = "web-identity-without-role"
    /// The chain of source profiles comes back to itself.
    case loop
    /// The role's account was exported without the role.
    case missingRole = "missing-role"
    /// `role_arn` is not the ARN of a role.
    case badRoleARN = "bad-role-arn"
    /// The role's trust policy does not let the caller in.
    case notTrusted = "not-trusted"
    /// The trust policy asks for an ExternalId and the profile sends none.
    case missingExternalID = "missing-external-id"
    /// The profile's ExternalId is not the one that the trust policy asks for.
    case wrongExternalID = "wrong-external-id"
    /// The trust policy asks for MFA and the profile names no device.
    case missingMFA = "missing-mfa"
    /// A role session has no MFA device to authenticate with.
    case chainedMFA = "mfa-on-chained-hop"
    /// The trust policy does not take the session name that the profile sends.
    case sessionName = "session-name"
    /// `duration_seconds` is more than one hour with the credentials of a role.
    case chainedDuration = "duration-exceeds-chained-hour"
    /// `duration_seconds` is more than the role permits.
    case longDuration = "duration-exceeds-role"
    /// `duration_seconds` is less than 900.
    case shortDuration = "duration-below-minimum"
    /// `duration_seconds` is not a number and is ignored.
    case malformedDuration = "duration-malformed"
  }

  /// What is wrong.
  public let code: Code
  /// One sentence, lower-case start, no full stop, no secret.
  public let message: String
  /// The place in the profile file.
  public let range: SourceRange
  /// Whether nothing that the inputs lack could put it right.
  public var isCertain = true

  /// Whether the chain still yields credentials.
  public var isHarmless: Bool { code == .shadowedByWebIdentity || code == .malformedDuration }
}
