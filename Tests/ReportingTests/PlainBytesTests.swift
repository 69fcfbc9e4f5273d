import Testing

@testable import Reporting

@Suite struct PlainBytesTests {
  @Test("Printable ASCII is plain, and nothing else, wherever it stands")
  func everyByteEverywhere() {
    let plain = PlainBytes(escaping: 0x22, 0x5C, 0x3C, 0x7E)
    for length in [1, 7, 15, 16, 17, 31, 32, 33, 40] {
      for place in 0..<length {
        for byte in UInt8.min...UInt8.max {
          var text = [UInt8](repeating: 0x41, count: length)
          text[place] = byte
          let isPlain = (0x20..<0x7F).contains(byte) && ![0x22, 0x5C, 0x3C, 0x7E].contains(byte)
          let end = text.withUnsafeBufferPointer { plain.end(in: $0, from: 0) }
          if end != (isPlain ? length : place) {
            Issue.record("\(byte) at \(place) of \(length): \(end)")
          }
        }
      }
    }
  }

  @Test("The search starts where it is told, and finds the first of several")
  func start() {
    var text = [UInt8](repeating: 0x41, count: 60)
    for place in [3, 20, 21, 50] { text[place] = 0x22 }
    let plain = PlainBytes(escaping: 0x22, 0, 0, 0)
    for start in 0...60 {
      let expected = [3, 20, 21, 50].first { $0 >= start } ?? 60
      #expect(text.withUnsafeBufferPointer { plain.end(in: $0, from: start) } == expected)
    }
    let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    #expect(PlainBytes.all.end(in: empty, from: 0) == 0)
  }
}
