import Estate
import Text

/// The sections of a file while it is being read.
struct ProfileSections {
  private static let credentials: Set<String> = [
    "aws_access_key_id", "aws_secret_access_key", "aws_session_token",
  ]

  private let id: FileID
  private var profiles: [Profile] = []
  /// Whether the section at hand is the last of the profiles.
  private var isInProfile = false
  private var hasPrefix = false
  /// Where sections begin whose name stands alone.
  private var plain: Set<UInt32> = []
  private(set) var hasBegun = false
  private(set) var secrets: [Secret] = []

  init(file: FileID) { id = file }

  /// The file as far as it was read.
  var file: ProfileFile {
    let holdsKeys = profiles.contains { $0.settings["aws_access_key_id"] != nil }
    let passed = Set(passedOver.map(\.lower))
    return ProfileFile(
      file: id, profiles: profiles.filter { !passed.contains($0.range.lower) },
      isCredentials: holdsKeys && !hasPrefix)
  }

  /// Headers of the sections that AWS tools do not take for profiles: in a configuration file the name
  /// of every profile but the default one stands behind the word `profile`.
  var passedOver: [SourceRange] {
    hasPrefix ? profiles.filter { plain.contains($0.range.lower) }.map(\.range) : []
  }

  /// Begins a section.
  ///
  /// - Returns: Whether AWS tools understand its header.
  mutating func begin(_ section: ProfileSection, at range: SourceRange) -> Bool {
    hasBegun = true
    isInProfile = false
    guard case .profile(let name, let isPrefixed) = section else {
      hasPrefix = true
      return section != .malformed
    }
    hasPrefix = hasPrefix || isPrefixed
    isInProfile = true
    if !isPrefixed, name != "default" { plain.insert(range.lower) }
    profiles.append(Profile(name: name, range: range, settings: [:]))
    return true
  }

  /// Adds a setting to the section at hand; secrets are registered wherever they stand.
  mutating func set(_ key: String, _ setting: Profile.Setting) {
    if isInProfile { profiles[profiles.count - 1].settings[key] = setting }
    if key == "external_id" {
      secrets.append(Secret(kind: .externalID, value: setting.value, range: setting.range))
    } else if Self.credentials.contains(key) {
      secrets.append(Secret(kind: .credential, value: setting.value, range: setting.range))
    } else if key == "credential_process", let arguments = Self.arguments(of: setting) {
      secrets.append(arguments)
    }
  }

  /// What a program that prints credentials is called with.
  private static func arguments(of setting: Profile.Setting) -> Secret? {
    guard let space = setting.value.firstIndex(of: " ") else { return nil }
    let arguments = setting.value[space...].drop { $0 == " " }
    let lower = setting.range.upper - UInt32(arguments.utf8.count)
    return Secret(
      kind: .credential, value: String(arguments),
      range: SourceRange(file: setting.range.file, lower: lower, upper: setting.range.upper))
  }
}
