import Documents
public import Logic
public import Text

/// What a template would create in one stack, as far as that is known offline.
public struct ResolvedTemplate: Sendable {
  /// The template.
  public let template: Template
  /// What was known about the stack.
  public let context: StackContext
  /// Resources that are created for certain or under guards, in the order of the source.
  public let resources: [Resource]
  /// Parameters with what became of each, in the order of the source.
  public let parameters: [ResolvedParameter]
  /// Conditions by name, as far as they are decided.
  public let conditions: [String: Truth]
  /// Outputs that are made for certain or under guards, in the order of the source.
  public let outputs: [Output]
  /// Values that must never be printed.
  public let secrets: [SecretParameter]
  /// Macros and constructs that make "no risk" impossible to claim.
  public let opaqueReasons: [String]
  /// Where values came from (a parameter's default, a mapping cell), by the place that uses them.
  public let notes: [SourceRange: [Diagnostic.Note]]
  /// Remarks about the template.
  public let diagnostics: Diagnostics

  /// The ARNs of the resources that have one.
  let ownARNs: Set<SymbolicString>

  /// The account that the stack is in.
  public var account: SymbolicString { PseudoParameter.account(in: context) }

  /// Names of parameters that were neither given nor defaulted.
  public var openParameters: [String] {
    parameters.filter { $0.state == .open }.map(\.parameter.name)
  }

  /// Names of parameters whose `Default` was used.
  public var defaultedParameters: [String] {
    defaultedParameterValues.map(\.parameter.name)
  }

  /// Parameters whose `Default` was used.
  public var defaultedParameterValues: [ResolvedParameter] {
    parameters.filter { $0.state == .defaulted }
  }
}

/// A parameter with what became of it.
public struct ResolvedParameter: Sendable {
  /// Where the value comes from.
  public enum State: Hashable, Sendable {
    /// A value was given.
    case given
    /// `Default` was used, as an assumption.
    case defaulted
    /// Not known.
    case open
  }

  /// The declaration.
  public let parameter: Parameter
  /// Where the value comes from.
  public let state: State
  /// The value; a hole for open and for NoEcho parameters.
  public let value: TemplateValue
}

/// A NoEcho parameter's value, which must never be printed.
public struct SecretParameter: Hashable, Sendable {
  /// The parameter; stands for the value wherever it is shown.
  public let name: String
  /// The value.
  public let value: String
  /// Where it is written; nil for values of options.
  public let range: SourceRange?
}

/// An entry of the `Outputs` section.
public struct Output: Sendable {
  /// Logical name.
  public let name: String
  /// Its value.
  public let value: TemplateValue
  /// The name under which it is exported, if it is.
  public let exportName: TemplateValue?
  /// Conditions under which it is made; all must hold.
  public let guards: [Guard]
  /// The entry in the source.
  public let range: SourceRange
}

extension Template {
  /// Evaluates the template.
  ///
  /// Never fails: what cannot be known becomes a hole, what is wrong a diagnostic.
  ///
  /// - Complexity: linear in the size of the evaluated template.
  public func resolved(
    parameters given: ParameterValues = ParameterValues(), context: StackContext = StackContext()
  ) -> ResolvedTemplate {
    let evaluation = Evaluation(template: self, parameters: given, context: context)
    evaluation.readConditions()
    evaluation.declareResources()
    evaluation.expandServerless()
    evaluation.reportOpaqueTransforms()
    evaluation.reportDuplicateKeys()
    let parameters = evaluation.resolvedParameters()
    for name in evaluation.conditionNames { _ = evaluation.outcome(of: name, at: root.range) }
    let resources = evaluation.resources()
    let outputs = evaluation.resolvedOutputs()
    return ResolvedTemplate(
      template: self, context: context, resources: resources, parameters: parameters,
      conditions: evaluation.outcomes.mapValues(\.truth), outputs: outputs,
      secrets: evaluation.secrets(), opaqueReasons: evaluation.opaqueReasons,
      notes: evaluation.notes, diagnostics: evaluation.diagnostics,
      ownARNs: Set(resources.compactMap(\.arn)))
  }
}
