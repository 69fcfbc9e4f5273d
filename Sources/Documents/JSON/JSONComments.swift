import Text

/// The comments of JavaScript, which editors and tools leave in JSON.
enum JSONComments {
  /// The text with spaces for its comments, so that all places stay; nil if there are none.
  static func blanked(_ bytes: SourceBytes) -> SourceBytes? {
    let source = bytes.bytes
    var text: [UInt8]?
    var index = 0
    while index < source.count {
      if source[index] == UInt8(ascii: "\"") {
        index = stringEnd(source, from: index)
      } else if let end = commentEnd(source, from: index) {
        if text == nil { text = Array(source) }
        for place in index..<end where source[place] != 0x0A && source[place] != 0x0D {
          text?[place] = 0x20
        }
        index = end
      } else {
        index += 1
      }
    }
    return text.map { SourceBytes($0) }
  }

  private static func stringEnd(_ source: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start + 1
    while index < source.count, source[index] != UInt8(ascii: "\"") {
      index += source[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, source.count)
  }

  /// The end of a comment that begins here; `//` inside a word such as `https://` begins none.
  private static func commentEnd(_ source: UnsafeRawBufferPointer, from start: Int) -> Int? {
    let rest = source[start...]
    if start > 0, source[start - 1] > 0x20, !",[]{}\"/".utf8.contains(source[start - 1]) {
      return nil
    }
    if rest.starts(with: "//".utf8) {
      return rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? source.count
    }
    guard rest.starts(with: "/*".utf8) else { return nil }
    var index = start + 2
    while index + 1 < source.count {
      if source[index] == UInt8(ascii: "*"), source[index + 1] == UInt8(ascii: "/") {
        return index + 2
      }
      index += 1
    }
    return nil
  }
}
