import Estate
public import Findings

/// What changed between two scans, by fingerprint.
public struct FindingChange: Sendable {
  private struct Pair: Sendable {
    let before: FindingList.Entry
    let after: FindingList.Entry

    /// Whether severity or status differ.
    var isChanged: Bool { before.severity != after.severity || before.status != after.status }

    /// Whether it is a violation at a severity at which it was none.
    func isWorse(at severity: FindingSeverity) -> Bool {
      guard after.isOpen, after.severity >= severity else { return false }
      return !before.isOpen || before.severity < after.severity
    }
  }

  private let appeared: [FindingList.Entry]
  private let changed: [Pair]
  private let vanished: [FindingList.Entry]
  /// What the later scan could not have found, because it did not read the place.
  private let unseen: [FindingList.Entry]
  private let unchanged: [FindingList.Entry]
  /// Whether the later scan could not read all of its inputs: that nothing is new proves nothing.
  public let isIncomplete: Bool

  /// Compares two scans.
  public init(from old: FindingList, to new: FindingList) {
    let before = Dictionary(
      old.entries.map { ($0.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Set(new.entries.map(\.fingerprint))
    appeared = new.entries.filter { before[$0.fingerprint] == nil }
    let pairs = new.entries.compactMap { entry in
      before[entry.fingerprint].map { Pair(before: $0, after: entry) }
    }
    changed = pairs.filter(\.isChanged)
    unchanged = pairs.filter { !$0.isChanged }.map(\.after)
    let gone = old.entries.filter { !after.contains($0.fingerprint) }
    let lost = old.accounts.subtracting(new.accounts)
    func isUnseen(_ entry: FindingList.Entry) -> Bool {
      new.isIncomplete || entry.account.map(lost.contains) == true
    }
    unseen = gone.filter(isUnseen)
    vanished = gone.filter { !isUnseen($0) }
    isIncomplete = new.isIncomplete
  }

  /// Whether a violation at or above a severity is new, or was less before.
  public func isFailing(at severity: FindingSeverity) -> Bool {
    appeared.contains { $0.isOpen && $0.severity >= severity }
      || changed.contains { $0.isWorse(at: severity) }
  }

  /// Appends one object a line.
  public func writeJSON(to bytes: inout [UInt8]) {
    for entry in appeared { Self.object(entry, "new", to: &bytes) }
    for pair in changed { Self.object(pair.after, "changed", was: pair.before, to: &bytes) }
    for entry in vanished { Self.object(entry, "absent", to: &bytes) }
    for entry in unseen { Self.object(entry, "unseen", to: &bytes) }
    for entry in unchanged { Self.object(entry, "unchanged", to: &bytes) }
  }

  private static func object(
    _ entry: FindingList.Entry, _ state: String, was: FindingList.Entry? = nil,
    to bytes: inout [UInt8]
  ) {
    var json = JSONWriter(redaction: .none)
    json.object { json in
      json.key("state")
      json.string(state)
      json.key("rule")
      json.string(entry.rule)
      json.key("severity")
      json.string(entry.severity.rawValue)
      json.key("status")
      json.string(entry.status)
      if let was {
        json.key("was")
        json.object { json in
          json.key("severity")
          json.string(was.severity.rawValue)
          json.key("status")
          json.string(was.status)
        }
      }
      json.key("subject")
      json.string(entry.subject)
      json.key("message")
      json.string(entry.message)
      json.key("fingerprint")
      json.string(entry.fingerprint)
    }
    bytes += json.bytes
    bytes.append(0x0A)
  }

  /// Appends what is not as it was for people, and a count of the rest.
  public func writeText(to bytes: inout [UInt8]) {
    for entry in appeared { Self.line(entry, "+", to: &bytes) }
    for pair in changed {
      Self.line(pair.after, "~", note: " (it was \(pair.before.words))", to: &bytes)
    }
    for entry in vanished { Self.line(entry, "-", to: &bytes) }
    for entry in unseen { Self.line(entry, "?", note: " (not seen now)", to: &bytes) }
    var counts = ["\(appeared.count) new"]
    if !changed.isEmpty { counts.append("\(changed.count) changed") }
    counts.append("\(vanished.count) gone")
    if !unseen.isEmpty { counts.append("\(unseen.count) not seen") }
    counts.append("\(unchanged.count) still there")
    bytes += Array("\(counts.joined(separator: ", "))\n".utf8)
    guard isIncomplete else { return }
    bytes += Array("The later scan is incomplete: what it does not list may still be there.\n".utf8)
  }

  private static func line(
    _ entry: FindingList.Entry, _ mark: String, note: String = "", to bytes: inout [UInt8]
  ) {
    let line = "\(mark) \(entry.words) \(entry.rule) \(entry.subject)\(note)\n"
    bytes += Array("\(line)    \(entry.message)\n".utf8)
  }
}

extension FindingList.Entry {
  /// How bad it is: the severity, and what else it is than a violation.
  fileprivate var words: String {
    switch status {
    case "review": "undecided \(severity.rawValue)"
    case "suppressed": "suppressed \(severity.rawValue)"
    default: severity.rawValue
    }
  }
}
