/// An Internet address.
public enum Address: Hashable, Sendable {
  /// Version 4, in host order.
  case v4(UInt32)
  /// Version 6, in host order.
  case v6(UInt128)
}

/// Sorted, disjoint, non-adjacent ranges of whole numbers.
struct NumberRanges<Number: FixedWidthInteger & Hashable & Sendable>: Hashable, Sendable {
  let ranges: [ClosedRange<Number>]

  init(_ ranges: [ClosedRange<Number>]) { self.ranges = ranges }

  func contains(_ number: Number) -> Bool { ranges.contains { $0.contains(number) } }

  func intersection(_ other: Self) -> Self {
    Self(
      ranges.flatMap { left in
        other.ranges.compactMap { right in
          let lower = max(left.lowerBound, right.lowerBound)
          let upper = min(left.upperBound, right.upperBound)
          return lower <= upper ? lower...upper : nil
        }
      })
  }

  var complement: Self {
    var result: [ClosedRange<Number>] = []
    var next: Number? = .min
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard let start = next else { break }
      if start < range.lowerBound { result.append(start...(range.lowerBound - 1)) }
      if range.upperBound >= start {
        next = range.upperBound == .max ? nil : range.upperBound + 1
      }
    }
    if let next { result.append(next...(.max)) }
    return Self(result)
  }
}

/// A set of Internet addresses, together with whether texts that are no address belong to it.
public struct AddressSet: Hashable, Sendable {
  let v4: NumberRanges<UInt32>
  let v6: NumberRanges<UInt128>
  /// Whether texts that are no address belong to the set.
  public let includesOthers: Bool

  init(v4: NumberRanges<UInt32>, v6: NumberRanges<UInt128>, includesOthers: Bool) {
    self.v4 = v4
    self.v6 = v6
    self.includesOthers = includesOthers
  }

  /// Reads `address` or `address/prefix`; host bits are ignored; nil for anything else.
  public init?(block text: String) {
    let slash = UInt8(ascii: "/")
    let parts = text.utf8.split(separator: slash, maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = Address(first) else { return nil }
    let width =
      switch address {
      case .v4: 32
      case .v6: 128
      }
    var length = width
    if parts.count == 2 {
      guard (1...3).contains(parts[1].count), let value = Address.decimal(parts[1]),
        value <= width
      else { return nil }
      length = Int(value)
    }
    switch address {
    case .v4(let value):
      let mask = length == 0 ? 0 : UInt32.max << UInt32(32 - length)
      self.init(v4: .init([(value & mask)...(value | ~mask)]), v6: .init([]), includesOthers: false)
    case .v6(let value):
      let mask = length == 0 ? 0 : UInt128.max << UInt128(128 - length)
      self.init(v4: .init([]), v6: .init([(value & mask)...(value | ~mask)]), includesOthers: false)
    }
  }

  /// Whether nothing belongs to the set.
  public var isEmpty: Bool { v4.ranges.isEmpty && v6.ranges.isEmpty && !includesOthers }

  /// Whether an address (nil for a text that is none) belongs to the set.
  public func contains(_ address: Address?) -> Bool {
    switch address {
    case nil: includesOthers
    case .v4(let value)?: v4.contains(value)
    case .v6(let value)?: v6.contains(value)
    }
  }

  /// What belongs to both.
  public func intersection(_ other: AddressSet) -> AddressSet {
    AddressSet(
      v4: v4.intersection(other.v4), v6: v6.intersection(other.v6),
      includesOthers: includesOthers && other.includesOthers)
  }

  /// What does not belong to it.
  public var complement: AddressSet {
    AddressSet(v4: v4.complement, v6: v6.complement, includesOthers: !includesOthers)
  }

  /// Some address that belongs to the set, the first of its first range.
  public var first: Address? {
    v4.ranges.first.map { .v4($0.lowerBound) } ?? v6.ranges.first.map { .v6($0.lowerBound) }
  }
}

extension AddressSet {
  /// The addresses as blocks, `address/prefix`.
  var blocks: [String] {
    v4.ranges.flatMap { Self.blocks($0, width: 32) { .v4($0) } }
      + v6.ranges.flatMap { Self.blocks($0, width: 128) { .v6($0) } }
  }

  /// Cuts a range into the largest aligned blocks, from its start.
  private static func blocks<Number: FixedWidthInteger>(
    _ range: ClosedRange<Number>, width: Int, _ address: (Number) -> Address
  ) -> [String] {
    var result: [String] = []
    var start = range.lowerBound
    while true {
      var bits = start == 0 ? width : start.trailingZeroBitCount
      // A literal beside a generic number would be an Int, which has too few bits.
      while bits > 0,
        bits == width
          ? range.upperBound != .max
          : range.upperBound - start < (Number(1) << Number(bits)) - 1
      {
        bits -= 1
      }
      result.append("\(address(start))/\(width - bits)")
      let last = bits == width ? Number.max : start + ((Number(1) << Number(bits)) - 1)
      if last >= range.upperBound { return result }
      start = last + 1
    }
  }
}
