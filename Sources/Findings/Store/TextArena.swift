/// Texts one after the other, each behind its length; a text that was just added is not added again.
struct TextArena {
  /// Bytes that the length takes.
  static let headerSize = MemoryLayout<UInt32>.size

  private(set) var bytes: [UInt8] = []
  private var recent: [Int] = []
  private let memory: Int

  /// - Parameter memory: How many of the latest texts are looked through before one is added.
  init(remembering memory: Int) { self.memory = memory }

  /// Where the text starts.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    if let known = recent.last(where: { isEqual($0, text) }) { return known }
    let start = bytes.count
    withUnsafeBytes(of: UInt32(clamping: text.count)) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: text)
    if recent.count == memory { recent.removeFirst() }
    recent.append(start)
    return start
  }

  private func isEqual(_ start: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let length = bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)
      return Int(length) == text.count
        && bytes[(start + Self.headerSize)...].prefix(text.count).elementsEqual(text)
    }
  }
}
