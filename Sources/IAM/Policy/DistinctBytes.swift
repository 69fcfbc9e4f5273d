/// Runs of bytes, each kept once with a small number, found by open addressing.
struct DistinctBytes: Sendable {
  private struct Entry {
    let hash: UInt32
    let count: UInt32
    let start: Int
  }

  private var arena: [UInt8] = []
  private var entries: [Entry] = []
  /// -1 for a free slot; the number of slots is a power of two.
  private var slots = [Int32](repeating: -1, count: 1024)
  /// Never part of what is worked out: numbers follow the order of the texts.
  private let secret = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max))

  /// How many there are; numbers count from 0.
  var count: Int { entries.count }

  /// Calls the body with the bytes of a number.
  func withBytes<Result>(
    of number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let entry = entries[number]
    return arena.withUnsafeBufferPointer { arena in
      body(UnsafeBufferPointer(rebasing: arena[entry.start..<entry.start + Int(entry.count)]))
    }
  }

  /// The number of some bytes; nil if they are new.
  func known(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let number = Int(slots[slot(of: bytes, hash: hash(bytes))])
    return number < 0 ? nil : number
  }

  /// The number of some bytes; equal ones have equal numbers.
  mutating func number(of bytes: UnsafeRawBufferPointer) -> Int {
    let hash = hash(bytes)
    let slot = slot(of: bytes, hash: hash)
    if slots[slot] >= 0 { return Int(slots[slot]) }
    slots[slot] = Int32(truncatingIfNeeded: entries.count)
    entries.append(
      Entry(hash: hash, count: UInt32(truncatingIfNeeded: bytes.count), start: arena.count))
    arena.append(contentsOf: bytes)
    if entries.count * 2 > slots.count { grow() }
    return entries.count - 1
  }

  /// Where some bytes are found, or the free slot where they belong.
  private func slot(of bytes: UnsafeRawBufferPointer, hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, isEqual(entry, bytes) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isEqual(_ entry: Entry, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard Int(entry.count) == bytes.count else { return false }
    return arena.withUnsafeBytes { arena in
      var index = 0
      while index &+ 8 <= bytes.count {
        let own = arena.loadUnaligned(fromByteOffset: entry.start + index, as: UInt64.self)
        if own != bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
        index &+= 8
      }
      while index < bytes.count {
        if arena[entry.start + index] != bytes[index] { return false }
        index &+= 1
      }
      return true
    }
  }

  private mutating func grow() {
    var larger = [Int32](repeating: -1, count: slots.count * 2)
    let mask = larger.count - 1
    for (number, entry) in entries.enumerated() {
      var slot = Int(entry.hash) & mask
      while larger[slot] >= 0 { slot = (slot + 1) & mask }
      larger[slot] = Int32(truncatingIfNeeded: number)
    }
    slots = larger
  }

  /// Multiplies and folds sixteen bytes at a time, after secrets that no input can know: texts made
  /// to collide would be searched one by one.
  private func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hash = secret.0 ^ UInt64(truncatingIfNeeded: bytes.count)
    var offset = 0
    while offset &+ 16 <= bytes.count {
      hash = Self.folded(
        secret.1 ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
        hash ^ bytes.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self))
      offset &+= 16
    }
    var tail: (UInt64, UInt64) = (0, 0)
    while offset < bytes.count {
      tail = (tail.0 << 8 | tail.1 >> 56, tail.1 << 8 | UInt64(bytes[offset]))
      offset &+= 1
    }
    hash = Self.folded(secret.1 ^ tail.0, hash ^ tail.1)
    return UInt32(truncatingIfNeeded: Self.folded(secret.0, hash ^ secret.1))
  }

  private static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
