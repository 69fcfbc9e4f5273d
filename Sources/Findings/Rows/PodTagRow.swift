import Estate
import IAM
import Logic
import Text
import TrustGraph

/// A row of the table `pod_tag`.
struct PodTagRow: Sendable {
  let trust: Int
  let role: Int
  let isLive: Bool
  let keys: String
  let isSpoofable: Truth
  let by: String
  let range: SourceRange?
}

extension Facts {
  /// Trusts that rest on the session tags that EKS gives to pods.
  var podTags: [PodTagRow] {
    let asking = grants.indices.filter { index in
      statement(of: grants[index])?.conditions.contains { TagSetters.isOfPods($0.key) } ?? false
    }
    guard !asking.isEmpty else { return [] }
    let taggers = TagSetters(self)
    return asking.compactMap { index in
      let grant = grants[index]
      guard let principal = principal(of: grant), let statement = statement(of: grant) else {
        return nil
      }
      let keys = Set(statement.conditions.map(\.key).filter(TagSetters.isOfPods).map(\.display))
      let found = taggers.spoofers(of: grant)
      return PodTagRow(
        trust: index + 1, role: principal + 1, isLive: grant.dead == nil,
        keys: keys.sorted().joined(separator: ", "), isSpoofable: found.isSpoofable,
        by: found.names.prefix(5).joined(separator: ", "), range: grant.range)
    }
  }
}

/// Roles whose sessions somebody other than EKS may tag as it tags the sessions of pods.
struct TagSetters {
  private let facts: Facts
  private let byAccount: [String: [Int]]
  private let all: Set<Int>

  init(_ facts: Facts) {
    self.facts = facts
    var all: Set<Int> = []
    for grant in facts.grants where grant.dead == nil {
      guard grant.party.text.literal != PodTrust.service,
        let principal = facts.principal(of: grant), !all.contains(principal),
        Self.lets(grant, tag: facts.estate.principals[principal].trust)
      else { continue }
      all.insert(principal)
    }
    self.all = all
    byAccount = Dictionary(grouping: all) { facts.estate.principals[$0].account.display }
  }

  /// Whether a condition key is a tag that EKS sets.
  static func isOfPods(_ key: SymbolicString) -> Bool {
    let key = key.display
    // Few keys begin as these do.
    guard key.utf8.count > "aws:PrincipalTag/".utf8.count else { return false }
    let folded = key.lowercased()
    return folded.hasPrefix("aws:principaltag/kubernetes-")
      || folded.hasPrefix("aws:principaltag/eks-cluster-")
  }

  /// Whether the trust lets the party of a grant set tags that it does not pin itself.
  private static func lets(_ grant: TrustGrant, tag document: PolicyDocument?) -> Bool {
    guard !grant.asks("aws:RequestTag/kubernetes-namespace"),
      !grant.asks("aws:RequestTag/eks-cluster-arn")
    else { return false }
    return (document?.statements ?? []).contains { statement in
      guard statement.effect == .allow, case .these(let entries) = statement.principals,
        statement.knownActions.intersects(ActionSet(of: .tagSession))
      else { return false }
      return entries.contains { $0.text.literal != PodTrust.service }
    }
  }

  /// Roles that a grant lets in and whose tags others may set.
  func spoofers(of grant: TrustGrant) -> (isSpoofable: Truth, names: [String]) {
    let principals = facts.estate.principals
    switch grant.party.kind {
    case .role:
      guard let source = grant.source, let index = facts.principal(of: source) else {
        return (.unknown, [])
      }
      return (Truth(all.contains(index)), all.contains(index) ? [principals[index].id] : [])
    case .account, .anyone:
      guard let account = grant.party.account else { return (.unknown, []) }
      guard facts.isExported(.role, of: account.display) else { return (.unknown, []) }
      let candidates = (byAccount[account.display] ?? []).filter { candidate in
        let pinned = grant.residual.constraint(on: "aws:PrincipalArn")
        return pinned.contains(.one(principals[candidate].id)) != .no
      }
      return (Truth(!candidates.isEmpty), candidates.map { principals[$0].id }.sorted())
    default: return (.no, [])
    }
  }
}
