import CloudFormation
import Documents
import Estate
import IAM
import Logic
import Text

extension Reading {
  /// Reads `AWS::Organizations::Policy`.
  ///
  /// Before it is deployed such a policy limits nobody, and counting it would hide risk that
  /// exists: it becomes part of the organisation without hanging anywhere.
  mutating func addGuardrails(of resolved: ResolvedTemplate) {
    for resource in resolved.resources where resource.type == "AWS::Organizations::Policy" {
      guard let kind = resource["Type"]?.literal.flatMap(OrganizationPolicy.Kind.init) else {
        continue
      }
      let content = resource["Content"].map { GuardedPolicy($0, under: resource.guards) }
      estate.organization.add(
        planned: OrganizationPolicy(
          id: resource.physicalID.display, name: resource["Name"]?.text?.display, kind: kind,
          document: content.flatMap(resolved.policyDocument).flatMap { policy($0.root) },
          range: resource.nameRange))
      diagnostics.append(
        Diagnostic(
          .note, "cfn-guardrail-planned",
          "the policy `\(resource.logicalID)` limits nobody before it is deployed",
          at: resource.nameRange, fix: "scan the exports of the organisation after deployment"))
      count("policies")
    }
  }
}
