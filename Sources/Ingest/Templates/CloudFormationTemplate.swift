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
    let context = StackContext(
      account: reading.template.account, region: reading.template.region,
      stackName: reading.template.stackName,
      ignoresDefaults: !reading.template.usesDefaults)
    let resolved = template.resolved(parameters: reading.template.values(), context: context)
    reading.diagnostics.append(contentsOf: resolved.diagnostics)
    if reading.account == nil { reading.account = context.account }
    for secret in resolved.secrets {
      reading.estate.add(
        Secret(kind: .noEcho(secret.name), value: secret.value, range: secret.range))
    }
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

extension TemplateContext {
  /// The given parameter values, later files winning over earlier ones and options over files.
  func values() -> ParameterValues {
    var values = ParameterValues()
    for file in parameterFiles {
      // The ranges of a parameter file mean nothing here: it is not among the inputs.
      var ignored = Diagnostics()
      let id = FileID(rawValue: .max)
      for document in DocumentReader.read(SourceBytes(file.bytes), file: id, diagnostics: &ignored)
      {
        values.read(document.root, isLocated: false, diagnostics: &ignored)
      }
    }
    for option in parameters { _ = values.set(option: option) }
    return values
  }
}
