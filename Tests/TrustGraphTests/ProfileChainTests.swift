import Testing

@testable import TrustGraph

@Suite struct ProfileChainTests {
  static let account = "111122223333"

  /// A configuration and what comes of its profile `p`.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let config: String
    let outcome: ProfileChain.Outcome
    /// Whether a credentials file is among the inputs.
    var hasCredentials = true
    var problems: [ProfileProblem.Code] = []
    var testDescription: String { name }
  }

  private static func role(_ name: String) -> String {
    "role_arn = arn:aws:iam::\(account):role/\(name)"
  }
  private static let base = """
    [profile base]
    \(role("base"))
    credential_source = Ec2InstanceMetadata

    """

  static let cases: [Case] = [
    Case(
      name: "chain that works",
      config: "[profile p]\n\(role("open"))\nsource_profile = base\n\(base)",
      outcome: .depends),
    Case(
      name: "role that asks for a session tag",
      config: "[profile p]\n\(role("tagged"))\nsource_profile = base\n\(base)", outcome: .cannot,
      problems: [.notTrusted]),
    Case(
      name: "no source", config: "[profile p]\n\(role("open"))\n", outcome: .cannot,
      problems: [.noSource]),
    Case(
      name: "both sources",
      config:
        "[profile p]\n\(role("open"))\nsource_profile = base\ncredential_source = Environment\n\(base)",
      outcome: .cannot, problems: [.bothSources]),
    Case(
      name: "missing source profile", config: "[profile p]\n\(role("open"))\nsource_profile = q\n",
      outcome: .cannot, problems: [.missingSourceProfile]),
    Case(
      name: "bad credential source",
      config: "[profile p]\n\(role("open"))\ncredential_source = Magic\n", outcome: .cannot,
      problems: [.badCredentialSource]),
    Case(
      name: "source without credentials",
      config: "[profile p]\n\(role("open"))\nsource_profile = q\n[profile q]\nregion = eu-west-1\n",
      outcome: .cannot, problems: [.sourceWithoutCredentials]),
    Case(
      name: "loop",
      config: """
        [profile p]
        \(role("open"))
        source_profile = q
        [profile q]
        \(role("open"))
        source_profile = p
        """, outcome: .cannot, problems: [.loop]),
    Case(
      name: "itself without keys",
      config: "[profile p]\n\(role("open"))\nsource_profile = p\n", outcome: .cannot,
      problems: [.loop]),
    Case(
      name: "missing source profile, credentials not supplied",
      config: "[profile p]\n\(role("open"))\nsource_profile = q\n", outcome: .depends,
      hasCredentials: false, problems: [.missingSourceProfile]),
    Case(
      name: "source without credentials, credentials not supplied",
      config: "[profile p]\n\(role("open"))\nsource_profile = q\n[profile q]\nregion = eu-west-1\n",
      outcome: .depends, hasCredentials: false, problems: [.sourceWithoutCredentials]),
    Case(
      name: "itself, credentials not supplied",
      config: "[profile p]\n\(role("open"))\nsource_profile = p\n", outcome: .depends,
      hasCredentials: false, problems: [.loop]),
    Case(
      name: "trust that does not let the source in",
      config: "[profile p]\n\(role("closed"))\nsource_profile = base\n\(base)", outcome: .cannot,
      problems: [.notTrusted]),
    Case(
      name: "missing ExternalId",
      config: "[profile p]\n\(role("secret"))\nsource_profile = base\n\(base)", outcome: .cannot,
      problems: [.missingExternalID]),
    Case(
      name: "wrong ExternalId",
      config: "[profile p]\n\(role("secret"))\nsource_profile = base\nexternal_id = no\n\(base)",
      outcome: .cannot, problems: [.wrongExternalID]),
    Case(
      name: "right ExternalId",
      config: "[profile p]\n\(role("secret"))\nsource_profile = base\nexternal_id = right\n\(base)",
      outcome: .depends),
    Case(
      name: "more than an hour on a chained hop",
      config:
        "[profile p]\n\(role("open"))\nsource_profile = base\nduration_seconds = 7200\n\(base)",
      outcome: .cannot, problems: [.chainedDuration]),
    Case(
      name: "MFA on a chained hop",
      config: "[profile p]\n\(role("open"))\nsource_profile = base\nmfa_serial = x\n\(base)",
      outcome: .cannot, problems: [.chainedMFA]),
    Case(
      name: "role that is not there",
      config: "[profile p]\n\(role("none"))\nsource_profile = base\n\(base)", outcome: .cannot,
      problems: [.missingRole]),
    Case(
      name: "role of an account that was not supplied",
      config: """
        [profile p]
        role_arn = arn:aws:iam::999988887777:role/x
        source_profile = base
        \(base)
        """, outcome: .depends),
    Case(
      name: "token file that shadows the source",
      config: """
        [profile p]
        \(role("token"))
        web_identity_token_file = /token
        source_profile = base
        \(base)
        """, outcome: .depends, problems: [.shadowedByWebIdentity]),
    Case(
      name: "token file without role", config: "[profile p]\nweb_identity_token_file = /token\n",
      outcome: .cannot, problems: [.webIdentityWithoutRole]),
  ]

  /// Row T-PROFILE: steps that work, and steps that cannot.
  @Test(arguments: cases) func chain(_ item: Case) throws {
    var inputs = Inputs()
    let trusted = Inputs.trust("{\"AWS\": \"arn:aws:iam::\(Self.account):role/base\"}")
    // Whose instance it is, the inputs do not say: every chain that succeeds depends on that.
    inputs.role(
      Self.account, "instance", trust: Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}"))
    inputs.role(
      Self.account, "base",
      trust: Inputs.trust("{\"AWS\": \"arn:aws:iam::\(Self.account):role/instance\"}"))
    inputs.role(Self.account, "open", trust: trusted)
    inputs.role(
      Self.account, "closed", trust: Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}"))
    inputs.role(
      Self.account, "secret",
      trust: Inputs.trust(
        "{\"AWS\": \"arn:aws:iam::\(Self.account):role/base\"}",
        condition: "{\"StringEquals\": {\"sts:ExternalId\": \"right\"}}"))
    inputs.role(
      Self.account, "tagged",
      trust: Inputs.trust(
        "{\"AWS\": \"arn:aws:iam::\(Self.account):role/base\"}", action: "sts:*",
        condition: "{\"StringEquals\": {\"aws:RequestTag/team\": \"x\"}}"))
    inputs.role(
      Self.account, "token",
      trust: Inputs.trust(
        "{\"Federated\": \"arn:aws:iam::\(Self.account):oidc-provider/oidc.example.com\"}",
        action: "sts:AssumeRoleWithWebIdentity"))
    inputs.file("config", item.config)
    if item.hasCredentials { inputs.file("credentials", "[other]\naws_access_key_id = AKIAX\n") }
    let estate = inputs.estate()
    let chain = try #require(
      ProfileChains(estate, TrustGraph(estate)).all.first { $0.profile == "p" })
    #expect(chain.outcome == item.outcome)
    #expect(chain.problems.map(\.code) == item.problems)
  }
}
