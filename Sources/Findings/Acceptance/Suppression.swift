import Documents
import Logic
public import Text

/// A finding that somebody accepted, until a day.
public struct Suppression: Sendable {
  /// The rule's id; nil for every rule.
  public let rule: String?
  /// Glob of the subject; nil for any.
  let resource: String?
  /// Glob of the input file that the finding is in; nil for any.
  let path: String?
  /// The subject's account; nil for any.
  let account: String?
  /// Why it is accepted.
  public let reason: String
  /// The last day on which it counts, `YYYY-MM-DD`; nil for ever.
  public let expires: String?
  /// Where the decision is written down.
  let ticket: String?
  /// Who decided.
  let approvedBy: String?
  /// The entry in its file.
  public let range: SourceRange
  /// Where it starts, by which entries of one rule are told apart.
  let line: Int

  /// Whether it speaks of a finding in a file; expiry is not asked.
  func matches(_ finding: Finding, in file: String?) -> Bool {
    if let rule, rule != finding.rule { return false }
    if let resource, !Glob.matchesStars(resource, finding.subject) { return false }
    if let account, account != finding.account { return false }
    if let path {
      guard let file, Glob.matchesStars(path, file) else { return false }
    }
    return true
  }

  /// What is said about a finding that it accepts.
  var words: String {
    var text = expires.map { "suppressed until \($0): \(reason)" } ?? "suppressed: \(reason)"
    if let ticket { text += " (\(ticket))" }
    if let approvedBy { text += ", approved by \(approvedBy)" }
    return text
  }
}
