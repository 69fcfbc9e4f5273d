import Estate
import IAM
import Logic
import Text
import TrustGraph

/// A row of the table `external_id`.
struct ExternalIDRow: Sendable {
  let trust: Int
  let role: Int
  let value: Int
  let party: String?
  let isLiteral: Bool
  let isGiven: Bool
  let isDefaulted: Truth
  let isParameter: Truth
  let isNoEcho: Truth
  let isGuessable: Truth
  let why: String?
  let isFromTemplate: Bool
  let range: SourceRange?
}

extension Facts {
  var externalIDs: [ExternalIDRow] {
    var numbers: [SymbolicString: Int] = [:]
    var rows: [ExternalIDRow] = []
    for (index, grant) in grants.enumerated() where grant.externalID != .none {
      guard let principal = principal(of: grant), let statement = statement(of: grant) else {
        continue
      }
      for condition in statement.conditions where condition.demandsExternalID {
        for value in condition.values {
          let number = numbers[value.text] ?? numbers.count + 1
          numbers[value.text] = number
          rows.append(
            row(value, number: number, of: grant, trust: index + 1, role: principal + 1))
        }
      }
    }
    return rows
  }

  private func row(
    _ value: PolicyText, number: Int, of grant: TrustGrant, trust: Int, role: Int
  ) -> ExternalIDRow {
    let principal = estate.principals[role - 1]
    let account = grant.namedAccount?.literal
    let hole = value.text.holes.first
    // CFN-001 and CFN-002 judge the parameter and its Default.
    let isChosenAtDeployment = hole?.origin == .parameter
    let guess = value.text.literal.map { text in
      ExternalIDGuess(
        text, names: [principal.name.display, principal.account.display, account ?? ""],
        vendor: account.flatMap { knownAccounts[$0]?.name })
    }
    return ExternalIDRow(
      trust: trust, role: role, value: number,
      party: account.map { knownAccounts[$0]?.name ?? $0 } ?? grant.namedAccount?.display,
      isLiteral: value.text.literal.map { !noEchoValues.contains($0) } ?? false,
      isGiven: isGiven(value, to: principal),
      isDefaulted: Truth(hole?.marks.contains(.defaulted) ?? false),
      isParameter: Truth(hole?.origin == .parameter),
      isNoEcho: Truth(hole?.marks.contains(.secret) ?? false),
      isGuessable: guess.map { Truth($0.reason != nil) } ?? (isChosenAtDeployment ? .no : .unknown),
      why: guess?.reason,
      isFromTemplate: principal.isFromTemplate, range: value.range)
  }

  /// Whether a value was put into a template from outside.
  private func isGiven(_ value: PolicyText, to principal: Principal) -> Bool {
    guard case .template(let index, _) = principal.origin else { return false }
    return estate.templates[index].isResolved
      || value.range.map(estate.givenPlaces.contains) == true
  }

  /// Values that a parameter marked NoEcho was given: not written in the template.
  private var noEchoValues: Set<String> {
    Set(
      estate.secrets.compactMap { secret in
        if case .noEcho = secret.kind { secret.value } else { nil }
      })
  }

  static func isExternalID(_ key: SymbolicString) -> Bool {
    key.literal.map { $0.utf8.count == 14 && $0.lowercased() == "sts:externalid" } ?? false
  }
}

extension Condition {
  /// Whether its values are ExternalIds to send; `Null` asks only for one, negated operators for
  /// any other.
  fileprivate var demandsExternalID: Bool {
    guard Facts.isExternalID(key) else { return false }
    return operation.map { $0.comparison != .null && !$0.isNegated } ?? true
  }
}

extension Principal {
  /// Whether a template declares it.
  var isFromTemplate: Bool { if case .template = origin { true } else { false } }
}
