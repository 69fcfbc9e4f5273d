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
    for member in entry.members {
      guard let key = member.key.string, !Self.keys.contains(key) else { continue }
      let near = Suggestion.nearest(to: key, among: Self.keys).map { ", did you mean `\($0)`?" }
      reject("a suppression has no `\(key)`\(near ?? "")", at: member.key.range)
    }
    let isGlobal = entry["scope"]?.string == "global"
    let rule = entry["rule"]?.string
    let selectors = ["resource", "path", "account"].compactMap { entry[$0]?.string }
    if rule == nil || rule == "*", !isGlobal {
      reject("a suppression of every rule needs `scope: global`", at: entry.range)
    }
    if selectors.allSatisfy({ $0.isEmpty || $0 == "*" }), !isGlobal {
      reject(
        selectors.contains("*")
          ? "a suppression of everything, as `*` alone says, needs `scope: global`"
          : "a suppression needs `resource`, `path` or `account`, or `scope: global`",
        at: entry.range)
    }
    guard let reason = entry["reason"]?.string, reason.count >= 10 else {
      return reject("a suppression needs a `reason` of ten characters or more", at: entry.range)
    }
    let expires = entry["expires"]?.string
    let isPermanent = entry["permanent"]?.string == "true"
    if let expires, !Self.isDate(expires) {
      reject("`expires` is a date of the form YYYY-MM-DD", at: (entry["expires"] ?? entry).range)
    }
    if expires == nil, !isPermanent {
      reject("a suppression needs `expires`, or `permanent: true`", at: entry.range)
    }
    guard !diagnostics.hasErrors else { return }
    suppressions.append(
      Suppression(
        rule: rule == "*" ? nil : rule, resource: entry["resource"]?.string,
        path: entry["path"]?.string, account: entry["account"]?.string, reason: reason,
        expires: expires, ticket: entry["ticket"]?.string,
        approvedBy: entry["approved_by"]?.string, range: entry.range))
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
