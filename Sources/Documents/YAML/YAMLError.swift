internal import Text

/// Why a YAML document cannot be read, and where.
struct YAMLError: Error {
  enum Kind {
    /// What libyaml says.
    case syntax(problem: String)
    /// A character that YAML does not allow.
    case character
    case tab
    /// `{{…}}` or `{%…%}` of a template engine.
    case template
    case undefinedAlias(String)
    case aliasCycle(String)
    case aliasLimit
    case nesting
    case string
    case tokens
    case mergeValue
  }

  var kind: Kind
  var offset: Int
  /// A further place that explains the error.
  var context: (message: String, offset: Int)?

  /// Whether something that a template engine should have replaced begins here.
  static func isTemplate(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    bytes.starts(with: "{{".utf8) || bytes.starts(with: "{%".utf8)
  }

  /// The error as users see it, with a way out.
  func diagnostic(file: FileID, map: OffsetMap? = nil) -> Diagnostic {
    let (code, message, fix) = words
    func range(_ offset: Int) -> SourceRange {
      let offset = map?.outer(UInt32(clamping: offset)) ?? UInt32(clamping: offset)
      return SourceRange(file: file, lower: offset, upper: offset)
    }
    let notes = context.map { [Diagnostic.Note($0.message, at: range($0.offset))] } ?? []
    return Diagnostic(.error, code, message, at: range(offset), notes: notes, fix: fix)
  }

  private var words: (code: String, message: String, fix: String?) {
    switch kind {
    case .syntax(let problem):
      ("yaml-syntax", problem, "correct the YAML, or export it again")
    case .character:
      (
        "yaml-syntax", "this control character is not allowed in YAML",
        "remove it, or write it as an escape in `\"`"
      )
    case .tab:
      ("yaml-tab", "a tab stands where YAML wants spaces", "indent with spaces")
    case .template:
      (
        "yaml-template", "this is a template that has not been rendered: `{{` or `{%`",
        "render it first, for example with `helm template`, and scan what comes out"
      )
    case .undefinedAlias(let name):
      ("yaml-alias", "no anchor `&\(name)` stands before this alias", "define the anchor first")
    case .aliasCycle(let name):
      ("yaml-alias", "the alias `*\(name)` lies inside its own anchor", "write the value out")
    case .aliasLimit:
      (
        "alias-limit", "aliases expand to more than \(Limits.expandedNodes) nodes",
        "write the values out, or leave this document out"
      )
    case .nesting:
      (
        "nesting-limit", "collections are nested deeper than \(Limits.nesting)",
        "leave this document out: no export is nested so deeply"
      )
    case .string:
      (
        "string-limit", "this string is longer than \(Limits.string) bytes",
        "leave this document out, or shorten the string"
      )
    case .tokens:
      (
        "value-limit", "this document has more than \(Limits.tokens) values, or too much text",
        "export the accounts one by one"
      )
    case .mergeValue:
      (
        "yaml-merge", "only a mapping, or a list of mappings, can be merged by `<<`",
        "quote the key if it is meant literally"
      )
    }
  }
}
