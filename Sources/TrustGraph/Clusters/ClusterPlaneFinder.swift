import Estate
import IAM
import Kubernetes
import Logic
import Text

/// IAM principals that change who may log in to a cluster, through the EKS API.
///
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon
/// Elastic Kubernetes Service".
struct ClusterPlaneFinder: EdgeFinder {
  static let rows = ["K-eks-ae", "K-eks-cfg", "K-eks-group", "K-eks-idp"]

  static func addEdges(to draft: inout GraphDraft) {
    guard draft.inventories.contains(where: { $0.cluster.arn != nil }) else { return }
    var statements = PlaneStatements(draft.estate, draft.principals)
    for cluster in draft.inventories.indices {
      guard let arn = draft.inventories[cluster].cluster.arn.flatMap({ ARN($0) }) else { continue }
      var plane = ClusterPlane(
        cluster: cluster, arn: arn, guardrails: PlaneGuardrails(arn.account, draft.estate))
      for principal in draft.principals.members(of: arn.account) {
        guard let node = draft.principals.nodes[principal],
          let held = statements.held(by: principal)
        else { continue }
        plane.addEdges(from: node, principal, held, &draft)
      }
    }
  }
}

/// The EKS API of one cluster, asked once for all principals with the same policies.
private struct ClusterPlane {
  /// What one set of policies allows.
  private struct Answer {
    var administers = Residual.never
    var associates = Residual.never
    var groups = Residual.never
    var changes = Residual.never
    var providers = Residual.never
    var isByConfiguration = false
    /// Access policies that an entry may get where that of administrators is denied.
    var policies: [(policy: AccessEntry.Policy, left: Residual)] = []
    var creates = Residual.never
    var places: [Evidence] = []
  }

  let cluster: Int
  let arn: ARN
  let guardrails: PlaneGuardrails
  private var answers: [String: Answer] = [:]

  init(cluster: Int, arn: ARN, guardrails: PlaneGuardrails) {
    self.cluster = cluster
    self.arn = arn
    self.guardrails = guardrails
  }

  mutating func addEdges(
    from node: NodeIndex, _ principal: Int, _ held: PlaneStatements.Held, _ draft: inout GraphDraft
  ) {
    let answer = answers[held.key] ?? ask(principal, held, draft)
    answers[held.key] = answer
    let own = draft.inventories[cluster].cluster
    let id = draft.principals.all[principal].id
    let hasEntry = own.accessEntries.contains { $0.principalARN.display == id }
    let ownEntry: Residual =
      if hasEntry {
        .always
      } else if own.areAccessEntriesListed {
        .never
      } else {
        Residual(
          Proposition("the cluster has an access entry for the caller"), kind: .evidenceMissing)
      }
    let administers = answer.administers.or(ownEntry.and(answer.associates))
    for (policy, left) in answer.policies where administers.isNever {
      let residual = answer.creates.or(ownEntry).and(left)
      if residual.isNever { continue }
      let scope = policy.namespaces.map { ":" + $0.joined(separator: ",") } ?? ""
      let permission = draft.permission(
        AccessPolicies.name(of: policy.arn) + scope, policy.grant(at: nil, in: own), of: own)
      add(
        node, permission, residual, answer.isByConfiguration ? "K-eks-cfg" : "K-eks-ae",
        answer.places, &draft)
    }
    if !administers.isNever {
      add(
        node, draft.administrators(of: cluster), administers,
        answer.isByConfiguration ? "K-eks-cfg" : "K-eks-ae", answer.places, &draft)
      return
    }
    // Changing an entry does not change whose it is.
    let joins = answer.groups.or(ownEntry.and(answer.changes))
    if joins.isNever, answer.providers.isNever { return }
    guard let groups = groups(&draft) else { return }
    if !joins.isNever {
      add(node, groups, joins, "K-eks-group", answer.places, &draft)
    }
    if !answer.providers.isNever {
      add(node, groups, answer.providers, "K-eks-idp", answer.places, &draft)
    }
  }

  private func add(
    _ source: NodeIndex, _ target: NodeIndex, _ residual: Residual, _ row: String,
    _ places: [Evidence], _ draft: inout GraphDraft
  ) {
    draft.add(
      source, to: target, .administersCluster, via: row,
      status: residual.isAlways ? .proved : .conditional, residual: residual, places)
  }

  /// Set node of every group that a binding names and that EKS lets anybody be put into; nil where
  /// there is none.
  private func groups(_ draft: inout GraphDraft) -> NodeIndex? {
    let own = draft.inventories[cluster].cluster
    let name = "any-group:\(own.label)"
    if let known = draft.graph.index(of: "hub:" + name) { return known }
    let subjects = own.bindings.flatMap(\.subjects).filter {
      $0.kind == "Group" && !$0.name.hasPrefix("system:")
    }
    guard !subjects.isEmpty else { return nil }
    let hub = draft.hub(name)
    for group in Set(subjects.map(\.name)).sorted() {
      let target = draft.clusterGroup(group, of: own)
      draft.add(hub, to: target, .administersCluster, via: "K-eks-group", [])
    }
    return hub
  }

  private func ask(
    _ principal: Int, _ held: PlaneStatements.Held, _ draft: GraphDraft
  ) -> Answer {
    var answer = Answer()
    let policy = "arn:\(arn.partition):eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
    let asked = Question(plane: self, principal: principal, held: held, draft: draft)
    let create = asked("CreateAccessEntry", on: "cluster", [:], without: policyKeys, &answer.places)
    let update = asked(
      "UpdateAccessEntry", on: "access-entry", [:], without: policyKeys + entryKeys, &answer.places)
    let associate = asked(
      "AssociateAccessPolicy", on: "access-entry",
      ["eks:policyArn": policy, "eks:accessScope": "cluster"], &answer.places)
    let provider = asked("AssociateIdentityProviderConfig", on: "cluster", [:], &answer.places)
    answer.providers = provider
    var honoured = Residual.always
    switch draft.inventories[cluster].cluster.readsAccessEntries {
    case .yes: break
    case .no:
      answer.isByConfiguration = true
      honoured = asked(
        "UpdateClusterConfig", on: "cluster", ["eks:authenticationMode": "API_AND_CONFIG_MAP"],
        &answer.places)
    case .unknown:
      honoured = Residual(
        Proposition("the cluster honours access entries"), kind: .evidenceMissing)
    }
    answer.associates = honoured.and(associate)
    answer.administers = honoured.and(create).and(associate)
    answer.groups = honoured.and(create)
    answer.changes = honoured.and(update)
    answer.creates = create
    if associate.isNever {
      answer.policies = lesser(asked, draft.inventories[cluster], &answer.places)
        .map { ($0.policy, honoured.and($0.left)) }
    }
    return answer
  }

  /// The access policies that may be associated, from the one that gives most, each as far as it may
  /// reach: a Deny of the strongest one leaves the others.
  private func lesser(
    _ asked: Question, _ inventory: ClusterInventory, _ places: inout [Evidence]
  ) -> [(policy: AccessEntry.Policy, left: Residual)] {
    var result: [(policy: AccessEntry.Policy, left: Residual)] = []
    for name in ["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy", "AmazonEKSEditPolicy"] {
      let policy = "arn:\(arn.partition):eks::aws:cluster-access-policy/\(name)"
      var keys: [ContextKey: String] = ["eks:policyArn": policy, "eks:accessScope": "cluster"]
      let wide = asked(
        "AssociateAccessPolicy", on: "access-entry", keys, without: ["eks:namespaces"], &places)
      if !wide.isNever { result.append((AccessEntry.Policy(arn: policy, namespaces: nil), wide)) }
      if wide.isAlways { break }
      keys["eks:accessScope"] = "namespace"
      var spaces: [Residual: [String]] = [:]
      let any = asked("AssociateAccessPolicy", on: "access-entry", keys, &places)
      for space in any.isNever ? [] : Set(inventory.namespaces + ["kube-system"]).sorted() {
        let left =
          any.isAlways
          ? any
          : asked("AssociateAccessPolicy", on: "access-entry", keys, for: space, &places)
        if !left.isNever { spaces[left, default: []].append(space) }
      }
      for (left, spaces) in spaces.sorted(by: { $0.value[0] < $1.value[0] }) {
        result.append((AccessEntry.Policy(arn: policy, namespaces: spaces), left))
      }
    }
    return result
  }

  /// Keys of access policies, which no other call has.
  private let policyKeys: [ContextKey] = ["eks:policyArn", "eks:accessScope", "eks:namespaces"]
  /// Keys of access entries, which changing one has not.
  private let entryKeys: [ContextKey] = [
    "eks:principalArn", "eks:kubernetesGroups", "eks:username", "eks:accessEntryType",
  ]

  /// One question to the policies of one principal.
  private struct Question {
    let plane: ClusterPlane
    let principal: Int
    let held: PlaneStatements.Held
    let draft: GraphDraft

    func callAsFunction(
      _ action: String, on type: String, _ keys: [ContextKey: String],
      without absent: [ContextKey] = [], for namespace: String? = nil, _ places: inout [Evidence]
    ) -> Residual {
      let arn = plane.arn
      let resource =
        type == "cluster"
        ? "\(arn)" : "arn:\(arn.partition):eks:\(arn.region):\(arn.account):\(type)/\(arn.name)/*"
      let caller = held.isPersonal ? draft.caller(principal) : draft.caller(principal).anonymous
      var known = keys.mapValues { RequestContext.Knowledge.known(.one($0)) }
      for key in absent { known[key] = .known(.absent) }
      if let namespace { known["eks:namespaces"] = .known(.many([namespace])) }
      let request = Request(
        caller: caller, action: "eks:" + action, resource: SymbolicString(resource),
        resourceAccount: SymbolicString(arn.account),
        context: RequestContext(known))
      let decision = draft.sides.evaluator.decide(
        request,
        PolicySets(
          identity: PolicySet(
            held.documents.map { AttachedPolicy(id: "identity", document: $0) }),
          boundary: draft.holders.guards[principal].boundary.set))
      let residual = decision.residual.and(
        plane.guardrails.left(of: request, draft.sides.evaluator))
      if !residual.isNever {
        for match in decision.matches where !match.denies {
          guard let place = Evidence(.grants, at: match.range), !places.contains(place) else {
            continue
          }
          places.append(place)
        }
      }
      return residual
    }
  }
}

extension Caller {
  /// Some principal of the same kind and account.
  fileprivate var anonymous: Caller { Caller(kind, partition: partition, account: account) }
}
