import Estate
import Text

/// What a section header of an AWS configuration file begins.
///
/// Source: botocore, `configloader.build_profile_map`, which splits names as a shell does.
enum ProfileSection: Equatable {
  /// `[profile NAME]`; in credentials files and for `default` just `[NAME]`.
  case profile(String, isPrefixed: Bool)
  /// `[sso-session NAME]`, `[services NAME]`, `[plugins]`: nothing with an identity.
  case other
  /// `[profile …]` with a name that is not one word.
  case malformed

  private static let others: Set<String> = ["sso-session", "services", "plugins", "preview"]

  /// Reads a header; nil for any other line.
  init?(_ line: Substring) {
    guard let inner = Self.inner(of: line) else { return nil }
    let words = Self.words(of: inner)
    let first = inner.prefix { !$0.isWhitespace }
    if Self.others.contains(String(first)) {
      self = .other
    } else if first == "profile" {
      self = words?.count == 2 ? .profile(words?.last ?? "", isPrefixed: true) : .malformed
    } else {
      self = .profile(String(inner), isPrefixed: false)
    }
  }

  /// Whether a line can be nothing but a header, in a file that may be of any kind.
  static func isHeader(_ line: Substring) -> Bool {
    guard let inner = inner(of: line), !inner.contains(where: { "{}[],:".contains($0) }) else {
      return false
    }
    return !inner.contains("\"") || inner.hasPrefix("profile")
  }

  /// What stands between the brackets, if nothing but a comment follows them.
  private static func inner(of line: Substring) -> Substring? {
    guard line.first == "[", let close = line.firstIndex(of: "]") else { return nil }
    let rest = line[line.index(after: close)...].drop { $0.isWhitespace }
    guard rest.isEmpty || rest.hasPrefix("#") || rest.hasPrefix(";") else { return nil }
    var inner = line[line.index(after: line.startIndex)..<close].drop { $0.isWhitespace }
    while inner.last?.isWhitespace == true { inner.removeLast() }
    return inner.isEmpty ? nil : inner
  }

  /// The words of a text as a shell splits them; nil where a quote is not closed.
  private static func words(of text: Substring) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else { return nil }
    return words + (word.map { [$0] } ?? [])
  }
}

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
  private(set) var hasBegun = false
  private(set) var secrets: [Secret] = []

  init(file: FileID) { id = file }

  /// The file as far as it was read.
  var file: ProfileFile {
    let holdsKeys = profiles.contains { $0.settings["aws_access_key_id"] != nil }
    return ProfileFile(file: id, profiles: profiles, isCredentials: holdsKeys && !hasPrefix)
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
    }
  }
}
