import Testing
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Positions against a count of one byte after the other.
struct SourceFileTests {
  private static func file(_ bytes: [UInt8]) -> SourceFile {
    SourceFile(
      id: FileID(rawValue: 0), path: "memory", diskPath: nil, bytes: SourceBytes(bytes))
  }

  /// Lines end at LF; columns count scalars; a byte order mark at the start is not counted.
  private static func counted(_ bytes: [UInt8], _ offset: Int) -> Position {
    var line = 1
    var column = 1
    for (index, byte) in bytes.prefix(offset).enumerated() {
      if index < 3, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { continue }
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return Position(line: line, column: column)
  }

  static let texts: [(name: String, bytes: [UInt8])] = [
    ("empty", []), ("one line", Array("abc".utf8)), ("two lines", Array("a\nbc\n".utf8)),
    ("CRLF", Array("a\r\nbc\r\n".utf8)), ("wide", Array("aé\nΩ😀x\n".utf8)),
    ("byte order mark", Array("\u{FEFF}ab\nc".utf8)), ("mark only", Array("\u{FEFF}".utf8)),
    ("one long line", Array(String(repeating: "é", count: 9000).utf8)),
    ("only line feeds", Array(repeating: 0x0A, count: 9000)),
    ("many blocks", Array(String(repeating: "line é of some length\n", count: 900).utf8)),
    ("a line feed ends the block", Array(repeating: 0x61, count: 4095) + [0x0A, 0x62, 0x0A]),
    ("a line feed starts the block", Array(repeating: 0x61, count: 4096) + [0x0A, 0x62]),
    ("a scalar across blocks", Array(repeating: 0x61, count: 4094) + Array("😀b".utf8)),
  ]

  @Test(arguments: texts.indices)
  func positionsAreThoseOfACount(index: Int) {
    let bytes = Self.texts[index].bytes
    let file = Self.file(bytes)
    let near = [0, 1, 2, 3, 4, 5, 7, 4093, 4094, 4095, 4096, 4097, 4098, 4099, 4100, 8191, 8192]
    for offset in near + [bytes.count / 2, max(0, bytes.count - 1), bytes.count]
    where offset <= bytes.count {
      // Inside a scalar no position is meant; readers never point there.
      if offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { continue }
      if offset < 3, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { continue }
      #expect(file.position(of: UInt32(offset)) == Self.counted(bytes, offset), "at \(offset)")
    }
  }

  @Test func offsetsBehindTheEndCountAsTheEnd() {
    let file = Self.file(Array("a\nb".utf8))
    #expect(file.position(of: 4_000_000_000) == Position(line: 2, column: 2))
  }

  @Test func positionsInOneLineOfTenMegabytesAreCheap() {
    let file = Self.file(Array(repeating: 0x61, count: 10_000_000))
    for offset in stride(from: UInt32(1), to: 10_000_000, by: 99_991) {
      #expect(file.position(of: offset) == Position(line: 1, column: Int(offset) + 1))
    }
    #expect(file.lines(around: 5_000_000..<5_000_010, limit: 100) == 4_999_900..<5_000_110)
  }

  @Test func linesAreWholeWithoutTheirEnd() {
    let file = Self.file(Array("ab\ncd\nef".utf8))
    #expect(file.lines(around: 3..<4) == 3..<5)
    #expect(file.lines(around: 1..<4) == 0..<5)
    #expect(file.lines(around: 6..<8) == 6..<8)
    #expect(file.text(of: 3..<5) == "cd")
    #expect(file.text(of: 6..<100) == "ef")
    #expect(file.bytes(50..<60) == [])
  }

  @Test func filesAreReadAgainFromDisk() throws {
    let path = "/tmp/trustpath-text-tests-\(getpid())"
    let text = Array("{\n  \"é\": 1\n}\n".utf8)
    try text.withUnsafeBytes { bytes in
      let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
      try #require(descriptor >= 0)
      #expect(write(descriptor, bytes.baseAddress, bytes.count) == bytes.count)
      close(descriptor)
    }
    let bytes = try SourceBytes(contentsOf: path)
    #expect(Array(bytes.bytes) == text)
    let file = SourceFile(id: FileID(rawValue: 0), path: "x.json", diskPath: path, bytes: bytes)
    #expect(file.byteCount == text.count)
    #expect(file.position(of: 8) == Position(line: 2, column: 6))
    #expect(file.text(of: 4..<8) == "\"é\"")
    unlink(path)
    #expect(file.text(of: 4..<8) == "")
  }

  @Test func digestIsSHA256() {
    // FIPS 180-2, appendix B.1.
    #expect(
      Self.file(Array("abc".utf8)).sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test(arguments: ["/nonexistent/file", "/tmp"])
  func whatCannotBeReadSaysWhy(path: String) {
    #expect(throws: FileError.self) { try SourceBytes(contentsOf: path) }
  }

  @Test func bytesAreFollowedByZeros() {
    for count in [0, 1, 7, 64, 4096] {
      let bytes = SourceBytes(Array(repeating: 0xFF, count: count))
      for index in 0..<SourceBytes.padding { #expect(bytes.base[count + index] == 0) }
    }
  }
}
