import Estate
import Logic
import Text
import TrustGraph

/// Turns paths into chains: says of every step how exactly it names its caller.
struct ChainBuilder {
  let facts: Facts

  func chain(_ kind: Chain.Kind, _ path: Path) -> Chain {
    let steps = path.hops.map(step)
    return Chain(kind: kind, path: path, exposure: entry(of: path), steps: steps)
  }

  /// How many can take the first step.
  private func entry(of path: Path) -> Exposure {
    let grants = path.hops.first.map(self.grants) ?? []
    return grants.compactMap(\.exposure).max() ?? .ownPrincipal
  }

  private func grants(of hop: Hop) -> [TrustGrant] {
    hop.edges.compactMap { facts.trust.graph[edge: $0].record }.map { facts.grants[$0] }
  }

  private func step(_ hop: Hop) -> ChainStep {
    let graph = facts.trust.graph
    let grants = grants(of: hop)
    let words = "\(graph[node: hop.source].label) → \(graph[node: hop.target].label)"
    let isSure: Truth = hop.status == .possible ? .unknown : .yes
    guard let grant = grants.last else {
      // Logins, groups and bindings name whom they mean.
      return ChainStep(
        isExact: .yes, holds: isSure, asksMFA: true, words: words, range: hop.evidence.first?.range)
    }
    return ChainStep(
      isExact: isExact(grant), holds: grant.holds && isSure, asksMFA: grant.guards.contains(.mfa),
      words: words, range: grant.range)
  }

  /// Whether a trust names one caller: one principal, one subject with its audience, or a whole
  /// account that is asked for one caller's ARN or for an exact ExternalId.
  private func isExact(_ grant: TrustGrant) -> Truth {
    switch grant.party.kind {
    case .user, .role, .session, .federatedUser, .service: return .yes
    case .account, .anyone, .everyoneBut:
      let isNamed = grant.exposure == .ownPrincipal || grant.exposure == .outsideIdentity
      return Truth(isNamed || (grant.externalID == .exact && grant.party.kind == .account))
    case .oidcProvider, .webIdentityProvider: return isExact(token: grant)
    case .samlProvider: return Truth(grant.guards.contains(.subject))
    case .danglingID, .nobody: return .no
    case .unresolved: return .unknown
    }
  }

  private func isExact(token grant: TrustGrant) -> Truth {
    guard let token = grant.token else { return .no }
    let audience =
      token.audiences.isNarrowed || Truth(facts.provider(of: grant)?.clientIDs?.count == 1)
    switch token.subjects {
    case .any: return .no
    case .other: return .unknown
    case .these(_, let isExact): return Truth(isExact) && audience
    }
  }
}
