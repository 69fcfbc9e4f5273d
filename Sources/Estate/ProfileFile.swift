public import Text

/// An AWS CLI or SDK configuration file (`~/.aws/config`, `~/.aws/credentials`).
///
/// Source: AWS CLI User Guide, "Configuration and credential file settings".
public struct ProfileFile: Sendable {
  /// The file.
  public var file: FileID
  /// Profiles in file order.
  public var profiles: [Profile]
  /// Whether it is a credentials file by its form: access keys, and no section `[profile …]`.
  public var isCredentials: Bool

  /// Makes a profile file.
  public init(file: FileID, profiles: [Profile], isCredentials: Bool = false) {
    self.file = file
    self.profiles = profiles
    self.isCredentials = isCredentials
  }
}

/// One named profile with the settings that decide whose credentials it yields.
public struct Profile: Sendable {
  /// One `key = value` line.
  public struct Setting: Hashable, Sendable {
    /// The value, trimmed; secret for `external_id` and credential settings.
    public var value: String
    /// The value in the source.
    public var range: SourceRange
    /// Makes a setting.
    public init(value: String, range: SourceRange) {
      self.value = value
      self.range = range
    }
  }

  /// The name without the `profile ` prefix.
  public var name: String
  /// The section header line.
  public var range: SourceRange
  /// Settings by lower-case name (`role_arn`, `source_profile`, `credential_source`,
  /// `web_identity_token_file`, `external_id`, `role_session_name`, `duration_seconds`,
  /// `mfa_serial`, …); the last one wins.
  public var settings: [String: Setting]

  /// Makes a profile.
  public init(name: String, range: SourceRange, settings: [String: Setting]) {
    self.name = name
    self.range = range
    self.settings = settings
  }
}
