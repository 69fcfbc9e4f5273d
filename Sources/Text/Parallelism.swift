import Dispatch
import Synchronization

/// How many threads may work at the same time; what is worked out never depends on it.
public struct Parallelism: Hashable, Sendable {
  /// The number of threads, from 1 to `most`.
  public let threads: Int

  /// One thread for each core that the process may use.
  public static let available = Parallelism(AvailableCores.count)
  /// Everything on the calling thread.
  public static let serial = Parallelism(1)

  /// More threads than this gain nothing on any machine.
  public static let most = 1_024

  /// Fewer than one thread count as one, more than `most` as that many.
  public init(_ threads: Int) { self.threads = min(max(1, threads), Self.most) }

  /// Works on elements side by side; the results have the order of the elements.
  public func map<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ work: @Sendable (Element) -> Value
  ) -> [Value] {
    reduce(elements, into: [], work) { $0.append($1) }
  }

  /// Works on elements side by side, and folds the results in the order of the elements.
  ///
  /// One thread at a time folds, not always the same one. Results that wait for an earlier one are
  /// kept.
  ///
  /// - Parameter ahead: How many elements may be worked on or wait at a time; all by default.
  public func reduce<Element: Sendable, Value: Sendable, Result: Sendable>(
    _ elements: [Element], into initial: consuming Result, ahead: Int = .max,
    _ work: @Sendable (Element) -> Value,
    inOrder fold: @Sendable (inout Result, Value) -> Void
  ) -> Result {
    guard threads > 1, elements.count > 1 else {
      return elements.reduce(into: initial) { fold(&$0, work($1)) }
    }
    let next = Atomic(0)
    let queue = Mutex(OrderedResults<Value>(count: elements.count))
    let result = Mutex(initial)
    let room = DispatchSemaphore(value: min(max(ahead, 1), elements.count + threads))
    DispatchQueue.concurrentPerform(iterations: min(threads, elements.count)) { _ in
      while true {
        room.wait()
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < elements.count else {
          room.signal()
          return
        }
        let value = work(elements[index])
        var ready = queue.withLock { $0.put(value, at: index) }
        while let value = ready {
          result.withLock { fold(&$0, value) }
          room.signal()
          ready = queue.withLock { $0.next() }
        }
      }
    }
    return result.withLock { $0 }
  }
}

extension Array {
  /// Slices of so many elements, the last of which may be shorter: what is worth handing to a thread.
  public func parts(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}

/// Results that arrive in any order and leave in that of their elements, one at a time.
private struct OrderedResults<Value: Sendable>: Sendable {
  private var values: [Value?]
  private var taken = 0
  private var isTaking = false

  init(count: Int) { values = Array(repeating: nil, count: count) }

  /// Adds a result; returns one for the caller to hand on, nil if somebody else will.
  mutating func put(_ value: Value, at index: Int) -> Value? {
    values[index] = value
    return isTaking ? nil : next()
  }

  /// The result whose turn it is; nil if it has not arrived.
  mutating func next() -> Value? {
    isTaking = taken < values.count && values[taken] != nil
    guard isTaking else { return nil }
    defer {
      values[taken] = nil
      taken += 1
    }
    return values[taken]
  }
}
