import Estate
import Text

/// The requests that the SDK would make for a profile, before anybody asks whether they succeed.
///
/// Source: AWS SDKs and Tools Reference Guide, "Assume role credential provider"; behaviour of
/// botocore (`AssumeRoleProvider`): a token file shadows `source_profile`, static keys of a source
/// profile win over its `role_arn`, a profile may name itself only when it holds static keys.
struct ProfilePlan {
  /// Profiles that assume a role, outermost first.
  private(set) var steps: [Profile] = []
  private(set) var origin = ProfileChain.Origin.nothing
  /// The profile that the first credentials come from.
  private(set) var originProfile: Profile
  private(set) var problems: [ProfileProblem] = []
  private let areCredentialsKnown: Bool

  /// - Parameters:
  ///   - areCredentialsKnown: Whether a credentials file is among the inputs; keys stand there, so
  ///     that without it none of them is known to be missing.
  ///   - find: The profile of a name; the profile's own file is asked first.
  init(_ profile: Profile, areCredentialsKnown: Bool, find: (String) -> Profile?) {
    originProfile = profile
    self.areCredentialsKnown = areCredentialsKnown
    var current = profile
    var visited: Set<String> = [profile.name]
    while true {
      originProfile = current
      let isSource = !steps.isEmpty
      if isSource, current.hasAccessKeys {
        origin = .accessKeys
        return
      }
      if let token = current.settings["web_identity_token_file"] {
        planWebIdentity(current, token)
        return
      }
      guard let role = current.settings["role_arn"] else {
        origin = current.ownOrigin
        if isSource, origin == .nothing {
          addUnlessInCredentials(
            .sourceWithoutCredentials, "the source profile yields no credentials", current.range)
        }
        return
      }
      steps.append(current)
      guard let next = next(after: current, role, &visited, find) else { return }
      if next.name == current.name {
        origin = .accessKeys
        return
      }
      current = next
    }
  }

  private mutating func planWebIdentity(_ profile: Profile, _ token: Profile.Setting) {
    origin = .webIdentityToken
    guard profile.settings["role_arn"] != nil else {
      add(.webIdentityWithoutRole, "a token file needs `role_arn` beside it", token.range)
      return
    }
    steps.append(profile)
    for name in ["source_profile", "credential_source"] {
      guard let setting = profile.settings[name] else { continue }
      add(
        .shadowedByWebIdentity, "`\(name)` is ignored: the token file takes precedence",
        setting.range)
    }
  }

  /// The profile whose credentials the request is made with; nil when there is none.
  private mutating func next(
    after profile: Profile, _ role: Profile.Setting, _ visited: inout Set<String>,
    _ find: (String) -> Profile?
  ) -> Profile? {
    let source = profile.settings["source_profile"]
    let credential = profile.settings["credential_source"]
    switch (source, credential) {
    case (nil, nil):
      add(.noSource, "`role_arn` needs `source_profile` or `credential_source`", role.range)
      return nil
    case (_?, let credential?):
      add(
        .bothSources, "`source_profile` and `credential_source` exclude each other",
        credential.range)
      return nil
    case (nil, let credential?):
      let known = ["Environment", "Ec2InstanceMetadata", "EcsContainer"]
      guard known.contains(credential.value) else {
        add(
          .badCredentialSource, "`\(credential.value)` is none of \(known.joined(separator: ", "))",
          credential.range)
        return nil
      }
      origin = .credentialSource(credential.value)
      return nil
    case (let source?, nil):
      guard let next = find(source.value) else {
        addUnlessInCredentials(
          .missingSourceProfile, "there is no profile `\(source.value)`", source.range)
        return nil
      }
      if visited.insert(next.name).inserted { return next }
      if next.name == profile.name, profile.hasAccessKeys { return next }
      addUnlessInCredentials(
        .loop, "the source profiles come back to `\(next.name)`", source.range)
      return nil
    }
  }

  private mutating func add(
    _ code: ProfileProblem.Code, _ message: String, _ range: SourceRange
  ) {
    problems.append(ProfileProblem(code: code, message: message, range: range))
  }

  /// Adds what keys in a credentials file would put right.
  private mutating func addUnlessInCredentials(
    _ code: ProfileProblem.Code, _ message: String, _ range: SourceRange
  ) {
    guard !areCredentialsKnown else { return add(code, message, range) }
    problems.append(
      ProfileProblem(
        code: code, message: message + ", unless ~/.aws/credentials, which is no input, has keys",
        range: range, isCertain: false))
  }
}

extension Profile {
  /// Whether it holds static credentials.
  fileprivate var hasAccessKeys: Bool {
    settings["aws_access_key_id"] != nil || settings["aws_secret_access_key"] != nil
  }

  /// Where its credentials come from when it assumes no role.
  fileprivate var ownOrigin: ProfileChain.Origin {
    if hasAccessKeys { return .accessKeys }
    if settings["sso_session"] != nil || settings["sso_start_url"] != nil {
      return .identityCenter
    }
    return settings["credential_process"] != nil ? .process : .nothing
  }
}
