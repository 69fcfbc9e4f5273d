/// Writes values as bytes that `PackedReader` reads back.
///
/// Numbers take seven bits a byte, least significant first; texts and lists are preceded by their
/// length.
public struct PackedWriter {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private let shown: (String) -> String

  /// Starts empty; the closure answers what to write instead of a text.
  public init(showing shown: @escaping (String) -> String = { $0 }) { self.shown = shown }

  mutating func number(_ value: some FixedWidthInteger & UnsignedInteger) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func signed(_ value: Int) {
    number(UInt64(bitPattern: Int64(value)))
  }

  mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func text(_ value: String) {
    let text = shown(value)
    number(UInt64(text.utf8.count))
    bytes += text.utf8
  }

  mutating func list<Element>(_ values: [Element], _ write: (inout Self, Element) -> Void) {
    number(UInt64(values.count))
    for value in values { write(&self, value) }
  }

  mutating func optional<Value>(_ value: Value?, _ write: (inout Self, Value) -> Void) {
    flag(value != nil)
    if let value { write(&self, value) }
  }
}

/// Reads what `PackedWriter` wrote; bytes that it did not write are an error, never a crash.
public struct PackedReader {
  /// The bytes are not what was written.
  public struct Damaged: Error {
    /// Makes an error.
    public init() {}
  }

  private let bytes: [UInt8]
  private var position = 0

  /// Starts at the first byte.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func byte() throws(Damaged) -> UInt8 {
    guard position < bytes.count else { throw Damaged() }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func number<Value: FixedWidthInteger & UnsignedInteger>(
    _ type: Value.Type = Value.self
  ) throws(Damaged) -> Value {
    var value: Value = 0
    var shift = 0
    while true {
      let next = try byte()
      guard shift < Value.bitWidth else { throw Damaged() }
      value |= Value(next & 0x7F) << shift
      if next & 0x80 == 0 { return value }
      shift += 7
    }
  }

  mutating func signed() throws(Damaged) -> Int { Int(Int64(bitPattern: try number(UInt64.self))) }

  mutating func flag() throws(Damaged) -> Bool { try byte() != 0 }

  mutating func text() throws(Damaged) -> String {
    let count = try count()
    defer { position += count }
    return String(decoding: bytes[position..<(position + count)], as: UTF8.self)
  }

  /// A length, which is never more than the bytes that are left.
  private mutating func count() throws(Damaged) -> Int {
    let count = try number(UInt64.self)
    guard count <= UInt64(bytes.count - position) else { throw Damaged() }
    return Int(count)
  }

  mutating func list<Element>(
    _ read: (inout Self) throws(Damaged) -> Element
  ) throws(Damaged) -> [Element] {
    var values: [Element] = []
    for _ in 0..<(try count()) { values.append(try read(&self)) }
    return values
  }

  mutating func optional<Value>(
    _ read: (inout Self) throws(Damaged) -> Value
  ) throws(Damaged) -> Value? {
    try flag() ? try read(&self) : nil
  }
}
