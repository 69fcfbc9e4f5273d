import Logic
import Text
import TrustGraph

/// A row of the table `profile_hop`.
struct ProfileHopRow: Sendable {
  let id: Int
  let profile: Int
  let step: Int
  let hop: ProfileHop
  /// Whether the role is among the inputs, with what it trusts.
  let isRoleKnown: Bool
}

extension ProfileHopRow {
  var roleARN: String { hop.roleARN }
  /// A residual of the trust is for the caller to meet; what is not known is not.
  var works: Truth {
    if hop.verdict != .unknown { return hop.verdict }
    return hop.problems.isEmpty && isRoleKnown ? .yes : .unknown
  }
  var code: String? { hop.problems.first?.code.rawValue }
  var why: String? {
    hop.problems.first?.message ?? (isRoleKnown ? nil : "the role is not among the inputs")
  }
  var range: SourceRange { hop.range }
}

extension Facts {
  var profileHops: [ProfileHopRow] {
    var rows: [ProfileHopRow] = []
    for (index, chain) in profileChains.enumerated() {
      for (step, hop) in chain.hops.enumerated() {
        let role = hop.role.flatMap { principal(of: $0) }
        rows.append(
          ProfileHopRow(
            id: rows.count + 1, profile: index + 1, step: step, hop: hop, isRoleKnown: role != nil))
      }
    }
    return rows
  }
}
