import Estate
import IAM
import Logic
import Text

extension Principal {
  /// What two exports of the same principal contradict each other in; nil when they agree.
  ///
  /// Exports of different days are the usual cause: a verdict from a mixture of both would be true
  /// of neither day.
  func conflict(with other: Principal) -> Diagnostic? {
    guard origin == .export, other.origin == .export else { return nil }
    var parts: [String] = []
    if let trust, let otherTrust = other.trust, !trust.isOpaque, !otherTrust.isOpaque,
      trust.outline != otherTrust.outline
    {
      parts.append("trust policy")
    }
    if !inlinePolicies.isEmpty, !other.inlinePolicies.isEmpty, !hasUnreadPolicies,
      !other.hasUnreadPolicies,
      inlinePolicies.map(\.outline).sorted() != other.inlinePolicies.map(\.outline).sorted()
    {
      parts.append("inline policies")
    }
    if let boundary, let otherBoundary = other.boundary, boundary.text != otherBoundary.text {
      parts.append("permissions boundary")
    }
    guard !parts.isEmpty else { return nil }
    return Diagnostic(
      .error, "conflicting-exports",
      "another export of `\(id)` has a different \(parts.joined(separator: " and ")); "
        + "that one is used, this one is not",
      at: other.range, notes: [Diagnostic.Note("the export that is used", at: range)],
      fix: "scan exports of one point in time together")
  }
}

extension Principal {
  /// Whether an export does not show all policies that it says there are.
  var hasUnreadPolicies: Bool { inlinePolicies.contains(where: \.document.isOpaque) }
}

extension NamedPolicy {
  fileprivate var outline: String { "\(name)\n\(document.outline)" }
}

extension PolicyDocument {
  /// All that the document says, without places and order of spelling.
  fileprivate var outline: String {
    "\(version)" + statements.map { "\n" + $0.outline }.sorted().joined()
  }
}

extension Statement {
  fileprivate var outline: String {
    let conditions = conditions.map { condition in
      "\(condition.operatorText) \(condition.key.display) \(condition.values.outline)"
    }
    return [
      "\(effect.map { "\($0)" } ?? "?")", principals.outline, actions.outline, resources.outline,
      conditions.sorted().joined(separator: ";"),
    ].joined(separator: "|")
  }
}

extension Statement.Principals {
  fileprivate var outline: String {
    switch self {
    case .implied: ""
    case .these(let entries): entries.map(\.outline).sorted().joined(separator: ",")
    case .allBut(let entries): "!" + entries.map(\.outline).sorted().joined(separator: ",")
    }
  }
}

extension PrincipalEntry {
  fileprivate var outline: String { "\(family.rawValue)=\(text.display)" }
}

extension Statement.Actions {
  fileprivate var outline: String {
    switch self {
    case .these(let texts): texts.outline
    case .allBut(let texts): "!" + texts.outline
    }
  }
}

extension Statement.Resources {
  fileprivate var outline: String {
    switch self {
    case .implied: ""
    case .these(let texts): texts.outline
    case .allBut(let texts): "!" + texts.outline
    }
  }
}

extension Sequence<PolicyText> {
  fileprivate var outline: String { map(\.text.display).sorted().joined(separator: ",") }
}
