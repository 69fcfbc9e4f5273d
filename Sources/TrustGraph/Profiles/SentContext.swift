import Estate
import IAM
import Logic
import Text

/// What a profile sends with its request, against what a trust policy asks for.
struct SentContext {
  private let profile: Profile
  private let isChained: Bool
  private let keys: [(key: ContextKey, values: ValueSet, code: ProfileProblem.Code)]

  /// - Parameter isChained: Whether the request is made with the credentials of a role.
  init(_ profile: Profile, isChained: Bool) {
    self.profile = profile
    self.isChained = isChained
    let external = profile.settings["external_id"].map { ValueSet(texts: [$0.value]) }
    var keys: [(ContextKey, ValueSet, ProfileProblem.Code)] = [
      (
        "sts:ExternalId", external ?? .absent,
        external == nil ? .missingExternalID : .wrongExternalID
      )
    ]
    // Without a name the SDK makes one up, which no policy can ask for.
    let session = profile.settings["role_session_name"].map { ValueSet(texts: [$0.value]) }
    keys.append(("sts:RoleSessionName", session ?? Self.generated, .sessionName))
    if !isChained, profile.settings["mfa_serial"] == nil {
      keys.append(
        ("aws:MultiFactorAuthPresent", ValueSet(texts: ["false"], absent: true), .missingMFA))
    } else if profile.settings["mfa_serial"] != nil {
      keys.append(("aws:MultiFactorAuthPresent", ValueSet(texts: ["true"]), .missingMFA))
    }
    self.keys = keys
  }

  /// `botocore-session-` and a number of seconds, or what other SDKs make up.
  private static let generated = ValueSet(
    absent: false, single: TextSet(Pattern("*-session-*", .glob)), many: .nothing)

  /// What is left to ask for.
  func applied(to residual: Residual) -> Residual {
    var result = residual
    for (key, values, _) in keys where !result.isNever {
      result = result.restricted(key, to: values)
    }
    return result.map { literal in
      guard let key = literal.variable.key, isNeverSent(key) else { return Residual(literal) }
      return literal.values.admitsAbsence ? .always : .never
    }
  }

  /// Whether profiles have no setting for a key: for session tags and for a source identity, which
  /// the session that they start from may have.
  private func isNeverSent(_ key: ContextKey) -> Bool {
    switch KnownAction.passing(key) {
    case .tagSession?: true
    case .setSourceIdentity?: !isChained && key == "sts:SourceIdentity"
    default: false
    }
  }

  /// The settings without which some way would be left.
  func blame(_ residuals: [Residual], at range: SourceRange) -> [ProfileProblem] {
    let guilty = keys.filter { key, values, _ in
      residuals.allSatisfy { $0.restricted(key, to: values).isNever }
    }
    guard !guilty.isEmpty else {
      return [
        ProfileProblem(
          code: .notTrusted, message: "what the profile sends meets no way of the trust policy",
          range: range)
      ]
    }
    return guilty.map { _, _, code in
      ProfileProblem(code: code, message: Self.message(code), range: place(of: code) ?? range)
    }
  }

  private func place(of code: ProfileProblem.Code) -> SourceRange? {
    switch code {
    case .wrongExternalID: profile.settings["external_id"]?.range
    case .sessionName: profile.settings["role_session_name"]?.range
    default: nil
    }
  }

  private static func message(_ code: ProfileProblem.Code) -> String {
    switch code {
    case .missingExternalID: "the trust policy asks for `external_id` and the profile has none"
    case .wrongExternalID: "`external_id` is not the one that the trust policy asks for"
    case .missingMFA: "the trust policy asks for MFA and the profile has no `mfa_serial`"
    default: "the trust policy does not take this session name"
    }
  }
}
