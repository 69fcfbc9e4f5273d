import Crypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why a file could not be read.
public struct FileError: Error, Hashable, Sendable {
  /// What the system says, such as `No such file or directory`.
  public let reason: String

  /// Wraps a reason.
  public init(reason: String) { self.reason = reason }

  static var current: FileError { FileError(reason: String(cString: strerror(errno))) }
}

extension SourceBytes {
  /// Longest input; offsets are 32-bit unsigned.
  public static let limit = 4_294_967_295

  /// Reads a whole file.
  ///
  /// - Throws: `FileError` if it cannot be read or is longer than `limit`.
  public convenience init(contentsOf path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .current }
    defer { close(descriptor) }
    try self.init(descriptor: descriptor)
  }

  /// Reads everything that a file descriptor still holds (a pipe or a file); UTF-16 becomes UTF-8.
  ///
  /// - Throws: `FileError` if it cannot be read or is longer than `limit`.
  public convenience init(descriptor: Int32) throws(FileError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .current }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError(reason: "is a folder") }
    var (memory, capacity) = SpareMemory.take(max(Int(status.st_size), 65_536) + Self.padding + 1)
    var count = 0
    while true {
      if count + Self.padding >= capacity {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
        larger.initialize(from: memory, count: count)
        memory.deallocate()
        memory = larger
        capacity *= 2
      }
      let step = read(descriptor, memory + count, capacity - Self.padding - count)
      if step == 0 { break }
      if step < 0, errno == EINTR { continue }
      let error = step < 0 ? FileError.current : nil
      count += max(step, 0)
      if error != nil || count > Self.limit {
        memory.deallocate()
        throw error ?? FileError(reason: "is longer than 4 GiB")
      }
    }
    let read = UnsafeRawBufferPointer(start: memory, count: count)
    if let text = WideText.utf8(read) {
      let original = Original(
        count: count, sha256: SHA256.hash(data: read).withUnsafeBytes(\.hexadecimal))
      memory.deallocate()
      self.init(text, original: original)
      return
    }
    self.init(
      adopting: memory, capacity: capacity, count: count,
      isRegularFile: status.st_mode & S_IFMT == S_IFREG)
  }
}
