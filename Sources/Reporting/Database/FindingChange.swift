import Estate
public import Findings

/// What changed between two scans, by fingerprint.
public struct FindingChange: Sendable {
  private let appeared: [FindingList.Entry]
  private let vanished: [FindingList.Entry]
  private let unchanged: [FindingList.Entry]

  /// Compares two scans.
  public init(from old: FindingList, to new: FindingList) {
    let before = Set(old.entries.map(\.fingerprint))
    let after = Set(new.entries.map(\.fingerprint))
    appeared = new.entries.filter { !before.contains($0.fingerprint) }
    vanished = old.entries.filter { !after.contains($0.fingerprint) }
    unchanged = new.entries.filter { before.contains($0.fingerprint) }
  }

  /// Whether a new violation is at or above a severity.
  public func isFailing(at severity: FindingSeverity) -> Bool {
    appeared.contains { $0.isOpen && $0.severity >= severity }
  }

  /// Appends one object a line.
  public func writeJSON(to bytes: inout [UInt8]) {
    for (state, entries) in [("new", appeared), ("absent", vanished), ("unchanged", unchanged)] {
      for entry in entries {
        var json = JSONWriter(redaction: .none)
        json.object { json in
          json.key("state")
          json.string(state)
          json.key("rule")
          json.string(entry.rule)
          json.key("severity")
          json.string(entry.severity.rawValue)
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
    }
  }

  /// Appends new and vanished findings for people, and a count of the rest.
  public func writeText(to bytes: inout [UInt8]) {
    for (mark, entries) in [("+", appeared), ("-", vanished)] {
      for entry in entries {
        let line = "\(mark) \(entry.severity.rawValue) \(entry.rule) \(entry.subject)\n"
        bytes += Array("\(line)    \(entry.message)\n".utf8)
      }
    }
    bytes += Array(
      "\(appeared.count) new, \(vanished.count) gone, \(unchanged.count) still there\n".utf8)
  }
}
