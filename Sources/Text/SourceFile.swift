import Crypto

/// One input file: its name, its digest, and enough to turn byte offsets into lines later.
///
/// The bytes themselves are dropped after reading; excerpts read small windows of the file again.
public final class SourceFile: Sendable {
  /// Where windows of the file are read again.
  enum Storage: Sendable {
    case disk(String)
    case memory(SourceBytes)
  }

  /// Number of the file in this run.
  public let id: FileID
  /// The path as given on the command line joined with the path below it; `-` for standard input.
  public let path: String
  /// Number of bytes that offsets count.
  public let byteCount: Int
  /// Number of bytes of the file itself, which may be in another encoding.
  public let fileSize: Int
  /// SHA-256 of the bytes, 64 lower-case hex digits.
  public let sha256: String

  let storage: Storage
  private let blocks: [LineBlock]
  private let hasByteOrderMark: Bool

  /// Describes a file whose bytes are at hand; keeps them only if `path` is not on disk.
  ///
  /// - Complexity: linear in the size of the file.
  public init(id: FileID, path: String, diskPath: String?, bytes: SourceBytes) {
    self.id = id
    self.path = path
    byteCount = bytes.count
    fileSize = bytes.original?.count ?? bytes.count
    sha256 =
      bytes.original?.sha256
      ?? bytes.withBytes { SHA256.hash(data: $0) }.withUnsafeBytes(\.hexadecimal)
    let isAsOnDisk = bytes.original == nil
    storage = diskPath.flatMap { isAsOnDisk ? Storage.disk($0) : nil } ?? .memory(bytes)
    blocks = LineBlock.all(of: bytes)
    hasByteOrderMark = bytes.withBytes { $0.starts(with: [0xEF, 0xBB, 0xBF]) }
  }

  /// Line and column of a byte offset; an offset past the end counts as the end.
  ///
  /// - Complexity: constant, two reads of 4 KiB at most.
  public func position(of offset: UInt32) -> Position {
    let offset = min(Int(offset), byteCount)
    let index = min(offset / LineBlock.size, blocks.count - 1)
    return position(of: offset, in: index, before: bytes(index * LineBlock.size..<offset)[...])
  }

  /// Lines and columns of many offsets; cheapest when they ascend.
  ///
  /// - Complexity: linear in the number of offsets, with one read of 4 KiB per change of block.
  public func positions(of offsets: some Sequence<UInt32>) -> [Position] {
    withReader { read in
      var current = -1
      var window: [UInt8] = []
      return offsets.map { offset in
        let offset = min(Int(offset), byteCount)
        let index = min(offset / LineBlock.size, blocks.count - 1)
        let start = index * LineBlock.size
        if index != current {
          window = read(start..<min(start + LineBlock.size, byteCount))
          current = index
        }
        return position(of: offset, in: index, before: window.prefix(offset - start))
      }
    }
  }

  /// Position from the bytes between the start of the offset's block and the offset.
  private func position(
    of offset: Int, in index: Int, before window: ArraySlice<UInt8>
  ) -> Position {
    let block = blocks[index]
    let line = Int(block.newlines) + window.count { $0 == 0x0A } + 1
    let column: Int
    var lineStart = Int(block.lineStart)
    if let newline = window.lastIndex(of: 0x0A) {
      lineStart = index * LineBlock.size + newline + 1
      column = window[(newline + 1)...].count { $0 & 0xC0 != 0x80 } + 1
    } else {
      let scalars = Int(block.scalars) + window.count { $0 & 0xC0 != 0x80 }
      column = scalars - self.scalars(before: lineStart) + 1
    }
    let hasMark = hasByteOrderMark && lineStart == 0 && offset >= 3
    return Position(line: line, column: hasMark ? column - 1 : column)
  }

  private func scalars(before offset: Int) -> Int {
    let index = min(offset / LineBlock.size, blocks.count - 1)
    let start = index * LineBlock.size
    return Int(blocks[index].scalars) + bytes(start..<offset).count { $0 & 0xC0 != 0x80 }
  }

  /// The text of a byte range, ill-formed UTF-8 repaired; empty if the file is gone.
  public func text(of range: Range<Int>) -> String {
    String(decoding: bytes(range), as: UTF8.self)
  }

  /// Byte range of the whole lines that a range touches, without the last line feed, cut to
  /// `limit` bytes around the range (a file may be one long line).
  public func lines(around range: Range<Int>, limit: Int = 16_384) -> Range<Int> {
    let range = range.clamped(to: 0..<byteCount)
    let before = bytes(max(0, range.lowerBound - limit)..<range.lowerBound)
    let after = bytes(range.upperBound..<min(byteCount, range.upperBound + limit))
    let lower = before.lastIndex(of: 0x0A).map { range.lowerBound - (before.count - $0 - 1) }
    let upper = after.firstIndex(of: 0x0A).map { range.upperBound + $0 }
    return (lower ?? range.lowerBound - before.count)..<(upper ?? range.upperBound + after.count)
  }

  /// The bytes of a range, read again from the file; fewer if the file has shrunk since.
  public func bytes(_ range: Range<Int>) -> [UInt8] { withReader { read in read(range) } }

  /// Calls the body with a function that reads ranges; the file is opened once.
  public func withReader<Result>(_ body: ((Range<Int>) -> [UInt8]) -> Result) -> Result {
    let reader = SourceReader()
    return body { reader.bytes($0, of: self) }
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
