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

    fileprivate init(_ path: String) {
      description = "cannot write \(path): \(String(cString: strerror(errno)))"
    }
  }

  /// Writes a file beside its final name and then renames it; makes missing folders.
  ///
  /// - Throws: `WriteError`.
  public static func write(_ bytes: [UInt8], to path: String) throws(WriteError) {
    makeFolders(above: path)
    // A device or a pipe (/dev/stdout) cannot be replaced by a new file.
    var status = stat()
    let isReplaceable = stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    let target = isReplaceable ? "\(path).\(getpid()).tmp" : path
    let descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw WriteError(path) }
    let isWritten = write(bytes, descriptor)
    guard close(descriptor) == 0, isWritten, !isReplaceable || rename(target, path) == 0 else {
      let error = WriteError(path)
      if isReplaceable { unlink(target) }
      throw error
    }
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

  private static func write(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
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

  private static func makeFolders(above path: String) {
    for index in path.indices where path[index] == "/" && index != path.startIndex {
      mkdir(String(path[..<index]), 0o755)
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
