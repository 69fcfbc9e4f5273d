import Estate
import IAM
import Kubernetes
import Logic
import Text

/// Trusts for service accounts that do not exist: whoever may create them takes the role.
struct LatentAccountFinder: EdgeFinder {
  static let rows = ["K-tenant"]

  static func addEdges(to draft: inout GraphDraft) {
    guard !draft.inventories.isEmpty else { return }
    for (index, grant) in draft.grants.enumerated()
    where grant.dead == nil && grant.party.kind == .oidcProvider {
      guard let issuer = grant.party.name?.display else { continue }
      for cluster in draft.inventories.indices where draft.inventories[cluster].issues(issuer) {
        addEdges(of: grant, index, issuer, cluster, &draft)
      }
    }
  }

  private static func addEdges(
    of grant: TrustGrant, _ index: Int, _ issuer: String, _ cluster: Int,
    _ draft: inout GraphDraft
  ) {
    let key = ContextKey(issuer + ":sub")
    let subjects = grant.residual.constraint(on: key)
    let residual = ServiceAccountFinder.audience(grant, issuer, draft)
    if residual.isNever { return }
    guard let pinned = subjects.pinnedTexts else {
      addPattern(subjects, residual.restricted(key, to: subjects), index, cluster, &draft)
      return
    }
    for subject in pinned {
      let pattern = SubjectPattern(subject, isGlob: false)
      guard let (namespace, name) = pattern.account,
        !draft.inventories[cluster].knows(namespace, name)
          || draft.inventories[cluster].isAssumed(namespace, name)
      else { continue }
      let token = draft.token(namespace, name, of: draft.inventories[cluster].cluster)
      draft.add(
        token, index, residual: residual.restricted(key, to: ValueSet(texts: [subject])),
        via: "T-OIDC-EKS")
      // Those who may create it are found with their permissions.
      let hub = draft.newAccounts(in: namespace, of: cluster)
      draft.add(hub, to: token, .takesToken, via: "K-tenant", [])
      if !draft.inventories[cluster].namespaces.contains(namespace) {
        let tenants = draft.newNamespaces(of: cluster)
        draft.add(tenants, to: token, .takesToken, via: "K-tenant", [])
      }
    }
  }

  /// A pattern accepts names that nobody has yet.
  private static func addPattern(
    _ subjects: ValueSet, _ residual: Residual, _ index: Int, _ cluster: Int,
    _ draft: inout GraphDraft
  ) {
    let texts = subjects.patterns?.map(\.text.display) ?? ["*"]
    let patterns = texts.map { SubjectPattern($0, isGlob: true) }
    if patterns.contains(where: { $0.crossesNamespaces }) {
      let token = draft.newToken("*", of: cluster, from: draft.newNamespaces(of: cluster))
      draft.add(token, index, residual: residual, via: "T-OIDC-EKS")
      if texts.contains("*") || texts.contains("system:serviceaccount:*:*")
        || texts.contains("system:serviceaccount:*")
      {
        _ = draft.newToken("*", of: cluster, from: draft.newAccounts(of: cluster))
        return
      }
    }
    for namespace in namespaces(of: patterns, among: draft.inventories[cluster].namespaces) {
      let hub = draft.newAccounts(in: namespace, of: cluster)
      let token = draft.newToken(namespace, of: cluster, from: hub)
      draft.add(token, index, residual: residual, via: "T-OIDC-EKS")
    }
  }

  /// The namespaces whose accounts could match one of the patterns.
  private static func namespaces(
    of patterns: [SubjectPattern], among known: [String]
  ) -> [String] {
    let fixed = patterns.compactMap(\.fixedNamespace)
    if fixed.count == patterns.count { return Set(fixed).sorted() }
    return known.filter { namespace in
      patterns.contains { $0.couldMatch(namespace: namespace) }
    }
  }
}

extension GraphDraft {
  /// The token of a service account that somebody has yet to create, in a namespace or in any.
  mutating func newToken(
    _ namespace: String, of cluster: Int, from makers: NodeIndex
  ) -> NodeIndex {
    let own = inventories[cluster].cluster
    let id = "sa-token:\(own.label)/\(namespace)/*"
    let token = graph.node(id) {
      Node(
        id: id, kind: .serviceAccountToken, account: own.account,
        label: "any service account that someone creates in "
          + (namespace == "*" ? "any namespace" : namespace))
    }
    if newTokenMakers.insert([makers, token]).inserted {
      add(makers, to: token, .takesToken, via: "K-tenant", [])
    }
    return token
  }

  /// Set node of whoever may create a service account in a namespace and use it.
  mutating func newAccounts(in namespace: String, of cluster: Int) -> NodeIndex {
    let name = "new-account:\(inventories[cluster].label)/\(namespace)"
    if let known = graph.index(of: "hub:" + name) { return known }
    let hub = hub(name)
    contain(hub, in: newAccounts(of: cluster), at: nil)
    contain(everywhereCreators(of: cluster), in: hub, at: nil)
    return hub
  }

  /// Set node of whoever may create a service account somewhere in a cluster and use it.
  mutating func newAccounts(of cluster: Int) -> NodeIndex {
    hub("new-account:\(inventories[cluster].label)")
  }

  /// Set node of whoever may create service accounts in every namespace and use them.
  private mutating func everywhereCreators(of cluster: Int) -> NodeIndex {
    let name = "new-account-anywhere:\(inventories[cluster].label)"
    if let known = graph.index(of: "hub:" + name) { return known }
    let hub = hub(name)
    contain(hub, in: newAccounts(of: cluster), at: nil)
    return hub
  }

  /// Set node of whoever may create a namespace and use service accounts in it.
  mutating func newNamespaces(of cluster: Int) -> NodeIndex {
    hub("new-namespace:\(inventories[cluster].label)")
  }

  /// Notes that the holder of a permission may create service accounts and use them.
  mutating func addCreator(
    _ source: NodeIndex, everywhere: Bool, _ namespaces: [String], of cluster: Int,
    _ range: SourceRange?
  ) {
    if everywhere {
      contain(source, in: everywhereCreators(of: cluster), at: range)
      return
    }
    for namespace in namespaces {
      contain(source, in: newAccounts(in: namespace, of: cluster), at: range)
    }
  }

  /// Notes that the holder of a permission may create namespaces and use accounts in them.
  mutating func addTenant(_ source: NodeIndex, of cluster: Int, _ range: SourceRange?) {
    contain(source, in: newNamespaces(of: cluster), at: range)
  }
}
