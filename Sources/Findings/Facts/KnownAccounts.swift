import Documents
import Text

/// Whose account a published account id is: a label, never a permission.
public struct KnownAccounts: Sendable {
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
    guard let root = documents.first?.root else { return }
    for (key, isAWS, isRetired) in [
      ("vendors", false, false), ("aws", true, false), ("retired", false, true),
    ] {
      for entry in (root[key]?.elements).map(Array.init) ?? [] {
        guard let name = entry["name"]?.string else { continue }
        let owner = Owner(name: name, isAWS: isAWS, isRetired: isRetired)
        for id in (entry["accounts"]?.string ?? "").split(separator: " ") {
          owners[String(id)] = owner
        }
      }
    }
  }

  /// The owner of an account; nil when nobody has published it.
  public subscript(_ account: String) -> Owner? { owners[account] }
}
