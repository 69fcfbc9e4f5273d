import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Removes what is half written when the program is told to end.
///
/// A handler may call little more than `unlink` and `_exit`, so the paths lie ready as C strings.
public enum Interruption {
  private typealias Path = UnsafeMutablePointer<CChar>

  /// The paths of open drafts.
  private struct Table: @unchecked Sendable {
    // INVARIANT: made once, and each slot is atomic.
    let slots: UnsafeMutablePointer<Atomic<Path?>>
    static let count = 64

    init() {
      slots = .allocate(capacity: Self.count)
      for index in 0..<Self.count { (slots + index).initialize(to: Atomic(nil)) }
    }
  }

  private static let table = Table()
  private static let numbers = [SIGINT, SIGTERM, SIGHUP]

  /// A place in the table; nil when it is full or memory is.
  struct Slot: Sendable {
    private let index: Int

    /// Remembers a file until it is whole.
    init?(_ path: String) {
      guard let copy = strdup(path) else { return nil }
      for index in 0..<Table.count {
        let taken = table.slots[index].compareExchange(
          expected: nil, desired: copy, ordering: .sequentiallyConsistent)
        if taken.exchanged {
          self.index = index
          return
        }
      }
      free(copy)
      return nil
    }

    /// Forgets the file.
    ///
    /// Its path is not freed: a handler may be about to use it.
    func clear() { table.slots[index].store(nil, ordering: .sequentiallyConsistent) }
  }

  /// Lets SIGINT, SIGTERM and SIGHUP remove open drafts and end the program with 128 and their number,
  /// unless whoever started it has them ignored.
  public static func removeDraftsWhenInterrupted() {
    _ = table
    for number in numbers {
      let before = signal(number, handle)
      if isIgnored(before) { signal(number, SIG_IGN) }
    }
    // Whoever starts the program from a thread that blocks signals does not mean it.
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in numbers { sigaddset(&wanted, number) }
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
  }

  private static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static let handle: @convention(c) (Int32) -> Void = { number in
    for index in 0..<Table.count {
      if let path = table.slots[index].load(ordering: .sequentiallyConsistent) { unlink(path) }
    }
    _exit(128 + number)
  }
}
