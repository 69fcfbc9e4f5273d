import Estate
import Logic
import Text
import TrustGraph

/// A row of the table `drift`.
struct DriftRow: Sendable {
  let id: Int
  let role: Int
  /// Whether the account lets in what the template does not.
  let isWider: Truth
  /// Whether the template lets in what the account does not.
  let isNarrower: Truth
  /// What the account lets in beyond the template, the widest first.
  let entry: String
  let severity: FindingSeverity
  let range: SourceRange?
  let declaredRange: SourceRange?
}

extension Facts {
  /// Roles that both an export and a template tell, with what their trust policies differ in.
  var drifts: [DriftRow] {
    var rows: [DriftRow] = []
    for (_, grants) in grantsByRole {
      let owners = Set(grants.map { self.grants[$0].owner }).sorted()
      guard owners.count > 1 else { continue }
      let live = owners.filter { !estate.principals[$0].isFromTemplate }
      let declared = owners.filter { estate.principals[$0].isFromTemplate }
      guard let account = live.first, let template = declared.first else { continue }
      rows.append(
        drift(
          of: account, grants.map { self.grants[$0] }.filter { live.contains($0.owner) },
          from: template, grants.map { self.grants[$0] }.filter { declared.contains($0.owner) },
          id: rows.count + 1))
    }
    return rows
  }

  private func drift(
    of account: Int, _ live: [TrustGrant], from template: Int, _ declared: [TrustGrant], id: Int
  ) -> DriftRow {
    let beyond = live.filter { $0.dead == nil }.map { grant in
      (grant: grant, isBeyond: !Self.isCovered(grant, by: declared))
    }.filter { $0.isBeyond != .no }
    let missing = declared.filter { $0.dead == nil }
      .reduce(Truth.no) { $0 || !Self.isCovered($1, by: live) }
    let widest = beyond.max { left, right in
      (left.isBeyond == .yes ? 1 : 0, left.grant.exposure ?? .ownPrincipal)
        < (right.isBeyond == .yes ? 1 : 0, right.grant.exposure ?? .ownPrincipal)
    }?.grant
    let severity = widest?.exposure.flatMap {
      SeverityMatrix.severity($0, reach(ofPrincipal: account))
    }
    return DriftRow(
      id: id, role: account + 1, isWider: beyond.reduce(.no) { $0 || $1.isBeyond },
      isNarrower: missing, entry: widest?.party.text.display ?? "",
      severity: max(severity ?? .medium, .medium),
      range: widest?.entryRange ?? widest?.range ?? estate.principals[account].range,
      declaredRange: estate.principals[template].range)
  }

  /// Whether some other grant lets in everybody whom a grant lets in.
  private static func isCovered(_ grant: TrustGrant, by others: [TrustGrant]) -> Truth {
    others.filter { $0.dead == nil && $0.kind == grant.kind }
      .reduce(.no) { $0 || covers($1, grant) }
  }

  private static func covers(_ other: TrustGrant, _ grant: TrustGrant) -> Truth {
    let isSame = isSameParty(other.party, grant.party)
    if isSame == .no { return .no }
    if grant.residual.implies(other.residual) { return isSame }
    let isUnderstood = other.holds == .yes && grant.holds == .yes
    return isUnderstood ? .no : .unknown
  }

  /// Whether two entries name the same party; the first may also name everybody.
  private static func isSameParty(_ left: TrustedParty, _ right: TrustedParty) -> Truth {
    if left.kind == .anyone { return .yes }
    if left.kind == right.kind, left.name == right.name, left.roleName == right.roleName,
      let first = left.account, let second = right.account
    {
      return AccountDirectory.same(first, second)
    }
    if left.text == right.text { return .yes }
    let isOpen = !left.text.holes.isEmpty || !right.text.holes.isEmpty
    return isOpen ? .unknown : .no
  }
}
