import Documents
import Text

/// Whose account a published account id is: a label, never a permission.
public struct KnownAccounts: Hashable, Sendable {
  /// What the list says about an id.
  public struct Owner: Hashable, Sendable {
    /// The vendor's or the AWS service's name.
    public var name: String
    /// Whether AWS itself owns the account.
    public var isAWS: Bool
    /// Whether the account is no longer in use.
    public var isRetired: Bool
  }

  private var owners: [String: Owner] = [:]

  /// Account ids that AWS's documentation uses in examples.
  ///
  /// Source: AWS documentation conventions; ids that appear in public templates.
  public static let documentation: Set<String> = [
    "000000000000", "111111111111", "111122223333", "123456789012", "123456789101",
    "222222222222", "333333333333", "444455556666", "555555555555", "777788889999",
    "888877776666", "999999999999",
  ]

  /// An empty list.
  public init() {}

  /// Reads the list from YAML; a line that is not understood is left out, for labels only.
  public init(yaml text: String) {
    var diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      SourceBytes(Array(text.utf8)), file: FileID(rawValue: 0), diagnostics: &diagnostics)
    let root = documents.first?.root
    func owners(_ key: String) -> [(name: String, accounts: String)] {
      (root?[key]?.elements).map(Array.init).map {
        $0.compactMap { entry in
          entry["name"]?.string.map { ($0, entry["accounts"]?.string ?? "") }
        }
      } ?? []
    }
    self.init(vendors: owners("vendors"), aws: owners("aws"), retired: owners("retired"))
  }

  /// Takes lists of owners, each with the ids of its accounts, which spaces divide.
  public init(
    vendors: [(name: String, accounts: String)], aws: [(name: String, accounts: String)],
    retired: [(name: String, accounts: String)]
  ) {
    add(vendors, isAWS: false, isRetired: false)
    add(aws, isAWS: true, isRetired: false)
    add(retired, isAWS: false, isRetired: true)
  }

  private mutating func add(
    _ list: [(name: String, accounts: String)], isAWS: Bool, isRetired: Bool
  ) {
    for (name, accounts) in list {
      let owner = Owner(name: name, isAWS: isAWS, isRetired: isRetired)
      for id in accounts.utf8.split(separator: 0x20) { owners[String(Substring(id))] = owner }
    }
  }

  /// The owner of an account; nil when nobody has published it.
  public subscript(_ account: String) -> Owner? { owners[account] }
}
