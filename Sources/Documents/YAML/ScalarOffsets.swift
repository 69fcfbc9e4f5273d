internal import Text

/// Byte offsets of Unicode scalars, because libyaml counts scalars.
struct ScalarOffsets {
  private static let stride = 128

  private let bytes: UnsafeRawBufferPointer
  /// Byte offset of every `stride`-th scalar; nil when all bytes are ASCII.
  private let checkpoints: [UInt32]?

  /// Makes the index of well-formed UTF-8, which must outlive it.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      checkpoints = nil
      return
    }
    var checkpoints: [UInt32] = []
    var scalars = 0
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if scalars.isMultiple(of: Self.stride) { checkpoints.append(UInt32(offset)) }
      scalars += 1
    }
    self.checkpoints = checkpoints
  }

  /// The byte at which a scalar starts that lies a number of scalars behind another place.
  func byte(of scalars: Int, after start: Int) -> Int {
    guard let checkpoints else { return min(start + scalars, bytes.count) }
    var index = self.scalars(before: start) + scalars
    let checkpoint = min(index / Self.stride, checkpoints.count - 1)
    var offset = Int(checkpoints[checkpoint])
    index -= checkpoint * Self.stride
    while index > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      index -= 1
    }
    return offset
  }

  private func scalars(before offset: Int) -> Int {
    guard let checkpoints else { return offset }
    let checkpoint = checkpoints.partitioningIndex { $0 > offset } - 1
    guard checkpoint >= 0 else { return 0 }
    let rest = bytes[Int(checkpoints[checkpoint])..<offset].count { $0 & 0xC0 != 0x80 }
    return checkpoint * Self.stride + rest
  }
}
