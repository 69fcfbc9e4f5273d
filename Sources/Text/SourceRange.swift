/// The number of an input file within one run, in the order in which files were read.
public struct FileID: Hashable, Comparable, Sendable {
  /// Index into `SourceFiles`.
  public let rawValue: UInt32

  /// Wraps an index into `SourceFiles`.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Orders files by the order in which they were read.
  public static func < (left: FileID, right: FileID) -> Bool { left.rawValue < right.rawValue }
}

/// A half-open range of UTF-8 byte offsets in one input file.
public struct SourceRange: Hashable, Comparable, Sendable {
  /// The file that the offsets count in.
  public let file: FileID
  /// First byte, counted from the start of the file, byte order mark included.
  public let lower: UInt32
  /// One past the last byte; equal to `lower` for an empty range.
  public let upper: UInt32

  /// Makes a range; `lower` must not exceed `upper`.
  public init(file: FileID, lower: UInt32, upper: UInt32) {
    self.file = file
    self.lower = lower
    self.upper = upper
  }

  /// Whether the other range lies wholly inside this one.
  public func contains(_ other: SourceRange) -> Bool {
    file == other.file && lower <= other.lower && other.upper <= upper
  }

  /// Orders by file, then by start, then by end.
  public static func < (left: SourceRange, right: SourceRange) -> Bool {
    (left.file, left.lower, left.upper) < (right.file, right.lower, right.upper)
  }
}

/// A place in a file as people count: 1-based line, 1-based column in Unicode scalars.
public struct Position: Hashable, Comparable, Sendable {
  /// 1-based; lines end at LF.
  public let line: Int
  /// 1-based, in Unicode scalars; a byte order mark is not counted.
  public let column: Int

  /// Makes a position from 1-based numbers.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Orders by line, then by column.
  public static func < (left: Position, right: Position) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
