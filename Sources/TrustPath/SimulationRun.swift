import IAM
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A run of `simulate`: lines of requests in, lines of answers out, in order.
public struct SimulationRun {
  /// Whether some line could not be evaluated.
  public private(set) var hasErrors = false
  /// Names of fields that nobody read, sorted.
  public private(set) var ignoredFields: [String] = []

  /// Requests that could not be opened or read.
  public struct Unreadable: Error {
    /// Why, in words.
    public let reason: String
  }

  private static let flushSize = 1 << 20

  /// Answers every line of a file, or of standard input for `-`; empty lines have no answer.
  ///
  /// `write` is called with some answers at a time; its errors end the run.
  ///
  /// - Throws: `Unreadable`, and what `write` throws.
  public init(
    answering path: String, awsShape: Bool, write: ([UInt8]) throws -> Void
  ) throws {
    let source: SourceBytes
    do {
      source = try path == "-" ? SourceBytes(descriptor: 0) : SourceBytes(contentsOf: path)
    } catch {
      throw Unreadable(reason: error.reason)
    }
    let simulator = Simulator(shape: awsShape ? .aws : .plain)
    var output: [UInt8] = []
    output.reserveCapacity(Self.flushSize + 4096)
    var hasErrors = false
    try source.withBytes { bytes in
      var start = 0
      while start < bytes.count {
        let end = bytes.endOfLine(from: start)
        let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        start = end + 1
        if line.allSatisfy({ $0 <= 0x20 }) { continue }
        if !simulator.answer(SourceBytes(line), into: &output) { hasErrors = true }
        if output.count >= Self.flushSize {
          try write(output)
          output.removeAll(keepingCapacity: true)
        }
      }
    }
    try write(output)
    self.hasErrors = hasErrors
    ignoredFields = simulator.ignoredFields.sorted()
  }
}

extension UnsafeRawBufferPointer {
  /// Where the next line feed is; the end without one.
  fileprivate func endOfLine(from start: Int) -> Int {
    guard let base = baseAddress, start < count,
      let found = memchr(base + start, Int32(UInt8(ascii: "\n")), count - start)
    else { return count }
    return UnsafeRawPointer(found) - base
  }
}
