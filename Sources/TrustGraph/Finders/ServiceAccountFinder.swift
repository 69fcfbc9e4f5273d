import Estate
import IAM
import Kubernetes
import Logic
import Text

/// Service accounts of known clusters whose tokens a trust policy accepts, whichever account the
/// identity provider is registered in: the issuer decides, not the provider's ARN.
///
/// The annotation of a service account grants nothing; it is evidence of intent only.
struct ServiceAccountFinder: EdgeFinder {
  static let rows = ["T-OIDC-EKS"]

  static func addEdges(to draft: inout GraphDraft) {
    var clusters = ClusterAccounts(draft.estate)
    for cluster in draft.estate.clusters {
      for account in cluster.serviceAccounts { draft.addServiceAccount(account, of: cluster) }
    }
    assumeAccounts(&draft)
    for (index, grant) in draft.grants.enumerated()
    where grant.dead == nil && grant.party.kind == .oidcProvider {
      guard let issuer = grant.party.name?.display else { continue }
      addEdges(of: grant, index, clusters.accounts(of: issuer), &draft)
    }
  }

  /// Where a cluster's accounts are not all among the inputs, those that trusts name may exist.
  private static func assumeAccounts(_ draft: inout GraphDraft) {
    for index in draft.inventories.indices
    where !draft.inventories[index].cluster.areServiceAccountsComplete {
      for grant in draft.grants where grant.dead == nil && grant.party.kind == .oidcProvider {
        guard let issuer = grant.party.name?.display, draft.inventories[index].issues(issuer) else {
          continue
        }
        let subjects = grant.residual.constraint(on: ContextKey(issuer + ":sub"))
        for subject in subjects.pinnedTexts ?? [] {
          let pattern = SubjectPattern(subject, isGlob: false)
          if let (namespace, name) = pattern.account {
            draft.inventories[index].assume(namespace, name)
          }
        }
      }
    }
  }

  private static func addEdges(
    of grant: TrustGrant, _ index: Int, _ accounts: ClusterAccounts.Issued,
    _ draft: inout GraphDraft
  ) {
    guard !accounts.all.isEmpty, let issuer = grant.party.name?.display else { return }
    let key = ContextKey(issuer + ":sub")
    let subjects = grant.residual.constraint(on: key)
    let residual = audience(grant, issuer, draft)
    if residual.isNever { return }
    if let pinned = subjects.pinnedTexts {
      for subject in pinned {
        guard let account = accounts.bySubject[subject] else { continue }
        add(account, index, residual.restricted(key, to: ValueSet(texts: [subject])), &draft)
      }
      return
    }
    if let known = hub(accounts.issuer, subjects, draft) {
      draft.add(known, index, residual: residual.restricted(key, to: subjects), via: "T-OIDC-EKS")
      return
    }
    let matching = accounts.candidates(for: subjects).filter {
      subjects.contains(ContextValue.one($0.subject)) != .no
    }
    guard matching.count > 1 else {
      for account in matching {
        let own = residual.restricted(key, to: ValueSet(texts: [account.subject]))
        add(account, index, own, &draft)
      }
      return
    }
    let hub = hub(of: matching, accounts.issuer, subjects, index, &draft)
    draft.add(hub, index, residual: residual.restricted(key, to: subjects), via: "T-OIDC-EKS")
  }

  /// The set node that an earlier trust with the same subjects has made.
  private static func hub(
    _ issuer: String, _ subjects: ValueSet, _ draft: GraphDraft
  ) -> NodeIndex? {
    name(issuer, subjects).flatMap { draft.graph.index(of: "hub:" + $0) }
  }

  /// The name of a set of subjects; nil for one that cannot be written as patterns.
  private static func name(_ issuer: String, _ subjects: ValueSet) -> String? {
    if subjects == .everything { return "service-accounts:\(issuer)#*" }
    guard let patterns = subjects.patterns else { return nil }
    let list = patterns.map(\.text.display).sorted().joined(separator: ",")
    return "service-accounts:\(issuer)#\(list)"
  }

  /// What is left once the holder of a token has asked for the audience that the provider takes.
  ///
  /// Holders pick the audience; STS takes those registered with the provider, and EKS registers
  /// `sts.amazonaws.com` (EKS User Guide, "Create an IAM OIDC provider for your cluster").
  static func audience(
    _ grant: TrustGrant, _ issuer: String, _ draft: GraphDraft
  ) -> Residual {
    let key = ContextKey(issuer + ":aud")
    let registered = draft.providers.audiences(of: grant.party)
    let residual = grant.residual.restricted(
      key, to: ValueSet(texts: registered ?? ["sts.amazonaws.com"]))
    return residual.isNever && registered == nil ? grant.residual : residual
  }

  private static func add(
    _ account: ClusterAccounts.Account, _ index: Int, _ residual: Residual,
    _ draft: inout GraphDraft
  ) {
    let token = draft.token(account.namespace, account.name, of: account.cluster)
    let role = draft.role(of: draft.grants[index])
    let isAnnotated = account.object?.roleARN.map { $0 == role?.arn } ?? false
    let intent = isAnnotated ? account.object?.roleARNRange : nil
    draft.add(
      token, index, residual: residual,
      evidence: intent.map { [Evidence(.intends, at: $0)] } ?? [], via: "T-OIDC-EKS")
  }

  /// One set node for all trusts that accept the same service accounts.
  private static func hub(
    of accounts: [ClusterAccounts.Account], _ issuer: String, _ subjects: ValueSet, _ index: Int,
    _ draft: inout GraphDraft
  ) -> NodeIndex {
    let patterns = subjects.patterns?.map(\.text.display).sorted().joined(separator: ",") ?? "*"
    let name = name(issuer, subjects) ?? "service-accounts:\(issuer)#\(index)"
    let hub = draft.hub(name)
    for account in accounts {
      let token = draft.token(account.namespace, account.name, of: account.cluster)
      let sure = subjects.contains(ContextValue.one(account.subject)) == .yes
      let residual =
        sure
        ? Residual.always
        : Residual(
          Proposition("\(account.subject) matches \(patterns)"), kind: .templateParameter)
      draft.contain(token, in: hub, residual: residual, at: nil)
    }
    return hub
  }
}

/// The service accounts of the estate's clusters by issuer.
struct ClusterAccounts {
  /// A service account with its subject.
  struct Account {
    let cluster: Cluster
    let namespace: String
    let name: String
    let object: ServiceAccount?
    var subject: String { "system:serviceaccount:\(namespace):\(name)" }
  }

  /// All service accounts whose tokens an issuer issues.
  struct Issued {
    var issuer: String
    var all: [Account] = []
    var bySubject: [String: Account] = [:]
    var byNamespace: [String: [Account]] = [:]

    /// The accounts among which those with a subject of a set are.
    func candidates(for subjects: ValueSet) -> [Account] {
      guard let patterns = subjects.patterns, !patterns.isEmpty else { return all }
      var namespaces: Set<String> = []
      for pattern in patterns {
        let text = pattern.text.literal.map { SubjectPattern($0, isGlob: true) }
        guard let namespace = text?.fixedNamespace else { return all }
        namespaces.insert(namespace)
      }
      return namespaces.sorted().flatMap { byNamespace[$0] ?? [] }
    }
  }

  private let clusters: [Cluster]
  private let index: ServiceAccountIndex
  private var known: [String: Issued] = [:]

  init(_ estate: Estate) {
    clusters = estate.clusters
    index = ServiceAccountIndex(estate.clusters)
  }

  /// The accounts of an issuer.
  mutating func accounts(of issuer: String) -> Issued {
    if let found = known[issuer] { return found }
    var issued = Issued(issuer: issuer)
    guard !clusters.isEmpty else { return issued }
    for found in index.subjects(issuer: issuer, matching: nil).existing {
      let account = Account(
        cluster: clusters[found.cluster], namespace: found.namespace, name: found.name,
        object: found.object)
      issued.all.append(account)
      issued.bySubject[account.subject] = account
      issued.byNamespace[account.namespace, default: []].append(account)
    }
    known[issuer] = issued
    return issued
  }
}
