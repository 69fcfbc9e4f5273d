import Synchronization

/// The memory of the file that was read last, for the next one: fresh memory of this size costs as
/// much as reading into it.
enum SpareMemory {
  private struct Block: @unchecked Sendable {
    // INVARIANT: nobody else knows the memory.
    let memory: UnsafeMutablePointer<UInt8>
    let capacity: Int
  }

  private static let spare = Mutex<Block?>(nil)

  /// Larger blocks are given back at once, so that a run does not hold them to its end.
  private static let limit = 8 << 20

  /// Memory for so many bytes or more, uninitialised.
  static func take(_ capacity: Int) -> (memory: UnsafeMutablePointer<UInt8>, capacity: Int) {
    let block = spare.withLock { spare -> Block? in
      guard let block = spare, block.capacity >= capacity else { return nil }
      spare = nil
      return block
    }
    if let block { return (block.memory, block.capacity) }
    return (.allocate(capacity: capacity), capacity)
  }

  /// Gives back what is kept.
  static func release() {
    let block = spare.withLock { spare -> Block? in
      defer { spare = nil }
      return spare
    }
    block?.memory.deallocate()
  }

  /// Keeps memory that nobody uses any more, or gives it back.
  static func give(_ memory: UnsafeMutablePointer<UInt8>, capacity: Int) {
    let block = Block(memory: memory, capacity: capacity)
    let unused = spare.withLock { spare -> Block? in
      guard capacity <= limit, spare.map({ $0.capacity < capacity }) ?? true else { return block }
      defer { spare = block }
      return spare
    }
    unused?.memory.deallocate()
  }
}
