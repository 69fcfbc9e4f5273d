import Estate
import IAM
import Logic
import Text
import TrustGraph

/// A row of the table `service_trust`.
struct ServiceTrustRow: Sendable {
  let trust: Int
  let role: Int
  let service: String
  let wasConfused: Bool
  let isLive: Bool
  let holds: Truth
  let source: StaticString
  let isContradictory: Bool
  let isVacuous: Bool
  let foreignAccounts: String
  let admitsForeign: Truth
  let foreignSeverity: FindingSeverity?
  let range: SourceRange?
}

extension Facts {
  /// Trusts for services that tell for whose resource they act; roles that services own left out.
  var serviceTrusts: [ServiceTrustRow] {
    grants.enumerated().compactMap { index, grant in
      guard grant.party.kind == .service, grant.verdict != .no,
        let service = grant.party.text.literal.flatMap(SourceContext.service),
        SourceContext.isSent(by: service), let principal = principal(of: grant),
        !estate.principals[principal].isServiceLinked
      else { return nil }
      return row(grant, of: service, trust: index + 1, principal: principal)
    }
  }

  private func row(
    _ grant: TrustGrant, of service: String, trust: Int, principal: Int
  ) -> ServiceTrustRow {
    let source = SourceGuard(residual(of: grant, index: trust - 1))
    let role = estate.principals[principal]
    let others = source.accounts.filter { $0 != role.account }
    let literals = others.compactMap(\.literal).sorted()
    let isOwn = literals.allSatisfy { isOutside($0) == .no }
    return ServiceTrustRow(
      trust: trust, role: principal + 1, service: grant.party.text.display,
      wasConfused: SourceContext.wasConfused(service),
      isLive: grant.dead == nil, holds: grant.holds, source: source.strength.word,
      isContradictory: source.isContradictory,
      isVacuous: source.strength == .none && namesSource(grant),
      foreignAccounts: literals.joined(separator: ", "),
      admitsForeign: foreign(literals, of: others, role),
      foreignSeverity: literals.isEmpty
        ? nil
        : SeverityMatrix.severity(
          isOwn ? .organization : .outsideParty, reach(ofPrincipal: principal)),
      range: grant.range)
  }

  /// What it takes to use a trust, resource control policies included.
  private func residual(of grant: TrustGrant, index: Int) -> Residual {
    let edges = trust.graph.incoming[grant.role].lazy.map { trust.graph[edge: $0] }
      .filter { $0.record == index }
    let residual = edges.reduce(Residual.never) { $0.or($1.residual) }
    return residual.isNever ? grant.residual : residual
  }

  /// An account that a template leaves open may be the role's own; so may every one be, where the
  /// role's own account is not known.
  private func foreign(
    _ literals: [String], of others: Set<SymbolicString>, _ role: Principal
  ) -> Truth {
    if literals.isEmpty { return others.isEmpty ? .no : .unknown }
    return role.account.literal == nil ? .unknown : .yes
  }

  /// Whether the statement names a source in a condition that holds without one.
  private func namesSource(_ grant: TrustGrant) -> Bool {
    statement(of: grant)?.conditions.contains {
      $0.operation != nil && SourceGuard.keys.contains($0.contextKey)
    } ?? false
  }
}

extension SourceGuard.Strength {
  fileprivate var word: StaticString {
    switch self {
    case .none: "none"
    case .open: "open"
    case .confined: "confined"
    }
  }
}
