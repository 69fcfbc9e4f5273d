/// A point in time as AWS prints it: ISO 8601, or seconds since 1970 with a fraction.
struct Timestamp: Comparable {
  /// Seconds since 1970.
  let seconds: Double

  /// Reads a text; nil if it is in neither form.
  init?(_ text: String) {
    if let seconds = Double(text) {
      self.seconds = seconds
      return
    }
    let fields = text.split(maxSplits: 1) { $0 == "T" || $0 == " " }
    let date = fields.first?.split(separator: "-").compactMap { Int($0) } ?? []
    guard date.count == 3, (1...12).contains(date[1]), (1...31).contains(date[2]),
      (1...9999).contains(date[0])
    else { return nil }
    let days = Self.days(year: date[0], month: date[1], day: date[2])
    guard fields.count == 2 else {
      seconds = Double(days) * 86_400
      return
    }
    var clock = fields[1]
    var offset = 0.0
    if let mark = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let zone = clock[clock.index(after: mark)...].filter(\.isNumber)
      guard zone.count == 4, let number = Int(zone) else { return nil }
      offset = Double(number / 100 * 3600 + number % 100 * 60) * (clock[mark] == "+" ? 1 : -1)
      clock = clock[..<mark]
    } else if clock.last == "Z" {
      clock = clock.dropLast()
    }
    let parts = clock.split(separator: ":").compactMap { Double($0) }
    guard parts.count == 3 else { return nil }
    seconds =
      Double(days) * 86_400 + parts[0] * 3600 + parts[1] * 60 + parts[2] - offset
  }

  /// Days from 1970-01-01 in the Gregorian calendar, counted in years that start in March.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + ofYear - 719_468
  }

  static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }
}
