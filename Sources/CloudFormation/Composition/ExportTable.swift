public import Logic

/// What stacks offer to other stacks: exports by name and outputs by stack.
public struct ExportTable: Sendable {
  /// One value that a stack offers.
  public struct Entry: Sendable {
    /// The account of the stack as displayed.
    public var account: String
    /// The region of the stack as displayed.
    public var region: String
    /// Name of the export, or of the output.
    public var name: SymbolicString
    /// Name of the stack as displayed, for outputs.
    public var stack: String
    /// The value.
    public var value: TemplateValue
    /// What must hold for it to be offered.
    public var guards: [Guard]

    /// Makes an entry.
    public init(
      account: String, region: String, name: SymbolicString, stack: String, value: TemplateValue,
      guards: [Guard] = []
    ) {
      self.account = account
      self.region = region
      self.name = name
      self.stack = stack
      self.value = value
      self.guards = guards
    }
  }

  private var exports: [SymbolicString: [Entry]] = [:]
  private var outputs: [SymbolicString: [Entry]] = [:]

  /// Makes an empty table.
  public init() {}

  /// Whether nothing is offered.
  public var isEmpty: Bool { exports.isEmpty && outputs.isEmpty }

  /// Adds an export.
  public mutating func add(export entry: Entry) { exports[entry.name, default: []].append(entry) }

  /// Adds an output.
  public mutating func add(output entry: Entry) { outputs[entry.name, default: []].append(entry) }

  /// The value that a stack of an account and region imports by name; nil when nobody, or more than
  /// one, exports it.
  func export(_ name: SymbolicString, account: SymbolicString, region: SymbolicString) -> Entry? {
    Self.unique(exports[name] ?? [], account: account.display, region: region.display)
  }

  /// The value of an output of a stack.
  func output(
    _ name: SymbolicString, stack: SymbolicString, account: SymbolicString, region: SymbolicString
  ) -> Entry? {
    let entries = (outputs[name] ?? []).filter { $0.stack == stack.display }
    return Self.unique(entries, account: account.display, region: region.display)
  }

  /// The one entry of an account and region; where the importing stack's own are not known, the
  /// one entry that there is at all.
  private static func unique(_ entries: [Entry], account: String, region: String) -> Entry? {
    let isKnown = !account.hasPrefix("${")
    let fitting = entries.filter { entry in
      (entry.account == account || !isKnown)
        && (entry.region == region || region.hasPrefix("${") || entry.region.hasPrefix("${"))
    }
    guard let first = fitting.first else { return nil }
    let isUnique = fitting.allSatisfy {
      $0.account == first.account && $0.region == first.region
        && $0.value.equals(first.value) == .yes
    }
    return isUnique ? first : nil
  }
}
