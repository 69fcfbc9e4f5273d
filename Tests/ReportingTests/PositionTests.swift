import Testing
import Text

@Suite struct PositionTests {
  @Test("Positions found together are those found one by one")
  func batch() {
    var text = "\u{FEFF}"
    for line in 0..<900 { text += String(repeating: "é漢x ", count: line % 7) + "\n" }
    text += String(repeating: "漢", count: 5000)
    let bytes = Array(text.utf8)
    let file = SourceFile(
      id: FileID(rawValue: 0), path: "f", diskPath: nil, bytes: SourceBytes(bytes))
    let offsets = stride(from: 0, to: bytes.count + 9, by: 13).map(UInt32.init)
    var line = 1
    var column = 1
    var expected: [Position] = []
    var next = 0
    for (offset, byte) in bytes.enumerated() {
      if offset == Int(offsets[next]) {
        // Inside a character, the character counts as begun.
        expected.append(Position(line: line, column: offset == 0 ? 1 : column))
        next += 1
      }
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80, offset > 2 {
        column += 1
      }
    }
    let positions = file.positions(of: offsets)
    #expect(Array(positions.prefix(expected.count)) == expected)
    #expect(positions == offsets.map { file.position(of: $0) })
  }
}
