import Documents
import Logic
import Text

/// Stack sets: one template deployed to other accounts.
///
/// Source: CloudFormation User Guide, "StackSets concepts".
extension Evaluation {
  /// The stacks that a stack set makes, one for each account that it names; one in an account that
  /// is not known where it names none.
  func stackSetInstances(_ declaration: Declaration) -> [Evaluation] {
    guard !declaration.isExcluded else { return [] }
    guard let template = stackSetTemplate(declaration) else {
      reportMissing(declaration, "the template of the stack set")
      return []
    }
    let given = listedParameters(property("Parameters", of: declaration))
    let targets = stackSetTargets(declaration)
    if property("PermissionModel", of: declaration)?.literal == "SELF_MANAGED" {
      for target in targets { noteAdministration(declaration, of: target.account) }
    }
    return targets.compactMap { target in
      var context = StackContext(ignoresDefaults: self.context.ignoresDefaults)
      context.account = target.account.literal
      context.symbolicAccount = target.account.literal == nil ? target.account : nil
      context.partition = self.context.partition
      context.nesting = self.context.nesting + [declaration.logicalID]
      context.symbolicName =
        "StackSet-" + (property("StackSetName", of: declaration)?.text ?? "")
        + SymbolicString([
          .literal("-"), .hole(Hole(declaration.logicalID, origin: .generatedName, shape: .word)),
        ])
      var values = given
      values.merge(target.overrides)
      return nest(template, as: declaration, given: values, context: context)
    }
  }

  /// The administration role assumes the execution role in every target account.
  ///
  /// Source: CloudFormation User Guide, "Grant self-managed permissions".
  private func noteAdministration(_ declaration: Declaration, of account: SymbolicString) {
    let partition = "arn:\(context.partition ?? "aws"):iam::"
    let administrator = property("AdministrationRoleARN", of: declaration)
    let execution =
      property("ExecutionRoleName", of: declaration)?.text
      ?? "AWSCloudFormationStackSetExecutionRole"
    assumedRoles.append(
      AssumedRole(
        by: administrator?.text
          ?? SymbolicString(partition) + PseudoParameter.account(in: context)
          + ":role/AWSCloudFormationStackSetAdministrationRole",
        arn: SymbolicString(partition) + account + ":role/" + execution, row: "T-STACK-SET",
        range: administrator?.range ?? declaration.bodyRange))
  }

  private func stackSetTemplate(_ declaration: Declaration) -> Template? {
    if let body = property("TemplateBody", of: declaration) {
      var ignored = Diagnostics()
      return body.source?.embedded(as: .yaml, &ignored).flatMap { Template($0.root) }
    }
    return property("TemplateURL", of: declaration)?.text
      .flatMap { library.file(at: $0, from: template.file) }.flatMap { Template($0) }
  }

  /// A list of `{ParameterKey, ParameterValue}`.
  private func listedParameters(_ value: TemplateValue?) -> ParameterValues {
    var values = ParameterValues()
    for element in value?.elements() ?? [] {
      guard let name = element.value["ParameterKey"]?.literal,
        let given = element.value["ParameterValue"]
      else { continue }
      values.set(name, to: given)
    }
    return values
  }

  private func stackSetTargets(
    _ declaration: Declaration
  ) -> [(account: SymbolicString, overrides: ParameterValues)] {
    var targets: [(account: SymbolicString, overrides: ParameterValues)] = []
    for group in property("StackInstancesGroup", of: declaration)?.elements() ?? [] {
      let overrides = listedParameters(group.value["ParameterOverrides"])
      let accounts = group.value["DeploymentTargets"]?["Accounts"]?.elements() ?? []
      for account in accounts.compactMap(\.value.text)
      where !targets.contains(where: { $0.account == account }) {
        targets.append((account, overrides))
      }
    }
    guard targets.isEmpty else { return targets }
    let hole = Hole(
      "\(qualified(declaration.logicalID)).Account", origin: .attribute, shape: .accountID)
    return [(SymbolicString(hole), ParameterValues())]
  }
}
