import CloudFormation
import Documents
import Estate
import IAM
import Kubernetes
import Logic
import Text

extension Reading {
  /// Adds what an evaluated template creates to the estate, and remarks to the file at hand.
  ///
  /// - Returns: what it attaches to principals that it does not declare.
  mutating func add(
    _ resolved: ResolvedTemplate, isChange: Bool = false, isResolved: Bool = false
  ) -> [AttachmentElsewhere] {
    diagnostics.append(contentsOf: resolved.diagnostics)
    if account == nil { account = resolved.context.account }
    for secret in resolved.secrets { estate.add(Secret(secret)) }
    for secret in TemplateCredentials.secrets(in: resolved.template) { estate.add(secret) }
    let index = estate.add(
      TemplateSource(
        file: resolved.template.file, stackName: resolved.context.stackName,
        openParameters: resolved.openParameters,
        defaultedParameters: resolved.defaultedParameters,
        opaqueReasons: resolved.opaqueReasons, isResolved: isResolved))
    estate.add(valueNotes: resolved.notes)
    estate.add(givenPlaces: resolved.givenPlaces)
    for role in resolved.assumedRoles {
      estate.add(
        DeploymentStep(source: role.by, target: role.arn, via: role.row, range: role.range))
    }
    let items = TemplateEstate(resolved, index: index)
    let iam = IAMResources(resolved)
    for (arn, range) in iam.permissionSetsElsewhere {
      diagnostics.append(
        Diagnostic(
          .warning, "cfn-attached-elsewhere",
          "the permission set `\(arn.display)` is not declared in this template: the role that is "
            + "made of it is part of no verdict", at: range,
          fix: "judge it in the export of the account that it is assigned in"))
    }
    for resource in iam.principals {
      let principal = items.principal(resource)
      for document in principal.documents { noteExternalIDs(of: document) }
      estate.add(principal)
      count("\(principal.kind.rawValue)s")
    }
    for policy in iam.managedPolicies.compactMap(items.managedPolicy) {
      noteExternalIDs(of: policy.document)
      if isChange { estate.put(policy) } else { estate.add(policy) }
    }
    for provider in iam.oidcProviders { estate.add(items.provider(provider)) }
    for provider in iam.samlProviders.compactMap(items.provider) { estate.add(provider) }
    noteUnresolved(resolved, iam)
    addGuardrails(of: resolved)
    for policy in resolved.resourcePolicies.compactMap(items.policy) {
      noteExternalIDs(of: policy.document)
      estate.add(policy)
    }
    for use in resolved.roleUses(iam) { estate.add(items.use(use)) }
    for (object, cluster) in TemplateClusters(resolved, path: path).objects {
      clusters.add(object, of: cluster, in: folder)
    }
    count("managed policies", iam.managedPolicies.count)
    count("OIDC providers", iam.oidcProviders.count)
    count("resources", resolved.resources.count)
    return iam.attachmentsElsewhere
  }

  /// Tells that what a template attaches is part of no verdict.
  mutating func noteNotAttached(_ attachment: AttachmentElsewhere) {
    diagnostics.append(
      Diagnostic(
        .warning, "cfn-attached-elsewhere",
        "`\(attachment.name.display)` is not declared in this template: what is attached to it here "
          + "is part of no verdict", at: attachment.range,
        fix: "judge it in the export of the account after deployment, or scan `--onto` that export")
    )
  }

  /// Tells how much of the template only a deployment knows.
  private mutating func noteUnresolved(_ resolved: ResolvedTemplate, _ iam: IAMResources) {
    let names = resolved.unresolvedNames
    guard !names.isEmpty else { return }
    let inTrust = resolved.unresolvedNames(inTrustOf: iam)
    let list = inTrust.prefix(20).map { "`${\($0)}`" }.joined(separator: ", ")
    let more = inTrust.count > 20 ? ", …" : ""
    diagnostics.append(
      Diagnostic(
        .note, "cfn-unresolved",
        "values that only a deployment tells: \(names.count); in trust policies: \(inTrust.count)"
          + (inTrust.isEmpty ? "" : " (\(list)\(more))"),
        at: resolved.template.root.range,
        fix: "give parameters with `--parameters FILE`, or export the deployed stack"))
  }
}
