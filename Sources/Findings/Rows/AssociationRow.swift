import Estate
import IAM
import Kubernetes
import Logic
import Text
import TrustGraph

/// A row of the table `pod_identity`.
struct AssociationRow: Sendable {
  let id: Int
  let cluster: String
  let node: String
  let namespace: String
  let serviceAccount: String
  let roleARN: String?
  let role: Int?
  let isRoleAccountExported: Bool
  let isRoleMissing: Truth
  let isRoleElsewhere: Truth
  let isTrusted: Truth
  let mayTag: Truth
  let tagsAreOff: Truth
  let asksTags: Truth
  let tagsAreOptional: Truth
  let targetARN: String?
  let target: Int?
  let targetReach: Int?
  let bindsExternalID: Truth
  let areAccountsKnown: Bool
  let accountExists: Truth
  let isAnnotated: Bool
  let isOnFargate: Bool
  let isOwned: Bool
  let range: SourceRange?
}

extension Facts {
  var associations: [AssociationRow] {
    var rows: [AssociationRow] = []
    for cluster in estate.clusters where !cluster.podIdentityAssociations.isEmpty {
      let accounts = Dictionary(
        cluster.serviceAccounts.map { ("\($0.namespace)/\($0.name)", $0) },
        uniquingKeysWith: { first, _ in first })
      for association in cluster.podIdentityAssociations {
        let account = accounts["\(association.namespace)/\(association.serviceAccount)"]
        rows.append(row(association, account, id: rows.count + 1, in: cluster))
      }
    }
    return rows
  }

  private func row(
    _ association: PodIdentityAssociation, _ account: ServiceAccount?, id: Int,
    in cluster: Cluster
  ) -> AssociationRow {
    let arn = association.roleARN?.literal
    let role = arn.flatMap { principal(withARN: $0) }
    let owner = arn.flatMap { ARN($0)?.account }
    let trust = role.map { PodTrust(grants(ofPrincipal: $0), in: estate.principals[$0].trust) }
    let target = association.targetRoleARN?.literal.flatMap { principal(withARN: $0) }
    return AssociationRow(
      id: id, cluster: cluster.label,
      node: "sa-token:\(cluster.label)/\(association.namespace)/\(association.serviceAccount)",
      namespace: association.namespace, serviceAccount: association.serviceAccount,
      roleARN: association.roleARN?.display, role: role.map { $0 + 1 },
      isRoleAccountExported: owner.map { isExported($0) } ?? false,
      isRoleMissing: role != nil
        ? .no : owner.map { isExported(.role, of: $0) ? .yes : .unknown } ?? .unknown,
      isRoleElsewhere: Self.differ(owner, cluster.account), isTrusted: trust?.isTrusted ?? .unknown,
      mayTag: trust?.mayTag ?? .unknown,
      tagsAreOff: association.disablesSessionTags.map { Truth($0) } ?? .unknown,
      asksTags: trust?.asksTags ?? .unknown, tagsAreOptional: trust?.tagsAreOptional ?? .unknown,
      targetARN: association.targetRoleARN?.display, target: target.map { $0 + 1 },
      targetReach: target.map { Int(reach(ofPrincipal: $0).rawValue) },
      bindsExternalID: target.map { bindsExternalID($0, of: role) } ?? .unknown,
      areAccountsKnown: !cluster.serviceAccounts.isEmpty,
      accountExists: account != nil
        ? .yes : cluster.areServiceAccountsComplete ? .no : .unknown,
      isAnnotated: account?.roleARN != nil,
      isOnFargate: cluster.fargateProfiles.contains {
        $0.selectsAll(of: association.namespace)
      }, isOwned: association.isOwned, range: association.range)
  }

  private static func differ(_ left: String?, _ right: String?) -> Truth {
    guard let left, let right else { return .unknown }
    return Truth(left != right)
  }

  /// Whether every trust of the target that the first role meets asks for an exact ExternalId.
  private func bindsExternalID(_ target: Int, of first: Int?) -> Truth {
    let account = first.map { estate.principals[$0].account.display }
    let live = grants(ofPrincipal: target).filter { grant in
      grant.dead == nil && grant.kind == .assumeRole && grant.party.kind != .service
        && (account == nil || grant.party.account == nil || grant.party.account?.display == account)
    }
    guard !live.isEmpty else { return .unknown }
    return Truth(live.allSatisfy { $0.externalID == .exact })
  }
}

/// What a role's trust for Pod Identity asks.
struct PodTrust {
  let isTrusted: Truth
  let mayTag: Truth
  /// Whether a condition asks for session tags.
  let asksTags: Truth
  /// Whether a condition on tags holds also without them.
  let tagsAreOptional: Truth

  static let service = "pods.eks.amazonaws.com"

  init(_ grants: [TrustGrant], in document: PolicyDocument?) {
    let live = grants.filter {
      $0.dead == nil && $0.party.kind == .service && $0.party.text.literal == Self.service
    }
    let isOpaque = document?.isOpaque ?? true
    isTrusted = live.isEmpty ? (isOpaque ? .unknown : .no) : .yes
    let statements = (document?.statements ?? []).filter(Self.isForPods)
    let tags = statements.contains {
      $0.knownActions.intersects(ActionSet(of: .tagSession))
    }
    mayTag = tags ? .yes : isOpaque ? .unknown : .no
    let conditions = statements.flatMap(\.conditions).filter {
      $0.key.display.lowercased().hasPrefix("aws:requesttag/")
    }
    let optional = conditions.filter { $0.operatorText.lowercased().contains(text: "ifexists") }
    asksTags = Truth(conditions.count > optional.count)
    tagsAreOptional = Truth(!optional.isEmpty)
  }

  private static func isForPods(_ statement: Statement) -> Bool {
    guard statement.effect == .allow, case .these(let entries) = statement.principals else {
      return false
    }
    return entries.contains { $0.family == .service && $0.text.literal == service }
  }
}
