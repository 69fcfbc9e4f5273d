/// The bytes of a file while it is being read, followed by 64 zero bytes that lookahead may touch.
public final class SourceBytes: @unchecked Sendable {
  // INVARIANT: the memory is written only before `init` returns; afterwards it is read-only.
  private let memory: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  /// Number of bytes of the file, padding not counted.
  public let count: Int
  /// Whether they come from a file that can be read again, and not from a pipe.
  public let isRegularFile: Bool

  /// What the file holds where that is not the bytes: a text in UTF-16, which is read as UTF-8.
  struct Original: Sendable {
    let count: Int
    let sha256: String
  }

  let original: Original?

  /// Zero bytes behind the last byte of the file.
  public static let padding = 64

  /// Copies bytes.
  public convenience init(_ bytes: some Collection<UInt8>) { self.init(bytes, original: nil) }

  /// Copies what a file holds in another encoding.
  init(_ bytes: some Collection<UInt8>, original: Original?) {
    self.original = original
    count = bytes.count
    isRegularFile = false
    capacity = bytes.count + Self.padding
    memory = .allocate(capacity: capacity)
    let end = UnsafeMutableBufferPointer(start: memory, count: count).initialize(
      fromContentsOf: bytes)
    (memory + end).initialize(repeating: 0, count: Self.padding)
  }

  /// Copies bytes.
  public init(_ bytes: UnsafeRawBufferPointer) {
    original = nil
    count = bytes.count
    isRegularFile = false
    capacity = bytes.count + Self.padding
    memory = .allocate(capacity: capacity)
    if let start = bytes.baseAddress {
      UnsafeMutableRawPointer(memory).copyMemory(from: start, byteCount: bytes.count)
    }
    (memory + count).initialize(repeating: 0, count: Self.padding)
  }

  /// Takes ownership of memory that holds `count` bytes and room for the padding.
  init(adopting memory: UnsafeMutablePointer<UInt8>, capacity: Int, count: Int, isRegularFile: Bool)
  {
    original = nil
    self.isRegularFile = isRegularFile
    self.memory = memory
    self.capacity = capacity
    self.count = count
    (memory + count).initialize(repeating: 0, count: Self.padding)
  }

  /// Gives back the memory that was kept for the next file; to be called when all have been read.
  public static func releaseSpareMemory() { SpareMemory.release() }

  deinit { SpareMemory.give(memory, capacity: capacity) }

  /// Calls the body with the bytes of the file; the padding lies behind them in the same allocation.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows
    -> Result
  {
    try body(bytes)
  }

  /// The bytes of the file.
  ///
  /// Valid while this object lives.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

  /// The first byte of the file.
  ///
  /// Valid while this object lives, as is the padding.
  public var base: UnsafePointer<UInt8> { UnsafePointer(memory) }
}
