public import Documents
import Logic
import Synchronization
public import Text

/// Reads policy documents, sharing repeated texts between them; one instance per scan, for all of
/// its threads.
///
/// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
public final class PolicyReader: Sendable {
  /// Every text that was read.
  let table = TextTable()
  private let elements = Mutex(KnownElements())
  private let substitute: SourceRange?
  private let isLocated: Bool
  private let sharesTexts: Bool

  /// Makes a reader; one that does not share texts is for few policies that are asked often.
  public init(sharesTexts: Bool = true) {
    substitute = nil
    isLocated = true
    self.sharesTexts = sharesTexts
  }

  /// Makes a reader of documents that are in no input: everything in them is placed where they are
  /// named, nil for nowhere.
  public init(placing range: SourceRange?) {
    substitute = range
    isLocated = false
    sharesTexts = false
  }

  /// Where a node is to be shown.
  func place(_ node: Node) -> SourceRange? { isLocated ? node.range : substitute }

  /// The policy that a node holds.
  ///
  /// A text is read as an embedded document; what is malformed is reported in the result and never
  /// lost.
  public func read(_ node: Node) -> PolicyDocument {
    switch node.kind {
    case .mapping: return document(node)
    case .string:
      var diagnostics = Diagnostics()
      if let embedded = node.embedded(&diagnostics), embedded.root.kind == .mapping {
        return document(embedded.root)
      }
      var document = unreadable(node, "the text is no policy document")
      document.strayExternalIDs = StrayExternalIDs(inText: node, self).texts
      return document
    case .hole: return unreadable(node, nil)
    case .null, .boolean, .number, .sequence:
      return unreadable(node, "a policy is an object")
    }
  }

  private func unreadable(_ node: Node, _ message: String?) -> PolicyDocument {
    PolicyDocument(
      version: .v2008, statements: [], range: place(node),
      problems: message.map {
        [PolicyProblem(code: "policy-unreadable", message: $0, range: place(node))]
      } ?? [],
      isOpaque: true)
  }

  private func document(_ node: Node) -> PolicyDocument {
    var problems: [PolicyProblem] = []
    var version: Node?
    var body: Node?
    for (key, value) in node.members {
      if key.equals("Statement") {
        if body != nil { problems.append(.duplicate("Statement", key, at: place(key))) }
        body = value
      } else if key.equals("Version") {
        if version != nil { problems.append(.duplicate("Version", key, at: place(key))) }
        version = value
      } else if !key.equals("Id") {
        problems.append(.unknownElement(key, at: place(key)))
      }
    }
    let language = self.version(version, &problems)
    var document = PolicyDocument(
      version: language ?? .v2012, statements: [], range: place(node), problems: problems,
      isOpaque: body?.kind == .hole)
    switch body?.kind {
    case .mapping?: document.statements = body.map { [statement($0, 0, document.version)] } ?? []
    case .sequence?:
      guard let body else { break }
      document.statements.reserveCapacity(body.count)
      for (index, element) in body.elements.enumerated() {
        document.statements.append(statement(element, index, document.version))
      }
    case .hole?: break
    default:
      document.problems.append(
        PolicyProblem(
          code: "missing-statement", message: "the policy has no statements", range: place(node)))
      document.isOpaque = body != nil
    }
    if document.isMalformed { document.strayExternalIDs = StrayExternalIDs(in: node, self).texts }
    return document
  }

  /// The language version; an unknown one is read as the newest, whose variables restrict more.
  private func version(
    _ node: Node?, _ problems: inout [PolicyProblem]
  ) -> PolicyDocument.Version? {
    guard let node else { return .v2008 }
    if node.equals("2012-10-17") { return .v2012 }
    if node.equals("2008-10-17") { return .v2008 }
    problems.append(
      PolicyProblem(
        code: "unknown-version", message: "the policy language has no such version",
        range: place(node)))
    return nil
  }

  private func statement(
    _ node: Node, _ index: Int, _ version: PolicyDocument.Version
  ) -> Statement {
    guard node.kind == .mapping else {
      let problem = PolicyProblem(
        code: "statement-not-object", message: "a statement is an object", range: place(node))
      return Statement(
        index: index, sid: nil, effect: nil, principals: .implied, actions: .allBut([]),
        resources: .implied, conditions: [], guards: node.guards, range: place(node),
        problems: node.kind == .hole ? [] : [problem], isMalformed: true)
    }
    var draft = StatementDraft(reader: self, version: version)
    for (key, value) in node.members { draft.read(key, value) }
    return draft.statement(node, index)
  }

  // MARK: - Texts

  /// Any scalar as text, repeated ones shared; nil for collections, null and holes.
  func text(_ node: Node) -> SymbolicString? {
    guard let number = number(of: node) else { return node.text }
    return SymbolicString(table[number])
  }

  /// The number of a scalar's text; nil for texts with holes, collections, null and holes.
  func number(of node: Node) -> Int? { node.withUTF8 { table.number(of: $0) } }

  /// A scalar as the text of an entry; a hole as text that is not known.
  func entry(_ node: Node) -> PolicyText? {
    guard let text = text(node) ?? node.hole.map({ SymbolicString($0) }) else { return nil }
    return PolicyText(text, at: place(node), guards: node.guards)
  }

  // MARK: - Elements

  /// The entries of an element, with what is odd about them; nil if one is more than a plain text.
  func entries(
    _ node: Node, _ kind: KnownElements.Listed
  ) -> (texts: PolicyTexts, list: TextList)? {
    guard sharesTexts else { return nil }
    let range = node.range
    let list = elements.withLock { $0.list(node, kind, at: range.lower, table) }
    return list.map { ($0.list.texts(from: $0.start, in: range.file), $0.list) }
  }

  /// The conditions of an element that has nothing wrong in it; `read` reads one that is new, and
  /// gives nil for one that has.
  func conditions(
    _ node: Node, hasVariables: Bool, _ read: () -> [Condition]?
  ) -> [Condition]? {
    guard sharesTexts, isLocated else { return read() }
    let range = node.range
    return node.withJSON { bytes in
      let known = elements.withLock { $0.conditions(bytes, hasVariables: hasVariables) }
      let conditions =
        known
        ?? elements.withLock { [read = read()?.map { $0.moved(back: range.lower) }] elements in
          elements.learn(read, bytes, hasVariables: hasVariables)
        }
      return conditions?.map { $0.moved(to: range.file, by: range.lower) }
    } ?? read()
  }

  /// Whom an entry of the `AWS` family names.
  func principal(
    _ family: PrincipalEntry.Family, _ node: Node, _ text: SymbolicString
  ) -> PrincipalPattern {
    guard family == .aws, let number = number(of: node) else {
      return PrincipalPattern(family, text)
    }
    return elements.withLock { $0.principal(number, text) }
  }
}

extension PolicyDocument {
  /// Whether something in it is not as the policy language has it.
  fileprivate var isMalformed: Bool {
    !problems.isEmpty || statements.contains { $0.isMalformed || !$0.problems.isEmpty }
  }
}

extension PolicyProblem {
  static func duplicate(_ name: String, _ key: Node, at range: SourceRange?) -> PolicyProblem {
    PolicyProblem(
      code: "duplicate-key", message: "`\(name)` is written twice; the last one counts",
      range: range)
  }

  static func unknownElement(_ key: Node, at range: SourceRange?) -> PolicyProblem {
    PolicyProblem(
      code: "unknown-element", message: "the policy language has no such element",
      range: range)
  }
}
