import CloudFormation
import Documents
import Logic
import Text

/// All templates of the inputs, evaluated together: nested stacks inside their parents, imports
/// with the exports of the other stacks, deployed stacks with what exports tell about them.
struct TemplateProject {
  /// Most rounds in which values travel from stack to stack.
  private static let roundLimit = 8

  /// One template that is deployed by itself, evaluated.
  struct Member {
    let pending: PendingTemplate
    let resolved: ResolvedTemplate
    /// The deployed stack that it belongs to, if that is known.
    let stack: LiveStack?
    /// Its number among all templates.
    let number: Int
    let remarks: [Diagnostic]
  }

  private let templates: [PendingTemplate]
  private let stacks: StackInventory
  private let context: StackContext
  private let given: ParameterValues
  private let names: ExportedNames
  private let assemblies: [String: LiveStack]
  private var library: StackLibrary

  init(
    _ templates: [PendingTemplate], includes: [StackLibrary.File], stacks: StackInventory,
    names: ExportedNames, assemblies: [String: LiveStack], context: StackContext,
    given: ParameterValues
  ) {
    self.names = names
    self.assemblies = assemblies
    self.templates = templates
    self.stacks = stacks
    self.context = context
    self.given = given
    let files = templates.map { StackLibrary.File(path: $0.path, root: $0.template.root) }
    library = StackLibrary(files: files + includes, stacks: stacks.all)
  }

  /// The templates that no other template nests, in the order in which they were read.
  mutating func resolve(by parallelism: Parallelism) -> [Member] {
    let matching = StackMatching(
      stacks: stacks.outermost, stackName: context.stackName, assemblies: assemblies)
    let candidates = templates.map { matching.candidates(for: $0, isOnly: templates.count == 1) }
    library.exports = table([])
    var resolved = self.resolved(Array(templates.indices), candidates, by: parallelism)
    var known = offers(of: resolved)
    for _ in 0..<Self.roundLimit where resolved.contains(where: \.readsOtherStacks) {
      library.exports = table(resolved)
      let readers = resolved.indices.filter { resolved[$0].readsOtherStacks }
      let again = self.resolved(readers, candidates, by: parallelism)
      for (index, template) in zip(readers, again) { resolved[index] = template }
      let offered = offers(of: resolved)
      if offered == known { break }
      known = offered
    }
    return resolved.indices.compactMap { number in
      guard !isNested(resolved[number], in: resolved) else { return nil }
      let (pending, stacks) = (templates[number], candidates[number])
      return Member(
        pending: pending, resolved: resolved[number],
        stack: stacks.count == 1 ? stacks.first : nil, number: number,
        remarks: remarks(pending, stacks))
    }
  }

  /// Templates by their numbers, each evaluated with the exports that are known by now.
  private func resolved(
    _ numbers: [Int], _ candidates: [[LiveStack]], by parallelism: Parallelism
  ) -> [ResolvedTemplate] {
    parallelism.map(numbers) { resolved(templates[$0], candidates[$0]) }
  }

  private func resolved(
    _ pending: PendingTemplate, _ candidates: [LiveStack]
  ) -> ResolvedTemplate {
    let known = candidates.count == 1 ? candidates.first : nil
    guard let stack = names.completing(known, pending.template, context) else {
      return pending.template.resolved(parameters: given, context: context, library: library)
    }
    var values = stack.parameters
    values.merge(given)
    return pending.template.resolved(
      parameters: values, context: context.joined(with: stack), library: library)
  }

  /// Whether another template nests this one without being nested in it.
  private func isNested(_ template: ResolvedTemplate, in all: [ResolvedTemplate]) -> Bool {
    let file = template.template.file
    return all.contains {
      $0.template.file != file && $0.nestedTemplates.contains(file)
        && !template.nestedTemplates.contains($0.template.file)
    }
  }

  private func remarks(_ pending: PendingTemplate, _ candidates: [LiveStack]) -> [Diagnostic] {
    guard pending.isDeployed, candidates.count != 1, !stacks.outermost.isEmpty else { return [] }
    let names = (candidates.isEmpty ? stacks.outermost : candidates).map(\.name)
    return [
      Diagnostic(
        .warning, "cfn-stack-unmatched",
        "which stack has this template is not known; it may be "
          + names.map { "`\($0)`" }.joined(separator: ", "),
        at: pending.template.root.range,
        fix: "name the file after the stack, or give `--stack-name`")
    ]
  }

  // MARK: Exports

  private func table(_ resolved: [ResolvedTemplate]) -> ExportTable {
    var table = ExportTable()
    var exports = resolved.flatMap(\.exports)
    var outputs = resolved.flatMap(\.stackOutputs)
    for export in stacks.exports {
      add(entry(export.name, export.value, of: LiveStack(id: export.stack), export.range), &exports)
    }
    for stack in stacks.all {
      for (name, value) in stack.outputs.sorted(by: { $0.key < $1.key }) {
        add(entry(name, value, of: stack, nil), &outputs)
      }
    }
    for entry in exports { table.add(export: entry) }
    for entry in outputs { table.add(output: entry) }
    return table
  }

  /// Adds what an export tells, unless a template of the same stack tells it too; what a template
  /// leaves open gives way.
  private func add(_ entry: ExportTable.Entry, _ entries: inout [ExportTable.Entry]) {
    let same = entries.indices.filter { index in
      entries[index].name == entry.name && entries[index].account == entry.account
        && entries[index].region == entry.region && entries[index].stack == entry.stack
    }
    guard let index = same.first else {
      entries.append(entry)
      return
    }
    if entries[index].value.literal == nil { entries[index].value = entry.value }
  }

  private func entry(
    _ name: String, _ value: String, of stack: LiveStack, _ range: SourceRange?
  ) -> ExportTable.Entry {
    ExportTable.Entry(
      account: stack.account ?? "${AWS::AccountId}", region: stack.region ?? "${AWS::Region}",
      name: SymbolicString(name), stack: stack.name,
      value: .text(SymbolicString(value), at: range))
  }

  /// What is offered, to see whether a round has brought anything new.
  private func offers(of resolved: [ResolvedTemplate]) -> [String] {
    resolved.flatMap { $0.exports + $0.stackOutputs }.map { entry in
      "\(entry.account) \(entry.region) \(entry.name.display) \(entry.value.text?.display ?? "")"
    }
  }
}
