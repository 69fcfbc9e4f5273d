/// Texts one after the other, each behind its length; a text that was just added is not added again.
struct TextArena {
  /// Bytes that the length takes.
  static let headerSize = MemoryLayout<UInt32>.size

  private var bytes: [UInt8] = []
  /// Where the latest texts start, the oldest of which is forgotten next.
  private var latest: [Int] = []
  private var oldest = 0
  private let memory: Int

  /// - Parameter memory: How many of the latest texts are looked through before one is added.
  init(remembering memory: Int) { self.memory = memory }

  /// Where the text starts.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    for start in latest where isEqual(start, text) { return start }
    let start = bytes.count
    withUnsafeBytes(of: UInt32(clamping: text.count)) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: text)
    if latest.count < memory {
      latest.append(start)
    } else {
      latest[oldest] = start
      oldest = (oldest + 1) % memory
    }
    return start
  }

  private func isEqual(_ start: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let length = Int(bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
      guard length == text.count else { return false }
      let known = UnsafeRawBufferPointer(
        rebasing: bytes[(start + Self.headerSize)...].prefix(length))
      return known.elementsEqual(text)
    }
  }

  /// All texts, at an address that does not change; the caller deallocates it.
  func packed() -> UnsafeMutablePointer<UInt8> {
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
    bytes.withUnsafeBufferPointer { bytes in
      if let first = bytes.baseAddress { copy.initialize(from: first, count: bytes.count) }
    }
    return copy
  }
}
