import Logic
import Text
import TrustGraph

/// A row of the table `bypass`.
struct BypassRow: Sendable {
  let id: Int
  let role: Int
  let guarded: Int
  let open: Int
  let guardName: StaticString
  let sameCallers: Truth
  let range: SourceRange?
}

extension Facts {
  var bypasses: [BypassRow] {
    var rows: [BypassRow] = []
    for (role, indexes) in grantsByRole {
      guard let principal = principal(of: role), indexes.count > 1 else { continue }
      for guarded in indexes {
        for (guardName, bits) in Self.bypassable where grants[guarded].guards.contains(bits) {
          for open in indexes where isBypass(open, of: guarded, bits) {
            rows.append(
              BypassRow(
                id: rows.count + 1, role: principal + 1, guarded: guarded + 1, open: open + 1,
                guardName: guardName, sameCallers: covers(grants[open], grants[guarded]),
                range: grants[open].range))
          }
        }
      }
    }
    return rows
  }

  private static let bypassable: [(StaticString, Guards)] = [
    ("mfa", .mfa), ("externalid", .externalID), ("network", .network), ("oidc", .subject),
  ]

  private func isBypass(_ open: Int, of guarded: Int, _ bits: Guards) -> Bool {
    let other = grants[open]
    return open != guarded && other.dead == nil && grants[guarded].dead == nil
      && other.guards.isDisjoint(with: bits) && covers(other, grants[guarded]) != .no
  }

  /// Whether whoever the second lets in, its guard aside, is let in by the first.
  private func covers(_ open: TrustGrant, _ guarded: TrustGrant) -> Truth {
    if open.exposure == .anyone, open.channel.isEqual(guarded.channel) { return .yes }
    if open.party.text == guarded.party.text {
      return Truth(open.guards.isSubset(of: guarded.guards))
    }
    guard open.party.kind == .account, let account = open.party.account,
      let other = guarded.party.account
    else { return .no }
    return AccountDirectory.same(account, other) && Truth(open.guards.isEmpty)
  }
}

extension StaticString {
  /// Whether two words are the same.
  func isEqual(_ other: StaticString) -> Bool {
    withUTF8Buffer { left in other.withUTF8Buffer { left.elementsEqual($0) } }
  }
}
