import Documents
public import Text

/// Suppressions from YAML; an entry that is not understood in full stops the run, so that a typing
/// error never accepts more, or for longer, than was meant.
public struct SuppressionFile: Sendable {
  /// The entries, in order.
  public private(set) var suppressions: [Suppression] = []
  /// What is wrong with the file; any error must stop the run.
  public private(set) var diagnostics = Diagnostics()
  /// The file, for positions; its number is not one of the inputs.
  public private(set) var files = SourceFiles()

  static let keys: Set<String> = [
    "rule", "resource", "path", "account", "reason", "expires", "permanent", "ticket",
    "approved_by", "scope",
  ]

  /// Keys that select nothing.
  private static let remarks: Set = ["ticket", "approved_by"]

  /// Reads a file whose root holds a list `suppressions`.
  public init(path: String, bytes: SourceBytes) {
    let file = SourceFile(id: files.nextID, path: path, diskPath: nil, bytes: bytes)
    files.append(file)
    for document in DocumentReader.read(bytes, file: file.id, diagnostics: &diagnostics) {
      guard let list = document.root["suppressions"], list.kind == .sequence else {
        reject("a suppression file holds a list `suppressions`", at: document.root.range)
        continue
      }
      for member in document.root.members where member.key.string != "suppressions" {
        reject("a suppression file holds nothing but `suppressions`", at: member.key.range)
      }
      for entry in list.elements { read(entry) }
    }
  }

  private mutating func reject(_ message: String, at range: SourceRange) {
    diagnostics.append(Diagnostic(.error, "suppression-malformed", message, at: range))
  }

  private mutating func read(_ entry: Node) {
    guard entry.kind == .mapping else {
      return reject("a suppression is a mapping", at: entry.range)
    }
    checkKeys(of: entry)
    let isGlobal = entry["scope"]?.string == "global"
    let rule = entry["rule"]?.string
    if rule == nil || rule == "*", !isGlobal {
      reject("a suppression of every rule needs `scope: global`", at: entry.range)
    }
    let selectors = ["resource", "path", "account"].compactMap { entry[$0]?.string }
    if selectors.allSatisfy({ $0.allSatisfy { $0 == "*" } }), !isGlobal {
      reject(
        selectors.contains { !$0.isEmpty }
          ? "a suppression of everything, as `*` alone says, needs `scope: global`"
          : "a suppression needs `resource`, `path` or `account`, or `scope: global`",
        at: entry.range)
    }
    let reason = entry["reason"]?.string ?? ""
    if reason.count < 10 || reason.allSatisfy(\.isWhitespace) {
      reject("a suppression needs a `reason` of ten characters or more", at: entry.range)
    }
    checkEnd(of: entry)
    guard !diagnostics.hasErrors else { return }
    suppressions.append(
      Suppression(
        rule: rule == "*" ? nil : rule, resource: entry["resource"]?.string,
        path: entry["path"]?.string, account: entry["account"]?.string, reason: reason,
        expires: entry["expires"]?.string, ticket: entry["ticket"]?.string,
        approvedBy: entry["approved_by"]?.string, range: entry.range,
        line: files.all[0].positions(of: [entry.range.lower]).first?.line ?? 1))
  }

  /// Every key is known, stands once, and has a text: what is left out of a selector accepts more.
  private mutating func checkKeys(of entry: Node) {
    var seen: Set<String> = []
    for member in entry.members {
      guard let key = member.key.string, Self.keys.contains(key) else {
        let key = member.key.string ?? ""
        let near = Suggestion.nearest(to: key, among: Self.keys).map { ", did you mean `\($0)`?" }
        reject("a suppression has no `\(key)`\(near ?? "")", at: member.key.range)
        continue
      }
      if !seen.insert(key).inserted {
        reject("a suppression has one `\(key)`; write an entry for each", at: member.key.range)
      }
      let isLeftBlank = member.value.kind == .null && Self.remarks.contains(key)
      if member.value.string == nil, !isLeftBlank {
        reject("`\(key)` is one text; write an entry for each", at: member.value.range)
      }
    }
    if let scope = entry["scope"], scope.string != "global" {
      reject("the one `scope` that there is, is `global`", at: scope.range)
    }
  }

  private mutating func checkEnd(of entry: Node) {
    let expires = entry["expires"]
    if let expires, !Self.isDate(expires.string ?? "") {
      reject("`expires` is a date of the form YYYY-MM-DD", at: expires.range)
    }
    if expires == nil, entry["permanent"]?.string != "true" {
      reject("a suppression needs `expires`, or `permanent: true`", at: entry.range)
    }
  }

  /// Whether a text is a day of the calendar.
  static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }
}
