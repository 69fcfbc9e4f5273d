public import Documents
import Logic
public import Text

/// Reads an aws-auth ConfigMap exactly as the cluster's authenticator does.
///
/// Source: aws-iam-authenticator, `pkg/mapper/configmap` and `pkg/config`; each key of `data` is
/// read for itself, so that what breaks one leaves the others.
public struct AWSAuthReader {
  private var auth: AWSAuth

  private init(_ range: SourceRange?) { auth = AWSAuth(range: range) }

  /// The text of one key, read outside a ConfigMap object.
  public struct EmbeddedText: Sendable {
    let key: String
    let text: String
    let document: Document?
    let diagnostics: Diagnostics
    let range: SourceRange

    /// Takes the text of a key with what YAML makes of it.
    public init(
      key: String, text: String, document: Document?, diagnostics: Diagnostics, range: SourceRange
    ) {
      self.key = key
      self.text = text
      self.document = document
      self.diagnostics = diagnostics
      self.range = range
    }
  }

  /// Whether a mapping is an aws-auth ConfigMap, one with a generated suffix, or a fragment of one.
  public static func recognises(_ object: Node) -> Bool {
    guard object.kind == .mapping else { return false }
    if let kind = object["kind"] {
      guard kind.equals("ConfigMap") else { return false }
      guard let name = object["metadata"]?["name"]?.string else { return isFragment(object) }
      return name == "aws-auth" || (name.hasPrefix("aws-auth-") && isFragment(object))
    }
    return object["apiVersion"] == nil && isFragment(object)
  }

  private static func isFragment(_ object: Node) -> Bool {
    guard let data = object["data"], data.kind == .mapping else { return false }
    return data["mapRoles"] != nil || data["mapUsers"] != nil || data["mapAccounts"] != nil
  }

  /// Reads a ConfigMap that is recognised.
  public static func read(_ object: Node) -> AWSAuth {
    var reader = AWSAuthReader(object.range)
    reader.readMetadata(of: object)
    if let data = object["data"], data.kind == .mapping { reader.read(data) }
    reader.noteDrift(of: object)
    return reader.auth
  }

  /// Tells what the live object maps otherwise than the one that was last applied.
  private mutating func noteDrift(of object: Node) {
    var ignored = Diagnostics()
    let annotation = object["metadata"]?["annotations"]?[Self.lastApplied]
    guard let annotation, let applied = annotation.embedded(&ignored)?.root,
      applied["data"]?.kind == .mapping
    else { return }
    var reader = AWSAuthReader(annotation.range)
    if let data = applied["data"] { reader.read(data) }
    let (live, old) = (auth.outline, reader.auth.outline)
    let added = live.filter { !old.contains($0) }.map { "has \($0)" }
    let gone = old.filter { !live.contains($0) }.map { "lacks \($0)" }
    guard !added.isEmpty || !gone.isEmpty else { return }
    let parts = (added + gone).prefix(10).joined(separator: "; ")
    auth.problems.append(
      Diagnostic(
        .note, "aws-auth-drift", "the live ConfigMap differs from what was last applied: \(parts)",
        at: object["data"]?.range ?? object.range, notes: [.init("applied", at: annotation.range)]))
  }

  private static let lastApplied: StaticString =
    "kubectl.kubernetes.io/last-applied-configuration"

  /// Reads the texts of a ConfigMap's keys where the object itself is not at hand.
  public static func read(
    _ texts: [EmbeddedText], name: String, namespace: String?, at range: SourceRange
  ) -> AWSAuth {
    var reader = AWSAuthReader(range)
    reader.check(name: name, at: range)
    reader.check(namespace: namespace, at: range)
    for field in [AWSAuth.Mapping.Field.roles, .users] {
      for text in texts where text.key == field.rawValue {
        if let list = reader.list(text) { reader.read(list, field) }
      }
    }
    for text in texts where text.key == "mapAccounts" {
      if let list = reader.list(text) { reader.readAccounts(list) }
    }
    return reader.auth
  }

  /// Reads `data` of a ConfigMap that is declared in another form than Kubernetes' own.
  ///
  /// - Parameters:
  ///   - data: The mapping; nil when it is not known.
  ///   - isPartial: Whether there may be more than it shows.
  public static func read(
    data: Node?, name: String, namespace: String?, isPartial: Bool, at range: SourceRange
  ) -> AWSAuth {
    var reader = AWSAuthReader(range)
    reader.auth.isPartial = isPartial
    reader.check(name: name, at: range)
    reader.check(namespace: namespace, at: range)
    if let data, data.kind == .mapping { reader.read(data) }
    return reader.auth
  }

  private mutating func readMetadata(of object: Node) {
    let metadata = object["metadata"]
    auth.isPartial = metadata?["name"] == nil
    auth.isImmutable = object["immutable"]?.boolean ?? false
    if let name = metadata?["name"], let text = name.string { check(name: text, at: name.range) }
    guard let namespace = metadata?["namespace"] else { return }
    check(namespace: namespace.string, at: namespace.range)
  }

  private mutating func check(name: String, at range: SourceRange) {
    guard name != "aws-auth" else { return }
    auth.isEffective = false
    auth.problems.append(
      Diagnostic(
        .warning, "aws-auth-elsewhere", "the cluster reads only `aws-auth`, not `\(name)`",
        at: range))
  }

  private mutating func check(namespace: String?, at range: SourceRange) {
    guard let namespace, namespace != "kube-system" else { return }
    auth.isEffective = false
    auth.problems.append(
      Diagnostic(
        .warning, "aws-auth-elsewhere",
        "the cluster reads `aws-auth` only in `kube-system`, not in `\(namespace)`", at: range))
  }

  private mutating func read(_ data: Node) {
    for (key, value) in data.members {
      guard let name = key.string else { continue }
      if Self.keys.contains(name), value.kind != .string, value.kind != .null {
        // The API server refuses the whole object.
        auth.lostKeys = Self.keys
        note(
          .error, "aws-auth-not-text",
          "`\(name)` must be a text (`\(name): |`); the API server refuses the ConfigMap", value)
      } else if !Self.keys.contains(name), Self.keys.contains(where: { Self.folds(name, $0) }) {
        note(.warning, "aws-auth-key", "`\(name)` is ignored: the case of the key counts", key)
      }
    }
    guard auth.lostKeys.isEmpty else { return }
    for field in [AWSAuth.Mapping.Field.roles, .users] {
      if let node = data[field.rawValue], let list = list(field.rawValue, in: node) {
        read(list, field)
      }
    }
    if let node = data["mapAccounts"], let list = list("mapAccounts", in: node) {
      readAccounts(list)
    }
  }

  private static let keys: Set<String> = ["mapRoles", "mapUsers", "mapAccounts"]

  private static func folds(_ left: String, _ right: String) -> Bool {
    left.lowercased() == right.lowercased()
  }

  /// The first document in the text of a key; nil when the key is empty or its whole text is lost.
  private mutating func list(_ key: String, in node: Node) -> Node? {
    guard let text = node.string, !Self.isSkipped(text) else { return nil }
    var diagnostics = Diagnostics()
    let document = node.embedded(as: .yaml, &diagnostics)
    return list(
      EmbeddedText(
        key: key, text: text, document: document, diagnostics: diagnostics, range: node.range))
  }

  private static func isSkipped(_ text: String) -> Bool {
    var rest = text.unicodeScalars[...].drop(while: \.properties.isWhitespace)
    while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
    return ["", "``", "\"\"", "''"].contains(String(rest))
  }

  private mutating func list(_ text: EmbeddedText) -> Node? {
    if Self.isSkipped(text.text) { return nil }
    if text.diagnostics.hasErrors || text.document == nil {
      lose(text, because: text.diagnostics.items.first { $0.severity == .error })
      return nil
    }
    guard let root = text.document?.root, root.kind != .null else { return nil }
    guard root.kind == .sequence else {
      auth.lostKeys.insert(text.key)
      note(
        .error, "aws-auth-not-list", "`\(text.key)` must hold a list; the cluster maps nothing",
        root)
      return nil
    }
    return root
  }

  /// A text that does not parse: the cluster drops the key, and says so only in its log.
  private mutating func lose(_ text: EmbeddedText, because error: Diagnostic?) {
    auth.lostKeys.insert(text.key)
    let void = Self.namedARNs(in: text.text)
    let names = void.prefix(10).map { "`\($0)`" }.joined(separator: ", ")
    let more = void.count > 10 ? " and \(void.count - 10) more" : ""
    auth.problems.append(
      Diagnostic(
        .error, "aws-auth-syntax",
        "`\(text.key)` is no valid YAML: \(error?.message ?? "it cannot be read")",
        at: error?.range ?? text.range,
        notes: void.isEmpty
          ? [] : [.init("void in the cluster because of it: \(names)\(more)", at: text.range)]))
  }

  /// ARNs in the lines of a text that does not parse, each once.
  private static func namedARNs(in text: String) -> [String] {
    var found: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      // `rolearn:` ends in the same letters, but no space follows an ARN's first colon.
      guard let start = line.firstOccurrence(of: "arn:aws") else { continue }
      let arn = line[start.lowerBound...].prefix { !$0.isWhitespace && !"\"',}]".contains($0) }
      if !found.contains(String(arn)) { found.append(String(arn)) }
    }
    return found
  }

  private mutating func read(_ list: Node, _ field: AWSAuth.Mapping.Field) {
    for entry in list.elements {
      var reader = MappingEntryReader(field)
      if let mapping = reader.read(entry) { auth.mappings.append(mapping) }
      auth.problems += reader.problems
    }
  }

  /// Accounts keep their text whatever YAML would make of it, leading zeros included.
  private mutating func readAccounts(_ list: Node) {
    for element in list.elements {
      if let text = element.string {
        auth.accounts.append(.init(text, range: element.range))
      } else if element.kind != .null {
        note(.warning, "aws-auth-entry", "an account must be a scalar; it is dropped", element)
      }
    }
  }

  private mutating func note(
    _ severity: Severity, _ code: String, _ message: String, _ node: Node
  ) {
    auth.problems.append(Diagnostic(severity, code, message, at: node.range))
  }
}
