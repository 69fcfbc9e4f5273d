import Findings
import Text

/// One test case: a rule at a resource, all that a rule passed, or one input.
struct JUnitCase {
  /// How it came out.
  enum Result: Hashable {
    case passed
    /// Not a failure, for the reason given.
    case skipped(String)
    /// Findings at or above the threshold, of the rule given.
    case failure(String)
    /// An input problem, of the code given.
    case error(String)

    var isFailure: Bool { if case .failure = self { true } else { false } }
    var isError: Bool { if case .error = self { true } else { false } }
    var isSkipped: Bool { if case .skipped = self { true } else { false } }
  }

  /// `kind.scope.category`; test reporters make a tree of it.
  var className: String
  /// Stable over line moves, counts and severities.
  var name: String
  var result: Result
  /// Indexes into the outcome's findings, worst first.
  var findings: [Int] = []
  var diagnostics: [Diagnostic] = []

  /// The one line that test reporters show first.
  func message(in report: Report) -> String {
    if let first = findings.first {
      let finding = report.outcome.findings[first]
      return finding.severity.rawValue.uppercased() + " " + finding.message
    }
    let worst = diagnostics.max { $0.severity < $1.severity }
    return worst?.message ?? "not of a kind that trustpath reads"
  }
}

/// The words that identify test cases over time.
enum JUnitName {
  /// A name that reporters can show and keep: at most 200 characters, and a hash when cut.
  static func shortened(_ name: String) -> String {
    guard name.utf8.count > 200 || name.utf8.contains(where: { $0 < 0x20 }) else { return name }
    let name = String(decoding: name.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    guard name.unicodeScalars.count > 200 else { return name }
    let hash = name.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return String(name.unicodeScalars.prefix(200)) + " " + String(hash, radix: 16)
  }

  /// A text that stays one level of the tree that reporters make of class names.
  static func level(_ text: String) -> String {
    guard text.utf8.contains(0x2E) else { return text }
    return String(decoding: text.utf8.map { $0 == 0x2E ? 0x5F : $0 }, as: UTF8.self)
  }

  /// What a finding is about: `role/path/name` of an ARN, the ends of a path.
  static func resource(of finding: Finding) -> String {
    if finding.path.count > 1, let first = finding.path.first, let last = finding.path.last {
      return brief(first.from) + " -> " + brief(last.to)
    }
    return brief(finding.subject)
  }

  private static func brief(_ id: String) -> String {
    var text = id
    let name = text.withUTF8 { bytes -> String? in
      // The colons of `${AWS::AccountId}` separate nothing.
      var depth = 0
      let parts = bytes.split(maxSplits: 5, omittingEmptySubsequences: false) { byte in
        if byte == 0x7B { depth += 1 }
        if byte == 0x7D { depth -= 1 }
        return byte == 0x3A && depth == 0
      }
      guard parts.count == 6, parts[0].elementsEqual("arn".utf8),
        parts[2].elementsEqual("iam".utf8)
      else { return nil }
      let isAccount = parts[5].elementsEqual("root".utf8)
      return isAccount
        ? "account " + String(decoding: parts[4], as: UTF8.self)
        : String(decoding: parts[5], as: UTF8.self)
    }
    return name ?? id
  }

  /// What kind of trust a family of rules is about.
  static func category(of rule: String) -> String {
    switch Substring(rule.utf8.prefix { $0 != 0x2D }) {
    case "TRUST", "XID", "SVC", "ORG": "external"
    case "OIDC", "GHA", "CI", "WIF": "oidc"
    case "SAML": "saml"
    case "CHAIN", "CFG": "chain"
    case "AUTH", "ACE", "IRSA", "POD", "NODE", "RBAC": "eks"
    case "PRIV": "privilege"
    default: "hygiene"
    }
  }
}
