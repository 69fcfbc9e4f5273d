import Estate
import IAM
import Logic
import Text

/// Finds comments of YAML that speak of ExternalIds: excerpts show them beside what is decisive.
enum CommentSweep {
  /// The words behind the name, hidden where they are written only: most will be prose.
  static func secrets(in bytes: UnsafeRawBufferPointer, file: FileID) -> [Secret] {
    var secrets: [Secret] = []
    var index = 0
    while let start = bytes[index...].firstIndex(of: 0x23) {
      guard start == 0 || bytes[start - 1] <= 0x20 else {
        index = start + 1
        continue
      }
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      index = end
      let words = bytes[start + 1..<end].split { $0 <= 0x20 || ":=,\"'()`".utf8.contains($0) }
      let behind = words.drop { !names($0) }.dropFirst()
      secrets += behind.map { word in
        Secret(
          kind: .externalID, value: String(decoding: word, as: UTF8.self),
          range: SourceRange(
            file: file, lower: UInt32(word.startIndex), upper: UInt32(word.endIndex)),
          isSearched: false)
      }
    }
    return secrets
  }

  /// `ExternalId` in any spelling, and the second half of `sts:ExternalId`.
  private static func names(_ word: Slice<UnsafeRawBufferPointer>) -> Bool {
    ContextKey(String(decoding: word, as: UTF8.self)).namesExternalID
  }
}
