import Documents
import ServerlessTables
import Text

/// The tables of AWS SAM, read once.
enum ServerlessTable {
  /// Definitions of policy templates by name, below `Templates`.
  static let policyTemplates = read("policy-templates.json")
  /// Permissions of connectors by type of source and destination.
  static let connectors = read("connector-profiles.json")

  /// The path of an AWS managed policy, such as `service-role/`; nil for names that are none.
  static func path(ofManagedPolicy name: String) -> String? { managedPolicyPaths[name] }

  private static let managedPolicyPaths: [String: String] = {
    var paths: [String: String] = [:]
    for (path, names) in read("managed-policies.json")?.members.map({ $0 }) ?? [] {
      for name in names.elements {
        if let name = name.string { paths[name] = path.string ?? "" }
      }
    }
    return paths
  }()

  private static func read(_ name: String) -> Node? {
    var ignored = Diagnostics()
    let bytes = SourceBytes(Array(ServerlessTables.text(of: name).utf8))
    return DocumentReader.readJSON(bytes, file: FileID(rawValue: .max), diagnostics: &ignored)?.root
  }
}
