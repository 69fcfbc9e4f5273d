/// What elements of policies say, worked out once for all that are written with the same bytes.
///
/// Policies of many accounts repeat: tens of thousands of `Action` elements are a few hundred texts.
struct SharedElements<Value: Sendable>: Sendable {
  private var sources = DistinctBytes()
  private var values: [Value?] = []

  /// What was learnt of an element, nil in the second place if it is to be read by itself; nil for
  /// bytes that are new.
  func value(of bytes: UnsafeRawBufferPointer) -> Value?? {
    sources.known(bytes).map { values[$0] }
  }

  /// Remembers what an element says whose bytes are new; nil if it is to be read by itself.
  mutating func learn(_ value: Value?, of bytes: UnsafeRawBufferPointer) {
    _ = sources.number(of: bytes)
    values.append(value)
  }
}
