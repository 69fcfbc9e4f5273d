import Crypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One input file: its name, its digest, and enough to turn byte offsets into lines later.
///
/// The bytes themselves are dropped after reading; excerpts read small windows of the file again.
public final class SourceFile: Sendable {
  /// Where windows of the file are read again.
  private enum Storage: Sendable {
    case disk(String)
    case memory(SourceBytes)
  }

  /// Counts up to the start of one block of the file.
  private struct Block: Sendable {
    var newlines: UInt32
    var scalars: UInt32
    var lineStart: UInt32
  }

  private static let blockSize = 4096

  /// Number of the file in this run.
  public let id: FileID
  /// The path as given on the command line joined with the path below it; `-` for standard input.
  public let path: String
  /// Number of bytes.
  public let byteCount: Int
  /// SHA-256 of the bytes, 64 lower-case hex digits.
  public let sha256: String

  private let storage: Storage
  private let blocks: [Block]
  private let hasByteOrderMark: Bool

  /// Describes a file whose bytes are at hand; keeps them only if `path` is not on disk.
  ///
  /// - Complexity: linear in the size of the file.
  public init(id: FileID, path: String, diskPath: String?, bytes: SourceBytes) {
    self.id = id
    self.path = path
    byteCount = bytes.count
    sha256 = bytes.withBytes { SHA256.hash(data: $0) }.reduce(into: "") { text, byte in
      text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
    }
    storage = diskPath.map(Storage.disk) ?? .memory(bytes)
    blocks = bytes.withBytes(Self.index)
    hasByteOrderMark = bytes.withBytes { $0.starts(with: [0xEF, 0xBB, 0xBF]) }
  }

  private static func index(_ bytes: UnsafeRawBufferPointer) -> [Block] {
    var blocks: [Block] = []
    blocks.reserveCapacity(bytes.count / blockSize + 1)
    var block = Block(newlines: 0, scalars: 0, lineStart: 0)
    var start = 0
    repeat {
      blocks.append(block)
      let end = min(start + blockSize, bytes.count)
      var newlines: UInt32 = 0
      var continuations: UInt32 = 0
      for offset in start..<end {
        let byte = bytes[offset]
        newlines &+= byte == 0x0A ? 1 : 0
        continuations &+= byte & 0xC0 == 0x80 ? 1 : 0
      }
      if newlines > 0 {
        var last = end - 1
        while bytes[last] != 0x0A { last -= 1 }
        block.lineStart = UInt32(last + 1)
      }
      block.newlines += newlines
      block.scalars += UInt32(end - start) - continuations
      start = end
    } while start < bytes.count
    return blocks
  }

  /// Line and column of a byte offset; an offset past the end counts as the end.
  ///
  /// - Complexity: constant, two reads of 4 KiB at most.
  public func position(of offset: UInt32) -> Position {
    let offset = min(Int(offset), byteCount)
    let block = blocks[min(offset / Self.blockSize, blocks.count - 1)]
    let blockStart = min(offset / Self.blockSize, blocks.count - 1) * Self.blockSize
    let window = bytes(blockStart..<offset)
    var line = Int(block.newlines) + 1
    var lineStart = Int(block.lineStart)
    for (index, byte) in window.enumerated() where byte == 0x0A {
      line += 1
      lineStart = blockStart + index + 1
    }
    var column = scalars(before: offset) - scalars(before: lineStart) + 1
    if hasByteOrderMark, lineStart == 0, offset >= 3 { column -= 1 }
    return Position(line: line, column: column)
  }

  private func scalars(before offset: Int) -> Int {
    let index = min(offset / Self.blockSize, blocks.count - 1)
    let start = index * Self.blockSize
    return Int(blocks[index].scalars) + bytes(start..<offset).count { $0 & 0xC0 != 0x80 }
  }

  /// The text of a byte range, ill-formed UTF-8 repaired; empty if the file is gone.
  public func text(of range: Range<Int>) -> String {
    String(decoding: bytes(range), as: UTF8.self)
  }

  /// Byte range of the whole lines that a range touches, without the last line feed, cut to
  /// `limit` bytes around the range (a file may be one long line).
  public func lines(around range: Range<Int>, limit: Int = 16_384) -> Range<Int> {
    let before = bytes(max(0, range.lowerBound - limit)..<range.lowerBound)
    let after = bytes(range.upperBound..<min(byteCount, range.upperBound + limit))
    let lower = before.lastIndex(of: 0x0A).map { range.lowerBound - (before.count - $0 - 1) }
    let upper = after.firstIndex(of: 0x0A).map { range.upperBound + $0 }
    return (lower ?? range.lowerBound - before.count)..<(upper ?? range.upperBound + after.count)
  }

  /// The bytes of a range, read again from the file; fewer if the file has shrunk since.
  public func bytes(_ range: Range<Int>) -> [UInt8] {
    let range = range.clamped(to: 0..<byteCount)
    guard !range.isEmpty else { return [] }
    switch storage {
    case .memory(let bytes):
      return bytes.withBytes { Array($0[range]) }
    case .disk(let path):
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return [] }
      defer { close(descriptor) }
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
}

/// The input files of a run, by number.
public struct SourceFiles: Sendable {
  /// All files, in the order in which they were read.
  public private(set) var all: [SourceFile] = []

  /// Makes an empty table.
  public init() {}

  /// The number that the next file will have.
  public var nextID: FileID { FileID(rawValue: UInt32(all.count)) }

  /// Adds a file; its id must be `nextID`.
  public mutating func append(_ file: SourceFile) {
    precondition(file.id == nextID, "files are numbered in the order in which they are added")
    all.append(file)
  }

  /// The file of a number.
  public subscript(id: FileID) -> SourceFile { all[Int(id.rawValue)] }

  /// Where a range starts.
  public func start(of range: SourceRange) -> Position {
    self[range.file].position(of: range.lower)
  }

  /// One past where a range ends.
  public func end(of range: SourceRange) -> Position { self[range.file].position(of: range.upper) }
}
