import CloudFormation
import Documents
import Estate
import IAM
import Logic
import Text

/// A CloudFormation template, or the answer of `get-template`.
///
/// Source: CloudFormation User Guide, "Template anatomy".
struct CloudFormationTemplate: Reader {
  let kind = "cloudformation-template"
  let markers: [StaticString] = ["AWSTemplateFormatVersion", "AWS::", "TemplateBody"]

  func recognises(_ root: Node) -> Bool { Template(root) != nil }

  func read(_ root: Node, _ reading: inout Reading) {
    guard let template = Template(root) else { return }
    let resolved = template.resolved(parameters: reading.parameters, context: reading.stack)
    reading.diagnostics.append(contentsOf: resolved.diagnostics)
    if reading.account == nil { reading.account = reading.stack.account }
    for secret in resolved.secrets { reading.estate.add(Secret(secret)) }
    add(resolved, &reading)
  }

  private func add(_ resolved: ResolvedTemplate, _ reading: inout Reading) {
    let index = reading.estate.add(
      TemplateSource(
        file: resolved.template.file, stackName: resolved.context.stackName,
        openParameters: resolved.openParameters,
        defaultedParameters: resolved.defaultedParameters,
        opaqueReasons: resolved.opaqueReasons))
    let items = TemplateEstate(resolved, index: index)
    let iam = IAMResources(resolved)
    for (name, range) in iam.principalsElsewhere {
      reading.diagnostics.append(
        Diagnostic(
          .warning, "cfn-attached-elsewhere",
          "`\(name.display)` is not declared in this template: what is attached to it here is part "
            + "of no verdict", at: range,
          fix: "judge it in the export of the account after deployment"))
    }
    for resource in iam.principals {
      let principal = items.principal(resource)
      if let trust = principal.trust { reading.noteExternalIDs(of: trust) }
      reading.estate.add(principal)
      reading.count("\(principal.kind.rawValue)s")
    }
    for policy in iam.managedPolicies.compactMap(items.managedPolicy) {
      reading.estate.add(policy)
    }
    for provider in iam.oidcProviders { reading.estate.add(items.provider(provider)) }
    for provider in iam.samlProviders.compactMap(items.provider) { reading.estate.add(provider) }
    reading.count("managed policies", iam.managedPolicies.count)
    reading.count("OIDC providers", iam.oidcProviders.count)
    reading.count("resources", resolved.resources.count)
  }
}
