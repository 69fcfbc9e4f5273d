#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writing of whole files: complete or not at all.
public enum FileWriting {
  /// A report that could not be written.
  public struct WriteError: Error, CustomStringConvertible {
    /// Path and reason.
    public let description: String

    init(_ path: String) {
      description = "cannot write \(path): \(String(cString: strerror(errno)))"
    }
  }

  /// Writes a file beside its final name and then renames it; makes missing folders.
  ///
  /// - Throws: `WriteError`.
  public static func write(_ bytes: [UInt8], to path: String) throws(WriteError) {
    var draft = FileDraft(path)
    draft.append(bytes)
    try draft.putInPlace()
  }

  /// Gives a finished file its final name.
  ///
  /// - Throws: `WriteError`.
  static func move(_ draft: String, to path: String) throws(WriteError) {
    guard rename(draft, path) == 0 else { throw WriteError(path) }
  }

  /// Writes to standard output; a reader that has gone away (`| head`) is no error.
  ///
  /// - Throws: `WriteError`.
  public static func writeToStandardOutput(_ bytes: [UInt8]) throws(WriteError) {
    guard write(bytes, STDOUT_FILENO) || errno == EPIPE else { throw WriteError("standard output") }
  }

  /// Writes a line to standard error.
  public static func writeToStandardError(_ line: String) {
    _ = write(Array((line + "\n").utf8), STDERR_FILENO)
  }

  static func write(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let step = systemWrite(
          descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        if step < 0, errno == EINTR { continue }
        guard step > 0 else { return false }
        done += step
      }
      return true
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Glibc)
    Glibc.write(descriptor, buffer, count)
  #else
    Musl.write(descriptor, buffer, count)
  #endif
}
