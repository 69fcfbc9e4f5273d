import Documents
public import Findings
public import Text

/// Findings as an earlier scan wrote them.
public struct FindingList: Sendable {
  /// One of them.
  struct Entry: Sendable {
    let fingerprint: String
    let rule: String
    let severity: FindingSeverity
    let isOpen: Bool
    let subject: String
    let message: String
  }

  let entries: [Entry]

  init(_ entries: [Entry]) { self.entries = entries }

  /// Whether a violation that nobody accepted is at or above a severity.
  public func isFailing(at severity: FindingSeverity) -> Bool {
    entries.contains { $0.isOpen && $0.severity >= severity }
  }

  /// Reads a `trustpath/findings/1` report; nil when it is none.
  public init?(report bytes: SourceBytes, path: String) {
    var diagnostics = Diagnostics()
    let file = FileID(rawValue: 0)
    guard
      let root = DocumentReader.readJSON(bytes, file: file, diagnostics: &diagnostics)?.root,
      root["schema"]?.string == "trustpath/findings/1", let list = root["findings"]
    else { return nil }
    entries = list.elements.compactMap { finding in
      guard let fingerprint = finding["fingerprint"]?.string,
        let rule = finding["rule"]?.string,
        let severity = finding["severity"]?.string.flatMap(FindingSeverity.init)
      else { return nil }
      return Entry(
        fingerprint: fingerprint, rule: rule, severity: severity,
        isOpen: finding["status"]?.string == "fail", subject: finding["subject"]?.string ?? "",
        message: finding["message"]?.string ?? "")
    }
  }
}
