import Estate
import Text

/// AWS CLI and SDK configuration and credentials files: sections of `key = value` or `key: value`.
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

  /// Whether the text is a section header followed by a setting that AWS tools know.
  func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = Self.textStart(of: bytes)
    let first = bytes[start...].first { $0 > 0x20 }
    guard let first, "[#;".utf8.contains(first) else { return false }
    let head = String(decoding: bytes[start..<min(bytes.count, 16_384)], as: UTF8.self)
    var inSection = false
    for line in head.split(whereSeparator: \.isNewline) {
      let text = Self.trimmed(line)
      if Self.isComment(text) { continue }
      if ProfileSection.isHeader(text) {
        inSection = true
        continue
      }
      guard inSection, let delimiter = Self.delimiter(in: text) else { return false }
      if Self.known.contains(Self.trimmed(text[..<delimiter]).lowercased()) { return true }
      if !line.hasPrefix(" "), text[..<delimiter].contains(where: { "{[\"".contains($0) }) {
        return false
      }
    }
    return false
  }

  /// Reads the sections; lines that are neither header, setting nor comment are reported.
  ///
  /// As Python's `RawConfigParser` does for the AWS CLI: a line belongs to the setting above it if it
  /// is indented deeper, so that `s3 =` and what stands below it say nothing about identity.
  func read(
    _ bytes: UnsafeRawBufferPointer, file: FileID, diagnostics: inout Diagnostics
  ) -> (profiles: ProfileFile, secrets: [Secret]) {
    var sections = ProfileSections(file: file)
    var stray: [Secret] = []
    /// Indentation of the setting that deeper lines go on with; nil where there is none.
    var indentation: Int?
    for line in Self.lines(of: bytes) {
      let text = Self.trimmed(line.text[...])
      if Self.isComment(text) {
        stray += StrayCredentials.named(in: line, of: bytes, file: file)
        continue
      }
      let depth = line.text.prefix { $0.isWhitespace }.count
      let range = SourceRange(file: file, lower: line.start, upper: line.end)
      if let indentation, depth > indentation {
        stray += StrayCredentials.named(in: line, of: bytes, file: file)
        if ProfileSection.isHeader(text) { diagnostics.append(.swallowedHeader(at: range)) }
        continue
      }
      if let section = ProfileSection(text) {
        indentation = nil
        if !sections.begin(section, at: range) { diagnostics.append(.unquotedName(at: range)) }
        continue
      }
      guard sections.hasBegun, let delimiter = Self.delimiter(in: line.text[...]),
        !Self.trimmed(line.text[..<delimiter]).isEmpty
      else {
        stray += StrayCredentials.all(in: line, of: bytes, file: file)
        diagnostics.append(.noSetting(at: range))
        continue
      }
      indentation = depth
      let key = Self.trimmed(line.text[..<delimiter]).lowercased()
      let value = Self.value(line.text[line.text.index(after: delimiter)...])
      let before = line.text.utf8.distance(from: line.text.startIndex, to: value.startIndex)
      let lower = line.start + UInt32(before)
      sections.set(
        key,
        Profile.Setting(
          value: String(value),
          range: SourceRange(file: file, lower: lower, upper: lower + UInt32(value.utf8.count))))
    }
    for range in sections.passedOver { diagnostics.append(.noProfile(at: range)) }
    return (sections.file, sections.secrets + stray)
  }

  private static func isComment(_ text: Substring) -> Bool {
    text.isEmpty || text.hasPrefix("#") || text.hasPrefix(";")
  }

  /// What ends a setting's name: `=` or `:`, whichever comes first.
  private static func delimiter(in text: Substring) -> Substring.Index? {
    text.firstIndex { $0 == "=" || $0 == ":" }
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

extension Diagnostic {
  fileprivate static func noSetting(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "config-line", "expected a section header or `key = value`", at: range,
      fix: "start a section with `[profile NAME]` and put one setting on each line")
  }

  fileprivate static func unquotedName(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "config-line", "the AWS CLI passes over this section: its name is not one word",
      at: range, fix: "put quotes around the name: `[profile \"NAME\"]`")
  }

  fileprivate static func noProfile(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "config-line",
      "the AWS CLI passes over this section: in a configuration file it is no profile", at: range,
      fix: "write `[profile NAME]`, or keep the section in the credentials file")
  }

  fileprivate static func swallowedHeader(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "config-line", "deeper than the setting above it, this is part of its value",
      at: range,
      fix: "start section headers at the beginning of the line")
  }
}
