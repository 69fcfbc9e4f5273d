import Estate
import Kubernetes
import Logic
import Text

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
  let range: SourceRange?
}

extension Facts {
  var bindings: [BindingRow] {
    var rows: [BindingRow] = []
    for cluster in estate.clusters {
      let authorization = Authorization(cluster)
      for binding in cluster.bindings {
        let grant = authorization.grant(binding)
        // A role that is not among the inputs may allow anything.
        func known(_ value: Bool) -> Truth { grant.areRulesKnown ? Truth(value) : .unknown }
        for subject in binding.subjects {
          rows.append(
            BindingRow(
              id: rows.count + 1, cluster: cluster.label, binding: binding.name,
              namespace: binding.namespace, role: "\(binding.roleKind)/\(binding.roleName)",
              subjectKind: subject.kind, subjectName: subject.name,
              isAdmin: known(grant.isClusterAdministration),
              changesLogins: known(grant.powers.contains(.changeLogins)),
              yieldsTokens: known(grant.powers.contains(where: \.yieldsServiceAccountTokens)),
              summary: grant.summary, range: binding.range))
        }
      }
    }
    return rows
  }
}
