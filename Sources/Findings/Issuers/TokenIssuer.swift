/// What is known about who issues web identity tokens.
public struct TokenIssuer: Hashable, Sendable {
  /// Which rules know how its subjects are written.
  public enum Family: String, Hashable, Sendable, CaseIterable {
    /// An Amazon EKS cluster.
    case eks
    /// GitHub Actions.
    case github
    /// GitLab.
    case gitlab
    /// HCP Terraform.
    case terraform
    /// Buildkite.
    case buildkite
    /// CircleCI.
    case circleci
    /// Bitbucket Pipelines.
    case bitbucket
    /// Pulumi Cloud.
    case pulumi
    /// Vercel.
    case vercel
    /// Amazon Cognito identity pools.
    case cognito
    /// Google.
    case google
    /// Facebook, Login with Amazon.
    case consumer
    /// Microsoft Sentinel.
    case sentinel
    /// Listed, without rules of its own.
    case other
    /// Not listed: somebody's own identity provider.
    case unlisted
  }

  /// Host and path without scheme; `*` stands for any text without `/`.
  public var pattern: String
  /// Which rules know its subjects.
  public var family: Family
  /// Whether tenants of different owners share it.
  public var isShared: Bool
  /// The claim that must name the tenant; nil where the issuer has one tenant.
  public var tenancyClaim: String?
  /// How a subject starts; empty when not known.
  public var subjectPrefix: String
  /// What ends the tenant's name in a subject; empty when nothing does.
  public var tenantEnd: String
  /// How many of the parts behind the tenant, with colons between, name the workload; 0 where all do,
  /// or where the tenant ends in `/`.
  public var workloadParts: Int
  /// Further claims that name the tenant by an id.
  public var tenantClaims: [String]
  /// Further claims that STS maps to condition keys.
  public var otherClaims: [String]
  /// Whether the workload asks for the audience that it gets, so that the audience guards nothing.
  public var callerPicksAudience: Bool

  /// Makes an issuer.
  public init(
    pattern: String, family: Family, isShared: Bool, tenancyClaim: String?, subjectPrefix: String,
    tenantEnd: String, workloadParts: Int, tenantClaims: [String], otherClaims: [String],
    callerPicksAudience: Bool
  ) {
    self.pattern = pattern
    self.family = family
    self.isShared = isShared
    self.tenancyClaim = tenancyClaim
    self.subjectPrefix = subjectPrefix
    self.tenantEnd = tenantEnd
    self.workloadParts = workloadParts
    self.tenantClaims = tenantClaims
    self.otherClaims = otherClaims
    self.callerPicksAudience = callerPicksAudience
  }

  /// An issuer that no list names.
  static func unlisted(_ name: String) -> TokenIssuer {
    TokenIssuer(
      pattern: name, family: .unlisted, isShared: false, tenancyClaim: nil, subjectPrefix: "",
      tenantEnd: "", workloadParts: 0, tenantClaims: [], otherClaims: [], callerPicksAudience: false
    )
  }

  /// The issuer of an EKS cluster.
  static func cluster(_ name: String) -> TokenIssuer {
    TokenIssuer(
      pattern: name, family: .eks, isShared: false, tenancyClaim: nil,
      subjectPrefix: "system:serviceaccount:", tenantEnd: ":", workloadParts: 0, tenantClaims: [],
      otherClaims: [],
      callerPicksAudience: false)
  }
}
