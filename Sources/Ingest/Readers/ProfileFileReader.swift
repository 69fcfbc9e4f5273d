import Estate
import Text

/// AWS CLI and SDK configuration and credentials files: sections of `key = value` lines.
///
/// Source: AWS SDKs and Tools Reference Guide, "Format of the shared config and credentials files".
struct ProfileFileReader {
  let kind = "aws-config"

  private static let known: Set<String> = [
    "role_arn", "source_profile", "credential_source", "web_identity_token_file", "external_id",
    "role_session_name", "mfa_serial", "duration_seconds", "credential_process", "region",
    "output", "aws_access_key_id", "aws_secret_access_key", "aws_session_token",
    "sso_session", "sso_start_url", "sso_account_id", "sso_role_name", "sso_region",
  ]
  private static let credentials: Set<String> = [
    "aws_access_key_id", "aws_secret_access_key", "aws_session_token",
  ]

  /// Whether the text is a section header followed by a setting that AWS tools know.
  func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = Self.textStart(of: bytes)
    let first = bytes[start...].first { $0 > 0x20 }
    guard let first, "[#;".utf8.contains(first) else { return false }
    let head = String(decoding: bytes[start..<min(bytes.count, 16_384)], as: UTF8.self)
    var inSection = false
    for line in head.split(whereSeparator: \.isNewline) {
      let text = Self.trimmed(line)
      if text.isEmpty || text.hasPrefix("#") || text.hasPrefix(";") { continue }
      if Self.header(text) != nil {
        inSection = true
        continue
      }
      guard inSection, let equals = text.firstIndex(of: "=") else { return false }
      if Self.known.contains(Self.trimmed(text[..<equals]).lowercased()) { return true }
      if !line.hasPrefix(" "), text[..<equals].contains(where: { "{[\":".contains($0) }) {
        return false
      }
    }
    return false
  }

  /// Reads the sections; lines that are neither header, setting nor comment are reported.
  func read(
    _ bytes: UnsafeRawBufferPointer, file: FileID, diagnostics: inout Diagnostics
  ) -> (profiles: ProfileFile, secrets: [Secret]) {
    var profiles: [Profile] = []
    var secrets: [Secret] = []
    for line in Self.lines(of: bytes) {
      let text = Self.trimmed(line.text[...])
      if text.isEmpty { continue }
      if text.hasPrefix("#") || text.hasPrefix(";") {
        secrets += StrayCredentials.named(in: line, of: bytes, file: file)
        continue
      }
      if let name = Self.header(text) {
        let range = SourceRange(file: file, lower: line.start, upper: line.end)
        profiles.append(Profile(name: name, range: range, settings: [:]))
        continue
      }
      // A nested setting (`s3 =` and indented lines) says nothing about identity.
      if line.text.first == " " || line.text.first == "\t" {
        secrets += StrayCredentials.named(in: line, of: bytes, file: file)
        continue
      }
      guard let equals = line.text.firstIndex(of: "="), !profiles.isEmpty else {
        secrets += StrayCredentials.all(in: line, of: bytes, file: file)
        diagnostics.append(
          Diagnostic(
            .error, "config-line", "expected a section header or `key = value`",
            at: SourceRange(file: file, lower: line.start, upper: line.end),
            fix: "start a section with `[profile NAME]` and put one setting on each line"))
        continue
      }
      let key = Self.trimmed(line.text[..<equals]).lowercased()
      let raw = line.text[line.text.index(after: equals)...]
      let value = Self.value(raw)
      let before = line.text.utf8.distance(from: line.text.startIndex, to: value.startIndex)
      let lower = line.start + UInt32(before)
      let range = SourceRange(file: file, lower: lower, upper: lower + UInt32(value.utf8.count))
      profiles[profiles.count - 1].settings[key] = Profile.Setting(
        value: String(value), range: range)
      if key == "external_id" {
        secrets.append(Secret(kind: .externalID, value: String(value), range: range))
      } else if Self.credentials.contains(key) {
        secrets.append(Secret(kind: .credential, value: String(value), range: range))
      } else if key == "credential_process", let space = value.firstIndex(of: " ") {
        let arguments = Self.trimmed(value[space...])
        let lower = range.upper - UInt32(arguments.utf8.count)
        secrets.append(
          Secret(
            kind: .credential, value: String(arguments),
            range: SourceRange(file: file, lower: lower, upper: range.upper)))
      }
    }
    return (ProfileFile(file: file, profiles: profiles), secrets)
  }

  /// `[profile NAME]`, `[NAME]` or `[default]`; nil for other lines.
  private static func header(_ text: Substring) -> String? {
    guard text.first == "[", let close = text.firstIndex(of: "]") else { return nil }
    let rest = trimmed(text[text.index(after: close)...])
    guard rest.isEmpty || rest.hasPrefix("#") || rest.hasPrefix(";") else { return nil }
    let inner = trimmed(text[text.index(after: text.startIndex)..<close])
    guard !inner.isEmpty, !inner.contains(where: { "{}[],:\"".contains($0) }) else { return nil }
    let name = inner.hasPrefix("profile ") ? trimmed(inner.dropFirst(8)) : inner
    return String(name).filter { $0 != "'" }
  }

  /// The value without surrounding white space and without a comment (` #` or ` ;`).
  private static func value(_ raw: Substring) -> Substring {
    var end = raw.endIndex
    var previous: Character = " "
    for index in raw.indices {
      if raw[index] == "#" || raw[index] == ";", previous == " " || previous == "\t" {
        end = index
        break
      }
      previous = raw[index]
    }
    return trimmed(raw[..<end])
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}

extension ProfileFileReader {
  /// One line without its line feed, with its byte offsets.
  struct Line {
    var text: String
    var start: UInt32
    var end: UInt32
  }

  /// Offset of the first byte behind a byte order mark.
  private static func textStart(of bytes: UnsafeRawBufferPointer) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  private static func lines(of bytes: UnsafeRawBufferPointer) -> [Line] {
    var lines: [Line] = []
    var start = textStart(of: bytes)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      lines.append(Line(text: text, start: UInt32(start), end: UInt32(end)))
      start = end + 1
    }
    return lines
  }
}
