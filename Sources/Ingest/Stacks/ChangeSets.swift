import CloudFormation
import Documents
import Logic
import Text

/// Output of `aws cloudformation describe-change-set`.
///
/// With `--include-property-values` it tells the properties that every changed resource will have;
/// without them only the stack, its parameters and what is removed.
///
/// Source: CloudFormation API Reference, `DescribeChangeSet`.
struct ChangeSets: Reader {
  let kind = "cloudformation-change-set"
  let markers: [StaticString] = ["ChangeSetId", "ChangeSetName"]

  func recognises(_ root: Node) -> Bool {
    root["Changes"]?.kind == .sequence
      && (root["ChangeSetId"] != nil || root["ChangeSetName"] != nil)
  }

  func read(_ root: Node, _ reading: inout Reading) {
    var stack = LiveStack(
      id: root["StackId"]?.string ?? root["StackName"]?.string ?? "a change set")
    StackDescriptions.readParameters(root["Parameters"], into: &stack)
    let entries: [Node] = root["Changes"].map { Array($0.elements) } ?? []
    let changes: [Node] = entries.compactMap { $0["ResourceChange"] }
    var removed: [ChangeSet.Removed] = []
    for change in changes {
      guard let logical = change["LogicalResourceId"]?.string,
        let type = change["ResourceType"]?.string
      else {
        reading.malformed(change, "a change with `LogicalResourceId` and `ResourceType`")
        continue
      }
      let physical = change["PhysicalResourceId"]?.string
      if change["Action"]?.string == "Remove" {
        // What is retained leaves the stack and stays in the account.
        let isRetained = change["PolicyAction"]?.string == "Retain"
        if let physical, !isRetained {
          removed.append(ChangeSet.Removed(type: type, physicalID: physical))
        }
      } else if let physical, change["Replacement"]?.string != "True" {
        stack.physicalIDs[logical] = physical
        stack.resourceTypes[logical] = type
      }
    }
    if let account = stack.account { reading.account = account }
    let after = template(of: changes, at: root.range, &reading)
    if let after, let template = Template(after.root) {
      reading.templates.append(
        PendingTemplate(
          template: template, path: reading.path, isDeployed: false, stack: stack))
    }
    reading.stacks.add(ChangeSet(stack: stack, after: after, removed: removed))
    reading.stacks.add(stack)
    reading.count("changes", changes.count)
  }

  /// The resources as they will be, as a template; nil when no change tells its properties.
  private func template(
    of changes: [Node], at range: SourceRange, _ reading: inout Reading
  ) -> Document? {
    var builder = DocumentBuilder(file: range.file)
    var count = 0
    builder.beginMapping(at: range)
    builder.string("Resources", at: range)
    builder.beginMapping(at: range)
    for change in changes where change["Action"]?.string != "Remove" {
      guard let logical = change["LogicalResourceId"], let type = change["ResourceType"],
        let context = change["AfterContext"],
        let after = context.embedded(&reading.diagnostics)?.root
      else { continue }
      builder.copy(logical)
      builder.beginMapping(at: change.range)
      builder.string("Type", at: type.range)
      builder.copy(type)
      if let properties = after["Properties"] {
        builder.string("Properties", at: context.range)
        builder.copy(properties)
      }
      builder.endMapping()
      count += 1
    }
    builder.endMapping()
    builder.endMapping()
    return count > 0 ? builder.finish() : nil
  }
}
