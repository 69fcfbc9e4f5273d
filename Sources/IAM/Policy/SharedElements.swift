import Documents

/// What elements of policies say, worked out once for all that are written with the same bytes.
///
/// Policies of many accounts repeat: tens of thousands of `Action` elements are a few hundred texts.
struct SharedElements<Value> {
  private var sources = DistinctBytes()
  private var values: [Value?] = []

  /// Starts with nothing known.
  init() {}

  /// What an element says: what was worked out for the same bytes before, or `make`'s answer; nil
  /// when the element is to be read by itself.
  mutating func value(of bytes: UnsafeRawBufferPointer, _ make: () -> Value?) -> Value? {
    let number = sources.number(of: bytes)
    if number < values.count { return values[number] }
    let value = make()
    values.append(value)
    return value
  }
}
