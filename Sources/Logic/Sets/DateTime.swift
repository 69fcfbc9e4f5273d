/// Dates of the policy language as seconds since 1970.
///
/// Source: W3C note "Date and Time Formats", and IAM User Guide, "Date condition operators":
/// ISO 8601 or epoch seconds.
public enum DateTime {
  /// Reads `YYYY[-MM[-DD[Thh:mm[:ss[.s]](Z|±hh:mm)]]]`, or epoch seconds (a number that is not four
  /// digits); nil for anything else.
  public static func seconds(_ text: some StringProtocol) -> Decimal? {
    let bytes = Array(text.utf8)
    if bytes.count != 4, bytes.allSatisfy({ digit($0) != nil || $0 == 0x2E }) {
      return Decimal(text)
    }
    var scanner = Scanner(bytes: bytes)
    guard let date = scanner.date() else { return nil }
    if scanner.isAtEnd { return Decimal(date) }
    guard scanner.take("T"), let time = scanner.time() else { return nil }
    guard let fraction = scanner.fraction(), let offset = scanner.zone(), scanner.isAtEnd else {
      return nil
    }
    let whole = date + time - offset
    if fraction.isEmpty { return Decimal(whole) }
    // A fraction counts upwards; before 1970 that would need a subtraction that nobody asks for.
    return whole < 0
      ? Decimal(whole) : Decimal("\(whole).\(String(decoding: fraction, as: UTF8.self))")
  }

  private static func digit(_ byte: UInt8) -> Int? {
    (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil
  }

  private struct Scanner {
    let bytes: [UInt8]
    var next = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { next == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard next < bytes.count, UInt32(bytes[next]) == character.value else { return false }
      next += 1
      return true
    }

    mutating func number(_ length: Int, in range: ClosedRange<Int>) -> Int? {
      guard next + length <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[next..<(next + length)] {
        guard let digit = DateTime.digit(byte) else { return nil }
        value = value * 10 + digit
      }
      next += length
      return range.contains(value) ? value : nil
    }

    /// Seconds from 1970 to the start of the day.
    mutating func date() -> Int? {
      guard let year = number(4, in: 0...9999) else { return nil }
      guard take("-") else { return DateTime.days(year, 1, 1) * 86_400 }
      guard let month = number(2, in: 1...12) else { return nil }
      guard take("-") else { return DateTime.days(year, month, 1) * 86_400 }
      guard let day = number(2, in: 1...DateTime.length(of: month, year)) else { return nil }
      return DateTime.days(year, month, day) * 86_400
    }

    /// Seconds from midnight.
    mutating func time() -> Int? {
      guard let hour = number(2, in: 0...23), take(":"), let minute = number(2, in: 0...59) else {
        return nil
      }
      guard take(":") else { return hour * 3600 + minute * 60 }
      guard let second = number(2, in: 0...59) else { return nil }
      return hour * 3600 + minute * 60 + second
    }

    mutating func fraction() -> ArraySlice<UInt8>? {
      guard take(".") else { return [] }
      let digits = bytes[next...].prefix { DateTime.digit($0) != nil }
      next += digits.count
      return digits.isEmpty ? nil : digits
    }

    /// Seconds east of Greenwich.
    mutating func zone() -> Int? {
      if take("Z") { return 0 }
      let sign = take("+") ? 1 : take("-") ? -1 : 0
      guard sign != 0, let hour = number(2, in: 0...23), take(":"),
        let minute = number(2, in: 0...59)
      else { return nil }
      return sign * (hour * 3600 + minute * 60)
    }
  }

  private static func length(of month: Int, _ year: Int) -> Int {
    if month == 2 {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from 1970-01-01, by counting years from March.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension DateTime {
  /// Seconds since 1970 as a date of the policy language; fractions and far dates as seconds.
  static func text(_ seconds: Decimal) -> String {
    guard let whole = Int(seconds.description), abs(whole) < 250_000_000_000 else {
      return "\(seconds)"
    }
    let day = Int((Double(whole) / 86_400).rounded(.down))
    let rest = whole - day * 86_400
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let date = [pad(year, 4), pad(month, 2), pad(dayOfYear - (153 * march + 2) / 5 + 1, 2)]
    let time = [pad(rest / 3600, 2), pad(rest / 60 % 60, 2), pad(rest % 60, 2)]
    return date.joined(separator: "-") + "T" + time.joined(separator: ":") + "Z"
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(abs(number))
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count))
      + digits
  }
}
