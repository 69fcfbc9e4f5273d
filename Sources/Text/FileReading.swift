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

  /// Reads everything that a file descriptor still holds (a pipe or a file).
  ///
  /// - Throws: `FileError` if it cannot be read or is longer than `limit`.
  public convenience init(descriptor: Int32) throws(FileError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .current }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError(reason: "is a folder") }
    var capacity = max(Int(status.st_size), 65_536) + Self.padding + 1
    var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
    var count = 0
    while true {
      if count + Self.padding >= capacity {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity * 2, alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        buffer.deallocate()
        buffer = larger
        capacity *= 2
      }
      let room = capacity - Self.padding - count
      let step = read(descriptor, buffer.baseAddress.map { $0 + count }, room)
      if step == 0 { break }
      if step < 0 {
        if errno == EINTR { continue }
        let error = FileError.current
        buffer.deallocate()
        throw error
      }
      count += step
      if count > Self.limit {
        buffer.deallocate()
        throw FileError(reason: "is longer than 4 GiB")
      }
    }
    self.init(adopting: buffer, count: count)
  }
}
