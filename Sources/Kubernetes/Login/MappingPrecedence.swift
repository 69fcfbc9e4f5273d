import Logic
import Text

/// Which of several mappings for one principal counts.
///
/// Roles are kept by their ARN in lower case, users by their ARN as written, so that different
/// spellings of a user coexist; roles are asked before users, access entries before both.
struct MappingPrecedence {
  private let mappings: [AWSAuth.Mapping]
  private var last: [String: Int] = [:]
  private var spellings: [String: Set<String>] = [:]
  private var roles: [String: Int] = [:]
  private let entries: [String: Login]

  /// - Parameters:
  ///   - mappings: All mappings of an aws-auth, in file order.
  ///   - entries: Logins of access entries that count, by path-less ARN in lower case.
  init(_ mappings: [AWSAuth.Mapping], entries: [String: Login]) {
    self.mappings = mappings
    self.entries = entries
    for (index, mapping) in mappings.enumerated() {
      let folded = mapping.arn.display.lowercased()
      last[Self.key(mapping)] = index
      switch mapping.field {
      case .roles: roles[folded] = index
      case .users: spellings[folded, default: []].insert(mapping.arn.display)
      }
    }
  }

  private static func key(_ mapping: AWSAuth.Mapping) -> String {
    switch mapping.field {
    case .roles: "r" + mapping.arn.display.lowercased()
    case .users: "u" + mapping.arn.display
    }
  }

  /// What makes a mapping dead, with its place; nil when it counts.
  func shadow(of index: Int) -> (reason: DeadReason, range: SourceRange?)? {
    let mapping = mappings[index]
    let folded = mapping.arn.display.lowercased()
    if let winner = last[Self.key(mapping)], winner != index {
      return (.duplicate, mappings[winner].range)
    }
    if mapping.field == .users, let winner = roles[folded] {
      return (.duplicate, mappings[winner].range)
    }
    return entries[folded].map { (.accessEntry, $0.range) }
  }

  /// Why it is not certain that a mapping counts; nil when it is.
  func doubt(about index: Int) -> String? {
    let mapping = mappings[index]
    if mapping.field == .users, (spellings[mapping.arn.display.lowercased()]?.count ?? 0) > 1 {
      return "several spellings of this ARN are mapped; which one wins is random"
    }
    if mapping.username.isEmpty {
      return "the user name is empty; whether EKS then accepts the login is not documented"
    }
    if mapping.username.hasPrefix("system:node:") { return nil }
    if ReservedPrefix.starts(mapping.username) {
      return "the user name has a reserved prefix; whether EKS accepts it is not documented"
    }
    return nil
  }
}

extension Cluster {
  /// Whether an authenticator that people run themselves refuses the user name of a mapping.
  func refuses(_ mapping: AWSAuth.Mapping) -> Bool {
    reservedPrefixes[mapping.source]?.contains { mapping.username.hasPrefix($0) } ?? false
  }
}

/// Prefixes of user names that EKS keeps for itself.
///
/// Source: EKS User Guide, "Create access entries".
enum ReservedPrefix {
  private static let all = ["system:", "eks:", "aws:", "amazon:", "iam:"]

  /// Whether a name starts with one.
  static func starts(_ name: String) -> Bool { all.contains(where: name.hasPrefix) }
}
