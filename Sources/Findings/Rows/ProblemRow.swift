import Estate
import IAM
import Logic
import Text

/// A row of the table `problem`.
struct ProblemRow: Sendable {
  let id: Int
  let code: String
  let message: String
  let holder: String
  let account: String
  let isInTrustPolicy: Bool
  let isInDeny: Bool
  let range: SourceRange?
}

extension Facts {
  var problems: [ProblemRow] {
    var rows: [ProblemRow] = []
    func add(
      _ document: PolicyDocument, of holder: @autoclosure () -> String,
      _ account: @autoclosure () -> String, isTrust: Bool = false
    ) {
      func add(_ problem: PolicyProblem, isInDeny: Bool) {
        rows.append(
          ProblemRow(
            id: rows.count + 1, code: problem.code, message: problem.message, holder: holder(),
            account: account(), isInTrustPolicy: isTrust, isInDeny: isInDeny,
            range: problem.range ?? document.range))
      }
      for problem in document.problems { add(problem, isInDeny: false) }
      if document.isOpaque, document.problems.isEmpty { add(.open(document), isInDeny: false) }
      for statement in document.statements where statement.isMalformed {
        if statement.problems.isEmpty {
          add(.open(statement), isInDeny: false)
        }
      }
      for statement in document.statements where !statement.problems.isEmpty {
        for problem in statement.problems { add(problem, isInDeny: statement.effect == .deny) }
      }
    }
    for principal in estate.principals {
      if let trust = principal.trust {
        add(trust, of: principal.id, principal.account.display, isTrust: true)
      }
      for policy in principal.inlinePolicies {
        add(policy.document, of: principal.id, principal.account.display)
      }
    }
    for policy in estate.managedPolicies {
      add(policy.document, of: policy.arn.display, policy.accountLabel)
    }
    for policy in estate.loosePolicies { add(policy.document, of: policy.name, "") }
    return rows
  }
}

extension PolicyProblem {
  /// A document whose statements only a deployment tells.
  fileprivate static func open(_ document: PolicyDocument) -> PolicyProblem {
    PolicyProblem(
      code: "unknown-statements", message: "its statements are known only after deployment",
      range: document.range)
  }

  fileprivate static func open(_ statement: Statement) -> PolicyProblem {
    PolicyProblem(
      code: "unknown-statement", message: "what a statement says is known only after deployment",
      range: statement.range)
  }
}

extension ManagedPolicy {
  /// The account in its ARN as displayed; `aws` for AWS's own.
  var accountLabel: String {
    let parts = arn.display.utf8.split(
      separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count > 4 ? String(Substring(parts[4])) : ""
  }

  /// The last part of its ARN.
  var name: String {
    let text = arn.display
    let bytes = text.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return text }
    return String(text[bytes.index(after: slash)...])
  }
}
