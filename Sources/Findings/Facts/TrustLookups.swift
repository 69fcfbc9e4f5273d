import Estate
import IAM
import Logic
import TrustGraph

extension Facts {
  /// The provider that a grant names, in the role's account.
  func provider(of grant: TrustGrant) -> OIDCProvider? {
    guard grant.party.kind == .oidcProvider else { return nil }
    return providerIndex[grant.party]
  }

  /// Whether the provider exists; unknown when the providers of the account were not exported.
  func providerExists(_ grant: TrustGrant) -> Truth {
    if grant.party.kind == .webIdentityProvider || provider(of: grant) != nil { return .yes }
    return grant.dead == .missingProvider ? .no : .unknown
  }

  /// Whether compute that joins a cluster as a node can be the principal.
  func trustsNodes(_ index: Int) -> Truth {
    let services = Self.nodeServices
    let grants = grants(ofPrincipal: index)
    return Truth(
      grants.contains { grant in
        grant.party.kind == .service && grant.dead == nil
          && (grant.party.name?.literal.map { name in services.contains { name.hasPrefix($0) } }
            ?? true)
      })
  }

  /// EC2, Fargate pods, hybrid nodes through Systems Manager or Roles Anywhere.
  private static let nodeServices = [
    "ec2.", "eks-fargate-pods.", "ssm.", "rolesanywhere.", "eks.",
  ]

  /// Whether whoever assumes the role can pick the session's name.
  func callerPicksSession(_ index: Int) -> Truth {
    let live = grants(ofPrincipal: index).filter { $0.dead == nil && $0.party.kind != .service }
    guard !live.isEmpty else { return .no }
    let principal = estate.principals[index]
    if principal.path.display.hasPrefix("/aws-reserved/sso.amazonaws.com/") { return .no }
    return live.reduce(.no) { result, grant in
      let pinned = grant.residual.requires("sts:RoleSessionName")
      return result || (pinned ? .no : grant.holds == .unknown ? .unknown : .yes)
    }
  }
}
