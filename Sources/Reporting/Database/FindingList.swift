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
    let status: String
    let subject: String
    let account: String?
    let message: String

    /// Whether it is a violation that nobody accepted.
    var isOpen: Bool { status == "fail" }
  }

  let entries: [Entry]
  /// Whether the scan could not read some input, so that what it does not list may be there.
  public let isIncomplete: Bool
  /// Accounts whose exports the scan read.
  let accounts: Set<String>

  init(_ entries: [Entry], isIncomplete: Bool, accounts: Set<String>) {
    self.entries = entries
    self.isIncomplete = isIncomplete
    self.accounts = accounts
  }

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
        status: finding["status"]?.string ?? "", subject: finding["subject"]?.string ?? "",
        account: finding["account"]?.string, message: finding["message"]?.string ?? "")
    }
    let inputs = (root["inputs"]?.elements).map(Array.init) ?? []
    isIncomplete =
      inputs.contains { Self.unread.contains($0["status"]?.string ?? "") }
      || root["diagnostics"]?.elements.contains { $0["severity"]?.string == "error" } == true
      || !inputs.contains { $0["status"]?.string == "read" }
    accounts = Set(inputs.compactMap { $0["account"]?.string })
  }

  private static let unread: Set = ["partial", "failed"]
}
