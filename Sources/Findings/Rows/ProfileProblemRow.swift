import Text
import TrustGraph

/// A row of the table `profile_problem`.
struct ProfileProblemRow: Sendable {
  let id: Int
  let profile: Int
  let problem: ProfileProblem
}

extension ProfileProblemRow {
  /// Which rule speaks about it.
  var kind: StaticString {
    switch problem.code {
    case .noSource, .bothSources, .missingSourceProfile, .badCredentialSource,
      .sourceWithoutCredentials, .shadowedByWebIdentity, .webIdentityWithoutRole, .badRoleARN:
      "source"
    case .loop: "loop"
    case .missingRole, .notTrusted, .missingExternalID, .wrongExternalID, .missingMFA, .chainedMFA,
      .sessionName:
      "trust"
    case .chainedDuration, .longDuration, .shortDuration, .malformedDuration: "duration"
    }
  }
}

extension Facts {
  var profileProblems: [ProfileProblemRow] {
    var rows: [ProfileProblemRow] = []
    for (index, chain) in profileChains.enumerated() {
      // A chain repeats the problems of its steps; each is told once, at the profile it is in.
      let problems = chain.problems + chain.hops.flatMap(\.problems)
      var seen: Set<ProfileProblem> = []
      for problem in problems where seen.insert(problem).inserted {
        rows.append(ProfileProblemRow(id: rows.count + 1, profile: index + 1, problem: problem))
      }
    }
    return rows
  }
}
