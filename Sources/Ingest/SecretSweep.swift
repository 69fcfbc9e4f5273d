import Estate
import Text

/// Finds values that look secret in a file that could not be parsed, so that no excerpt shows them.
///
/// A file that parses has its secrets registered by its reader; in a broken one only the text tells.
/// Rather too much is hidden than too little, but words of a sentence are hidden there and nowhere
/// else.
struct SecretSweep {
  private static let keys: [(text: String, kind: Secret.Kind)] = [
    ("externalid", .externalID), ("external_id", .externalID),
    ("aws_access_key_id", .credential), ("aws_secret_access_key", .credential),
    ("aws_session_token", .credential), ("accesskeyid", .credential),
    ("secretaccesskey", .credential), ("sessiontoken", .credential),
  ]

  /// The values after keys that name secrets; in a template with NoEcho parameters also every
  /// `Default` and `ParameterValue`.
  static func secrets(in bytes: UnsafeRawBufferPointer, file: FileID) -> [Secret] {
    let lower = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    var keys = Self.keys
    if contains("noecho", in: lower) { keys.append(("default", .credential)) }
    keys.append(("parametervalue", .credential))
    var secrets: [Secret] = []
    for key in keys {
      let needle = Array(key.text.utf8)
      for end in ends(of: needle, in: lower) {
        let found = values(after: end, in: bytes)
        secrets += found.words.map { range in
          Secret(
            kind: key.kind, value: String(decoding: bytes[range], as: UTF8.self),
            range: SourceRange(
              file: file, lower: UInt32(range.lowerBound), upper: UInt32(range.upperBound)),
            isSearched: !found.isSentence)
        }
      }
    }
    return secrets
  }

  private static func contains(_ text: String, in bytes: [UInt8]) -> Bool {
    !ends(of: Array(text.utf8), in: bytes).isEmpty
  }

  private static func ends(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
    guard let first = needle.first, bytes.count >= needle.count else { return [] }
    return (0...(bytes.count - needle.count)).filter { start in
      bytes[start] == first && bytes[start..<start + needle.count].elementsEqual(needle)
    }.map { $0 + needle.count }
  }

  /// The quoted or bare words after a key: on its line, on the lines of its list, but not what a
  /// function such as `!Ref` names.
  ///
  /// They are a sentence where no colon or equals sign follows the key, or several bare words do.
  private static func values(
    after key: Int, in bytes: UnsafeRawBufferPointer
  ) -> (words: [Range<Int>], isSentence: Bool) {
    var values: [Range<Int>] = []
    var bareWords = 0
    var isComment = false
    var isNamed = false
    var index = key
    var depth = 0
    while index < bytes.count, index < key + 4096 {
      let byte = bytes[index]
      if byte == 0x5B { depth += 1 }
      if byte == 0x5D { depth -= 1 }
      if depth < 0 || byte == 0x7B || byte == 0x7D { break }
      if byte == 0x0A, depth == 0, !isList(bytes, after: index) { break }
      if byte == 0x2C, depth == 0, !values.isEmpty { break }
      guard isWord(byte) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, isWord(bytes[index]) { index += 1 }
      if bytes[start] == 0x21 {
        isNamed = true
      } else if !isNamed, bytes[start..<index].elementsEqual([0x2D]) == false {
        values.append(start..<index)
        isComment = isComment || (bareWords > 0 && "#;".utf8.contains(bytes[start]))
        if depth == 0, !isComment, isBare(bytes, start) { bareWords += 1 }
      }
    }
    return (values, bareWords > 1 || !isAssigned(bytes, after: key))
  }

  /// Whether a colon or an equals sign follows, quotes and spaces left out.
  private static func isAssigned(_ bytes: UnsafeRawBufferPointer, after key: Int) -> Bool {
    let next = bytes[key...].first { !" \t\"'\\".utf8.contains($0) }
    return next == 0x3A || next == 0x3D
  }

  /// Whether a word is neither quoted nor an entry of a YAML list.
  private static func isBare(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    guard start > 0, !"\"'".utf8.contains(bytes[start - 1]) else { return false }
    return bytes[..<start].last { $0 != 0x20 } != 0x2D
  }

  /// Whether the line behind a line feed is an entry of a YAML list.
  private static func isList(_ bytes: UnsafeRawBufferPointer, after index: Int) -> Bool {
    bytes[(index + 1)...].first { $0 != 0x20 } == 0x2D
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte > 0x20 && !"\"':,[]{}=\\".utf8.contains(byte)
  }
}
