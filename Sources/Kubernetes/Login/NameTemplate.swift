import Text

/// A user or group name of a mapping, which may hold `{{…}}` templates.
///
/// Source: aws-iam-authenticator, README "mapRoles" and the renderer of its server.
public struct NameTemplate: Hashable, Sendable {
  /// What rendering for a concrete caller gives.
  public enum Rendering: Hashable, Sendable {
    /// The name.
    case text(String)
    /// The name holds a part that only the running cluster knows; the template as far as rendered.
    case open(String)
    /// Authentication fails.
    case fails
  }

  /// As written.
  public let text: String

  /// Wraps a name.
  public init(_ text: String) { self.text = text }

  /// Whether the caller's session name flows into the name.
  public var usesSessionName: Bool {
    text.contains(text: "{{SessionName}}") || text.contains(text: "{{SessionNameRaw}}")
  }

  /// Whether any template that the authenticator knows occurs.
  public var isTemplate: Bool {
    usesSessionName || Self.others.contains { text.contains(text: $0) }
  }

  private static let others = ["{{AccountID}}", "{{AccessKeyID}}", "{{EC2PrivateDNSName}}"]

  /// The name for a caller; unknown templates stay as they are, as in the cluster.
  public func rendered(for caller: CallerIdentity) -> Rendering {
    var result = text
    result.replaceAll("{{AccountID}}", with: caller.account)
    guard let session = caller.sessionName else {
      return NameTemplate(result).isTemplate ? .open(result) : .text(result)
    }
    if text.contains(text: "{{EC2PrivateDNSName}}"), !Self.isInstanceID(session) { return .fails }
    result.replaceAll("{{SessionName}}", with: String(session.map { $0 == "@" ? "-" : $0 }))
    result.replaceAll("{{SessionNameRaw}}", with: session)
    let isOpen =
      text.contains(text: "{{EC2PrivateDNSName}}") || text.contains(text: "{{AccessKeyID}}")
    return isOpen ? .open(result) : .text(result)
  }

  /// `i-` and 8 or 17 word characters.
  private static func isInstanceID(_ session: String) -> Bool {
    guard session.hasPrefix("i-") else { return false }
    let rest = session.utf8.dropFirst(2)
    return (rest.count == 8 || rest.count == 17) && rest.allSatisfy(Self.isWordCharacter)
  }

  private static func isWordCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Whether a caller who chooses the session name can make this name equal a given one.
  ///
  /// Session names are 2 to 64 characters of `[\w+=,.@-]`; `{{SessionName}}` turns `@` into `-`.
  /// Templates other than the session name and the account count as able to become anything.
  public func canBecome(_ name: String, account: String?) -> Bool {
    guard isTemplate else { return text == name }
    var pattern = text
    if let account { pattern.replaceAll("{{AccountID}}", with: account) }
    if !NameTemplate(pattern).isTemplate { return pattern == name }
    return Self.match(Self.parts(of: pattern), name)
  }

  private enum Part { case literal(String), session(raw: Bool), anything }

  private static func parts(of pattern: String) -> [Part] {
    var parts: [Part] = []
    var rest = pattern[...]
    let known: [(String, Part)] =
      [("{{SessionName}}", .session(raw: false)), ("{{SessionNameRaw}}", .session(raw: true))]
      + others.map { ($0, .anything) }
    scan: while let open = rest.firstOccurrence(of: "{{") {
      if open.lowerBound > rest.startIndex {
        parts.append(.literal(String(rest[..<open.lowerBound])))
      }
      rest = rest[open.lowerBound...]
      for (mark, part) in known where rest.hasPrefix(mark) {
        parts.append(part)
        rest = rest.dropFirst(mark.count)
        continue scan
      }
      parts.append(.literal("{{"))
      rest = rest.dropFirst(2)
    }
    if !rest.isEmpty { parts.append(.literal(String(rest))) }
    return parts
  }

  /// Every session part must stand for the same text, so candidates are tried for the first one.
  private static func match(_ parts: [Part], _ name: String) -> Bool {
    let characters = Array(name.unicodeScalars)
    guard parts.count <= 32, characters.count <= 1024 else { return true }
    if parts.contains(where: { if case .anything = $0 { true } else { false } }) {
      guard case .literal(let prefix)? = parts.first else { return true }
      return name.hasPrefix(prefix)
    }
    var fixed = 0
    var sessions = 0
    for part in parts {
      switch part {
      case .literal(let text): fixed += text.unicodeScalars.count
      default: sessions += 1
      }
    }
    let free = characters.count - fixed
    guard sessions > 0, free > 0, free.isMultiple(of: sessions), 2...64 ~= free / sessions else {
      return false
    }
    return consume(parts, characters, sessionLength: free / sessions)
  }

  private static func consume(
    _ parts: [Part], _ characters: [Unicode.Scalar], sessionLength: Int
  ) -> Bool {
    var index = 0
    var session: [Unicode.Scalar]?
    for part in parts {
      switch part {
      case .literal(let text):
        for scalar in text.unicodeScalars {
          guard index < characters.count, characters[index] == scalar else { return false }
          index += 1
        }
      case .session(let raw):
        let candidate = Array(characters[index..<(index + sessionLength)])
        guard candidate.allSatisfy({ isSessionScalar($0, raw: raw) }) else { return false }
        let folded = candidate.map { $0 == "@" ? "-" : $0 }
        guard session == nil || session == folded else { return false }
        session = folded
        index += sessionLength
      case .anything: return true
      }
    }
    return index == characters.count
  }

  private static func isSessionScalar(_ scalar: Unicode.Scalar, raw: Bool) -> Bool {
    guard scalar.isASCII else { return false }
    if isWordCharacter(UInt8(scalar.value)) { return true }
    return "+=,.-".unicodeScalars.contains(scalar) || (raw && scalar == "@")
  }
}

extension String {
  /// Replaces every occurrence of a text.
  mutating func replaceAll(_ text: String, with replacement: String) {
    guard contains(text: text) else { return }
    var result = ""
    var rest = self[...]
    while let found = rest.firstOccurrence(of: text) {
      result += rest[..<found.lowerBound]
      result += replacement
      rest = rest[found.upperBound...]
    }
    self = result + rest
  }
}
