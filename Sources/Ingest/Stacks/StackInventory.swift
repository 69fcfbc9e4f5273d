public import CloudFormation
public import Text

/// What exports tell about deployed stacks, merged by stack.
public struct StackInventory: Sendable {
  private var stacks: [String: LiveStack] = [:]
  /// Exports of all stacks.
  public private(set) var exports: [Export] = []
  /// Change sets, in the order in which they were read.
  public private(set) var changeSets: [ChangeSet] = []

  /// An export as `list-exports` prints it.
  public struct Export: Sendable {
    /// The exporting stack's ARN.
    public var stack: String
    /// Name.
    public var name: String
    /// Value.
    public var value: String
    /// The object in the source.
    public var range: SourceRange
  }

  /// Adds what an export tells about a stack; a name without ARN is the stack of that name, if only
  /// one is known.
  public mutating func add(_ stack: LiveStack) {
    if stacks[stack.id] != nil {
      stacks[stack.id]?.merge(stack)
      return
    }
    let namesakes = stacks.values.filter { $0.name == stack.name }
    if namesakes.count == 1, let known = namesakes.first,
      !stack.id.hasPrefix("arn:") || !known.id.hasPrefix("arn:")
    {
      stacks[known.id] = nil
      var merged = known
      merged.merge(stack)
      stacks[merged.id] = merged
      return
    }
    stacks[stack.id] = stack
  }

  /// Adds an export.
  public mutating func add(_ export: Export) { exports.append(export) }

  /// Adds a change set.
  public mutating func add(_ changeSet: ChangeSet) { changeSets.append(changeSet) }

  /// All stacks, sorted by id.
  public var all: [LiveStack] { stacks.values.sorted { $0.id < $1.id } }

  /// Stacks that no other stack nests, sorted by id.
  public var outermost: [LiveStack] {
    let nested = Set(stacks.values.flatMap { $0.physicalIDs.values })
    return all.filter { !nested.contains($0.id) }
  }
}
