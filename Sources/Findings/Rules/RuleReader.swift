import Documents
public import Text

/// Reads rules from YAML; a rule that is not understood in full stops the run.
///
/// A rule file holds two documents: the rule, and after a line `---` its examples, which a scan
/// does not read.
public struct RuleReader: Sendable {
  /// The rules read so far, sorted by id.
  public private(set) var rules: [Rule] = []
  /// The rule files, for positions; their numbers are not those of the inputs.
  public private(set) var files = SourceFiles()
  /// What is wrong with them.
  public private(set) var diagnostics = Diagnostics()

  /// Makes a reader that has read nothing.
  public init() {}

  /// Makes a reader of further rules.
  init(after rules: [Rule]) { self.rules = rules }

  static let keys: Set<String> = [
    "id", "title", "severity", "facts", "query", "message", "why", "fix", "references",
    "compliance", "evidence",
  ]

  /// Reads one rule file.
  public mutating func read(path: String, text: String) {
    let (rule, _) = Self.parts(of: text)
    let bytes = SourceBytes(rule)
    let file = SourceFile(id: files.nextID, path: path, diskPath: nil, bytes: bytes)
    files.append(file)
    let documents = DocumentReader.read(bytes, file: file.id, diagnostics: &diagnostics)
    for document in documents { read(document.root, bytes: rule) }
    rules.sort { $0.id < $1.id }
  }

  /// The bytes of a rule file before and after the line `---`.
  static func parts(of text: String) -> (rule: ArraySlice<UInt8>, examples: ArraySlice<UInt8>) {
    let bytes = Array(text.utf8)
    let mark = Array("\n---\n".utf8)
    let starts = bytes.indices.dropLast(mark.count - 1)
    guard let start = starts.first(where: { bytes[$0...].starts(with: mark) }) else {
      return (bytes[...], [])
    }
    return (bytes[...start], bytes[(start + mark.count)...])
  }

  private mutating func read(_ root: Node, bytes: ArraySlice<UInt8>) {
    var fields = RuleFields(root, keys: Self.keys, bytes: bytes)
    let rule = fields.rule()
    diagnostics.append(contentsOf: fields.diagnostics)
    guard let rule else { return }
    if rules.contains(where: { $0.id == rule.id }) {
      diagnostics.append(
        Diagnostic(.error, "rule-duplicate", "rule `\(rule.id)` exists already", at: rule.range))
      return
    }
    rules.append(rule)
  }
}
