public import Estate
import Logic
import Text

/// Resolves profiles as the SDK does and checks every step against the graph.
public struct ProfileChains: Sendable {
  /// The chains, in the order of files and profiles.
  public let all: [ProfileChain]

  /// Resolves every profile of every file.
  public init(_ estate: Estate, _ graph: TrustGraph) {
    let check = ProfileCheck(estate, graph)
    let areCredentialsKnown = estate.profileFiles.contains(where: \.isCredentials)
    all = estate.profileFiles.indices.flatMap { index in
      estate.profileFiles[index].profiles.map { profile in
        let plan = ProfilePlan(profile, areCredentialsKnown: areCredentialsKnown) {
          Self.find($0, from: index, in: estate)
        }
        return check.chain(plan, of: profile)
      }
    }
  }

  /// Configuration and credentials are two files that the SDK merges: the other ones are asked when
  /// a profile's own file does not have it or has no credentials for it.
  private static func find(_ name: String, from index: Int, in estate: Estate) -> Profile? {
    var found: Profile?
    let files = [index] + estate.profileFiles.indices.filter { $0 != index }
    for file in files {
      for profile in estate.profileFiles[file].profiles where profile.name == name {
        guard var merged = found else {
          found = profile
          continue
        }
        merged.settings.merge(profile.settings) { own, _ in own }
        found = merged
      }
    }
    return found
  }
}
