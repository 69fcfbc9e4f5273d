import Estate
import IAM
import Logic
import Text
import TrustGraph

/// A row of the table `profile`.
struct ProfileRow: Sendable {
  let id: Int
  let profile: Profile
  let chain: ProfileChain
  let isUsed: Bool
  let reach: Int?
  let crossesAccounts: Truth
}

extension ProfileRow {
  var name: String { profile.name }
  var assumesRole: Bool { profile.settings["role_arn"] != nil }
  var roleARN: String? { profile.settings["role_arn"]?.value }
  var identity: String? { chain.identity }
  var hasStaticKey: Bool { keyRange != nil }
  var isExampleKey: Bool {
    profile.settings["aws_access_key_id"]?.value.hasSuffix("EXAMPLE") ?? false
  }
  var startsWithWebIdentity: Bool { chain.origin == .webIdentityToken }
  var keyRange: SourceRange? {
    (profile.settings["aws_secret_access_key"] ?? profile.settings["aws_access_key_id"])?.range
  }
  var range: SourceRange { profile.settings["role_arn"]?.range ?? profile.range }
}

extension Facts {
  var profiles: [ProfileRow] {
    let all = estate.profileFiles.flatMap(\.profiles)
    let sources = Set(
      all.filter { $0.settings["role_arn"] != nil }.compactMap {
        $0.settings["source_profile"]?.value
      })
    return zip(all, profileChains).enumerated().map { index, pair in
      let (profile, chain) = pair
      let accounts = Set(chain.hops.compactMap { ARN($0.roleARN)?.account })
      let role = chain.hops.last?.role.flatMap { principal(of: $0) }
      return ProfileRow(
        id: index + 1, profile: profile, chain: chain, isUsed: sources.contains(profile.name),
        reach: role.map { Int(reach(ofPrincipal: $0).rawValue) },
        crossesAccounts: Truth(accounts.count > 1))
    }
  }
}
