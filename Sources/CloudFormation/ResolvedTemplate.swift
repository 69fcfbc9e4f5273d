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
  public internal(set) var resources: [Resource]
  /// Parameters with what became of each, in the order of the source.
  public internal(set) var parameters: [ResolvedParameter]
  /// Conditions by name, as far as they are decided.
  public internal(set) var conditions: [String: Truth]
  /// What undecided conditions ask of parameters, by qualified name, where parameters decide them.
  var requirements: [String: Residual] = [:]
  /// Outputs that are made for certain or under guards, in the order of the source.
  public let outputs: [Output]
  /// Values that must never be printed.
  public internal(set) var secrets: [SecretParameter]
  /// Macros and constructs that make "no risk" impossible to claim.
  public internal(set) var opaqueReasons: [String]
  /// Where values came from (a parameter's default, a mapping cell), by the place that uses them.
  public internal(set) var notes: [SourceRange: [Diagnostic.Note]]
  /// Places whose value was given for a parameter of the stack, and stands in no template.
  public internal(set) var givenPlaces: Set<SourceRange> = []
  /// Remarks about the template.
  public internal(set) var diagnostics: Diagnostics
  /// The templates of nested stacks, stack sets and modules, each once.
  public internal(set) var nestedTemplates: Set<FileID> = []
  /// What the stack and its nested stacks export.
  public internal(set) var exports: [ExportTable.Entry] = []
  /// The outputs of the stack and its nested stacks.
  public internal(set) var stackOutputs: [ExportTable.Entry] = []
  /// Roles that the deployment assumes to read outputs of other stacks.
  public internal(set) var assumedRoles: [AssumedRole] = []
  /// Whether values of other stacks are imported.
  public internal(set) var readsOtherStacks: Bool

  /// The ARNs of the resources that have one.
  var ownARNs: Set<SymbolicString> = []

  /// The account that the stack is in.
  public var account: SymbolicString { PseudoParameter.account(in: context) }

  /// Names of parameters that were neither given nor defaulted.
  public var openParameters: [String] {
    parameters.filter { $0.state == .open }.map(\.name)
  }

  /// Names of parameters whose `Default` was used.
  public var defaultedParameters: [String] {
    defaultedParameterValues.map(\.name)
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

  /// Its name; after those of the nested stacks around it, with dots between.
  public let name: String
  /// The declaration.
  public let parameter: Parameter
  /// Where the value comes from.
  public let state: State
  /// The value; a hole for open and for NoEcho parameters.
  public let value: TemplateValue
}

/// A value of a parameter that must never be printed.
public struct SecretParameter: Hashable, Sendable {
  /// The parameter; stands for the value wherever it is shown.
  public let name: String
  /// The value.
  public let value: String
  /// Where it is written; nil for values of options.
  public let range: SourceRange?
  /// Whether it is hidden wherever it occurs, and not only where it is written.
  public var isSearched = true
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
    parameters given: ParameterValues = ParameterValues(), context: StackContext = StackContext(),
    library: StackLibrary = StackLibrary()
  ) -> ResolvedTemplate {
    let evaluation = Evaluation(
      template: self, parameters: given, context: context, library: library)
    evaluation.declare()
    var resolved = evaluation.resolved()
    resolved.hideExternalIDs()
    resolved.ownARNs = Set(resolved.resources.compactMap(\.arn))
    return resolved
  }
}
