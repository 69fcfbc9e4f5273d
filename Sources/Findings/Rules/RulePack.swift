public import Text

/// Rules with the tables that their facts rest on.
public struct RulePack: Sendable {
  /// The rules, sorted by id.
  public var rules: [Rule] { reader.rules }
  /// What is wrong with the rule files; any error must stop the run.
  public var diagnostics: Diagnostics { reader.diagnostics }
  /// The rule files, for positions; their numbers are not those of the inputs.
  public var files: SourceFiles { reader.files }
  /// Issuers of web identity tokens.
  public private(set) var issuers = TokenIssuers()
  /// Owners of published account ids.
  public private(set) var knownAccounts = KnownAccounts()

  private var reader = RuleReader()

  /// Makes an empty pack.
  public init() {}

  /// Makes a pack of what the program carries.
  ///
  /// - Parameter rules: Sorted by id, each id once.
  public init(rules: [Rule], issuers: TokenIssuers, knownAccounts: KnownAccounts) {
    reader = RuleReader(after: rules)
    self.issuers = issuers
    self.knownAccounts = knownAccounts
  }

  /// Adds a rule file, or a table of the folder `data`.
  public mutating func add(path: String, text: String) {
    if path.hasSuffix("data/issuers.yaml") {
      issuers = TokenIssuers(yaml: text)
    } else if path.hasSuffix("data/known-accounts.yaml") {
      knownAccounts = KnownAccounts(yaml: text)
    } else {
      reader.read(path: path, text: text)
    }
  }
}
