import Estate
import IAM
import Logic
import Text

/// Collects texts that somebody was meant to replace.
struct PlaceholderCollector {
  private(set) var rows: [PlaceholderRow] = []
  private let ownAccounts: Set<String>
  private var owner = ""
  private var account = ""
  private var isFromTemplate = false
  private var resources = TextMemo<Bool>()
  private var fields: [String: Bool] = [:]

  init(ownAccounts: Set<String>) { self.ownAccounts = ownAccounts }

  /// Names whose texts come next.
  mutating func begin(_ owner: String, account: String, isFromTemplate: Bool) {
    self.owner = owner
    self.account = account
    self.isFromTemplate = isFromTemplate
  }

  mutating func add(_ principal: Principal) {
    begin(
      principal.id, account: principal.account.display, isFromTemplate: principal.isFromTemplate)
    if let trust = principal.trust { add(trust, isTrust: true) }
    for policy in principal.inlinePolicies { add(policy.document, isTrust: false) }
    for policy in principal.attachedPolicies { add(policy.text, at: policy.range) }
  }

  mutating func add(_ document: PolicyDocument, isTrust: Bool) {
    for statement in document.statements {
      if isTrust, case .these(let entries) = statement.principals {
        for entry in entries { add(entry.text, at: entry.range, isPrincipal: true) }
      }
      switch statement.resources {
      case .implied: break
      case .these(let texts), .allBut(let texts):
        guard texts.merged(&resources, from: false, Self.isInDoubt, { $0 = $0 || $1 }) else {
          break
        }
        for text in texts { add(text.text, at: text.range) }
      }
    }
  }

  /// Adds a text if its account field, or the text itself where it is no ARN, is a placeholder.
  mutating func add(_ text: SymbolicString, at range: SourceRange?, isPrincipal: Bool = false) {
    guard let field = Self.accountField(text, isPrincipal: isPrincipal) else { return }
    let digits = field.utf8.count == 12 && field.utf8.allSatisfy { (0x30...0x39).contains($0) }
    // Account ids of the documentation matter where they say who is trusted, and where no input
    // is that very account.
    if digits {
      guard isPrincipal, KnownAccounts.documentation.contains(field),
        !ownAccounts.contains(field)
      else { return }
    } else if !isKnownPlaceholder(field) {
      return
    }
    rows.append(
      PlaceholderRow(
        id: rows.count + 1, text: field, whole: text.display, owner: owner, account: account,
        isDocumentationAccount: digits, isAccountID: digits, isPrincipal: isPrincipal,
        isFromTemplate: isFromTemplate, range: range))
  }

  /// Whether a resource has to be looked at.
  private static func isInDoubt(_ text: SymbolicString) -> Bool {
    accountField(text, isPrincipal: false) != nil
  }

  /// The account field of an ARN unless it is plainly in order; looks at bytes only.
  private static func accountField(_ text: SymbolicString, isPrincipal: Bool) -> String? {
    guard let literal = text.literal ?? text.leadingLiteral else { return nil }
    let bytes = literal.utf8
    guard bytes.starts(with: [0x61, 0x72, 0x6E, 0x3A]) else {
      return isPrincipal || bytes.contains(0x3C) ? literal : nil
    }
    var colons = 0
    var index = bytes.startIndex
    while index < bytes.endIndex, colons < 4 {
      if bytes[index] == 0x3A { colons += 1 }
      index = bytes.index(after: index)
    }
    guard index < bytes.endIndex else { return nil }
    let first = bytes[index]
    let isDigit = (0x30...0x39).contains(first)
    // Digits are in order unless they say who is trusted; `*`, `:`, `$` are no placeholders.
    guard isPrincipal || !isDigit, ![0x2A, 0x3A, 0x24].contains(first) else { return nil }
    return String(Substring(bytes[index...].prefix { $0 != 0x3A }))
  }

  /// Trust policies name the same few services and accounts again and again.
  private mutating func isKnownPlaceholder(_ field: String) -> Bool {
    if let known = fields[field] { return known }
    let result = Self.isPlaceholder(field)
    fields[field] = result
    return result
  }

  /// `YOUR_ACCOUNT_ID`, `<ACCOUNT>`, `ACCOUNT_ID`, `xxxxxxxxxxxx` and the like.
  static func isPlaceholder(_ field: String) -> Bool {
    guard field != "aws", !field.isEmpty else { return false }
    let name = field.uppercased()
    if name.hasPrefix("<"), name.hasSuffix(">") { return true }
    if name.hasPrefix("YOUR") || name.hasPrefix("MY_") { return true }
    // accounts.google.com and account.amazonaws.com are hosts that exist.
    if name.contains(text: "ACCOUNT"), !name.utf8.contains(0x2E) { return true }
    if name.contains(text: "REPLACE") || name.contains(text: "CHANGEME")
      || name.contains(text: "EXAMPLE")
    {
      return true
    }
    return name.utf8.count >= 3 && name.allSatisfy { $0 == "X" }
  }
}

extension SymbolicString {
  /// The literal text before the first hole.
  fileprivate var leadingLiteral: String? {
    if case .literal(let text)? = segments.first { text } else { nil }
  }
}
