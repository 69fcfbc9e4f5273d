import Estate
import Kubernetes
import Logic
import Text
import TrustGraph

/// A row of the table `k8s_binding`.
struct BindingRow: Sendable {
  let id: Int
  let cluster: String
  let binding: String
  let namespace: String?
  let role: String
  let subjectKind: String
  let subjectName: String
  let isAdmin: Truth
  let changesLogins: Truth
  let yieldsTokens: Truth
  let summary: String
  let powers: String
  let isHeld: Bool
  let isEveryone: Bool
  let isSystem: Bool
  let strongest: BindingReach.Strongest?
  let roleARN: String
  let isAWSAuthRead: Truth
  let range: SourceRange?
}

extension Facts {
  var bindings: [BindingRow] {
    var rows: [BindingRow] = []
    for evidence in clusterEvidence where !evidence.cluster.bindings.isEmpty {
      let cluster = evidence.cluster
      let reach = BindingReach(evidence, self)
      for (binding, grant) in zip(cluster.bindings, evidence.authorization.grants) {
        // A role that is not among the inputs may allow anything.
        let (yields, strongest) = Self.tokens(grant, reach)
        let powers = grant.powers.map(\.rawValue).joined(separator: ",")
        func known(_ value: Bool) -> Truth { grant.areRulesKnown ? Truth(value) : .unknown }
        for subject in binding.subjects {
          rows.append(
            BindingRow(
              id: rows.count + 1, cluster: cluster.label, binding: binding.name,
              namespace: binding.namespace, role: "\(binding.roleKind)/\(binding.roleName)",
              subjectKind: subject.kind, subjectName: subject.name,
              isAdmin: known(grant.isClusterAdministration),
              changesLogins: known(grant.powers.contains(.changeLogins)),
              yieldsTokens: grant.areRulesKnown ? yields : .unknown, summary: grant.summary,
              powers: powers,
              isHeld: reach.isHeld(subject, in: binding.namespace),
              isEveryone: subject.name == "system:authenticated"
                || subject.name == "system:unauthenticated",
              isSystem: Self.isSystem(subject, binding), strongest: strongest,
              roleARN: strongest.map { trust.graph[node: $0.node].id } ?? "",
              isAWSAuthRead: cluster.readsAWSAuth, range: binding.range))
        }
      }
    }
    return rows
  }

  /// Whether the grant yields tokens, and the strongest role that they lead to; entering pods yields
  /// those of the accounts that pods run as.
  private static func tokens(
    _ grant: Grant, _ reach: BindingReach
  ) -> (Truth, BindingReach.Strongest?) {
    if grant.powers.contains(where: \.yieldsServiceAccountTokens) {
      return (.yes, reach.strongest(in: grant.namespaces))
    }
    guard grant.powers.contains(.enterPods) else { return (.no, nil) }
    if !reach.areWorkloadsKnown { return (.unknown, reach.strongest(in: grant.namespaces)) }
    let strongest = reach.strongest(in: grant.namespaces, running: true)
    return (Truth(strongest != nil), strongest)
  }

  /// Whether Kubernetes or EKS itself made the binding for a part of its own.
  private static func isSystem(_ subject: RBACBinding.Subject, _ binding: RBACBinding) -> Bool {
    let isBuiltIn = binding.name.hasPrefix("system:") || binding.name.hasPrefix("eks:")
    let isController = subject.kind == "ServiceAccount" && subject.namespace == "kube-system"
    return isBuiltIn && (isController || subject.name.hasPrefix("system:kube-"))
      || subject.name == "system:masters" || subject.name.hasPrefix("eks:")
  }
}
