import Estate
import Kubernetes
import Text
import TrustGraph

/// A row of the table `gap`.
struct GapRow: Sendable {
  let id: Int
  let code: String
  let what: String
  let subject: String
  let hides: String
  /// What to do about it, as a sentence.
  let way: String
  let range: SourceRange?
}

extension Facts {
  private static func organizationCommand(_ kind: String) -> String {
    "aws organizations list-roots; list-parents for each account and unit; list-policies --filter "
      + "\(kind); describe-policy and list-targets-for-policy for each policy"
  }

  var gaps: [GapRow] {
    var rows: [GapRow] = []
    func add(
      _ code: String, _ what: String, of subject: String, hides: String, command: String?,
      at range: SourceRange? = nil
    ) {
      rows.append(
        GapRow(
          id: rows.count + 1, code: code, what: what, subject: subject, hides: hides,
          way: command.map { "Export with: \($0)" } ?? "This version does not evaluate them.",
          range: range))
    }
    for export in estate.truncatedExports {
      add(
        "truncated", "the further pages of an export", of: "an export",
        hides: "everything on its further pages",
        command: "the same command without --max-items and --starting-token", at: export.range)
    }
    guard !estate.principals.isEmpty else { return rows }
    let coverage = estate.coverage
    if !coverage.scp {
      add(
        "service-control-policies", "service control policies", of: "the organisation",
        hides: "which paths a service control policy stops",
        command: Self.organizationCommand("SERVICE_CONTROL_POLICY"))
    }
    if !coverage.rcp {
      add(
        "resource-control-policies", "resource control policies", of: "the organisation",
        hides: "which trusts a resource control policy stops",
        command: Self.organizationCommand("RESOURCE_CONTROL_POLICY"))
    }
    if !coverage.oidcProviders, grants.contains(where: { $0.token != nil }) {
      add(
        "oidc-providers", "OIDC providers", of: "the accounts",
        hides: "which audiences a provider accepts, and whether it exists",
        command: "aws iam get-open-id-connect-provider --open-id-connect-provider-arn ARN")
    }
    let open = estate.clusters.filter { !$0.areBindingsComplete }
    if !open.isEmpty {
      let all = open.count == estate.clusters.count
      add(
        "rbac", "Kubernetes roles and bindings",
        of: all ? "the clusters" : open.map(\.label).joined(separator: ", "),
        hides: "what a mapped group may do",
        command: "kubectl get roles,rolebindings,clusterroles,clusterrolebindings -A -o yaml")
    }
    let vague = estate.clusters.filter { !$0.areAccessEntriesDescribed }
    if !vague.isEmpty {
      add(
        "access-entries", "all about the access entries",
        of: vague.map(\.label).joined(separator: ", "),
        hides: "who else logs in, as whom, and what access policies allow them",
        command: "aws eks list-access-entries; describe-access-entry and "
          + "list-associated-access-policies for each of them")
    }
    if estate.organization == nil {
      add(
        "organization", "the list of your accounts", of: "the organisation",
        hides: "which accounts are yours",
        command: "aws organizations list-accounts")
    }
    return rows
  }
}
