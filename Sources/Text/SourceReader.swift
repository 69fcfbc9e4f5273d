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
      turn(to: file, at: path)
      return [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
        count = buffer.baseAddress.map { read(range, into: $0) } ?? 0
      }
    }
  }

  /// The whole file, ready to be read as a document; cut off or empty if it has shrunk or is gone.
  public func whole(_ file: SourceFile) -> SourceBytes {
    switch file.storage {
    case .memory(let bytes): return bytes
    case .disk(let path):
      turn(to: file, at: path)
      let (memory, capacity) = SpareMemory.take(file.byteCount + SourceBytes.padding)
      return SourceBytes(
        adopting: memory, capacity: capacity, count: read(0..<file.byteCount, into: memory),
        isRegularFile: true)
    }
  }

  private func turn(to file: SourceFile, at path: String) {
    guard self.file !== file else { return }
    closeFile()
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.file = file
  }

  private func closeFile() {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Reads a range; the result is how many bytes there were.
  private func read(_ range: Range<Int>, into memory: UnsafeMutablePointer<UInt8>) -> Int {
    guard descriptor >= 0 else { return 0 }
    var done = 0
    while done < range.count {
      let step = pread(descriptor, memory + done, range.count - done, range.lowerBound + done)
      guard step > 0 else { break }
      done += step
    }
    return done
  }
}
