#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads ranges of input files again, and keeps the file that was read last open.
///
/// Confined to the function that made it.
public final class SourceReader {
  private var file: SourceFile?
  private var descriptor: Int32 = -1

  /// Makes a reader of any files.
  public init() {}

  deinit { closeFile() }

  /// The bytes of a range; fewer if the file has shrunk since, none if it is gone.
  public func bytes(_ range: Range<Int>, of file: SourceFile) -> [UInt8] {
    let range = range.clamped(to: 0..<file.byteCount)
    switch file.storage {
    case .memory(let bytes): return bytes.withBytes { Array($0[range]) }
    case .disk(let path):
      if self.file !== file {
        closeFile()
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.file = file
      }
      return read(range)
    }
  }

  private func closeFile() {
    if descriptor >= 0 { close(descriptor) }
  }

  private func read(_ range: Range<Int>) -> [UInt8] {
    guard descriptor >= 0, !range.isEmpty else { return [] }
    return [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      var done = 0
      while done < range.count {
        let step = pread(
          descriptor, buffer.baseAddress.map { $0 + done }, range.count - done,
          range.lowerBound + done)
        guard step > 0 else { break }
        done += step
      }
      count = done
    }
  }
}
