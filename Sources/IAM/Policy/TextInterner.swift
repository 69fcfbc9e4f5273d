/// Texts by their bytes, each kept once, with a small number for each.
struct TextInterner {
  private struct Entry {
    let hash: UInt64
    let start: Int
    let count: Int
    let text: String
  }

  private var arena: [UInt8] = []
  private var entries: [Entry] = []
  /// Open addressing; -1 for a free slot.
  ///
  /// The number of slots is a power of two.
  private var slots = [Int32](repeating: -1, count: 1024)

  /// The text of a number that `number(of:)` gave.
  subscript(number: Int) -> String { entries[number].text }

  /// The number of a text; equal bytes have equal numbers.
  mutating func number(of bytes: UnsafeRawBufferPointer) -> Int {
    let hash = Self.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if entries[number].hash == hash, isEqual(entries[number], bytes) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(truncatingIfNeeded: entries.count)
    entries.append(
      Entry(
        hash: hash, start: arena.count, count: bytes.count,
        text: String(decoding: bytes, as: UTF8.self)))
    arena.append(contentsOf: bytes)
    if entries.count * 2 > slots.count { grow() }
    return entries.count - 1
  }

  private func isEqual(_ entry: Entry, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard entry.count == bytes.count else { return false }
    return arena.withUnsafeBytes { arena in
      UnsafeRawBufferPointer(rebasing: arena[entry.start..<(entry.start + entry.count)])
        .elementsEqual(bytes)
    }
  }

  private mutating func grow() {
    var larger = [Int32](repeating: -1, count: slots.count * 2)
    for (number, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (larger.count - 1)
      while larger[slot] >= 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = Int32(truncatingIfNeeded: number)
    }
    slots = larger
  }

  /// Multiplies and folds eight bytes at a time; not for adversaries, who gain only time.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < bytes.count {
      tail = tail << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return mix(hash ^ tail)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
