import Documents
import Logic
import Text

/// A statement while its members are being read.
struct StatementDraft {
  private enum Element: Int {
    case sid, effect, principal, notPrincipal, action, notAction, resource, notResource, condition
  }

  let reader: PolicyReader
  let version: PolicyDocument.Version
  private var seen: UInt16 = 0
  private var sid: String?
  private var effect: Statement.Effect?
  private var principals = Statement.Principals.implied
  private var actions: Statement.Actions?
  private var knownActions = ActionSet.none
  private var resources = Statement.Resources.implied
  private var conditions: [Condition] = []
  private var hasEmptyCondition = false
  private var opaqueCondition: Hole?
  private var problems: [PolicyProblem] = []
  private var isMalformed = false
  /// Whether it is open which actions the statement names.
  private var hasMalformedAction = false
  /// Whether it is open which resources the statement names.
  private var hasMalformedResource = false

  init(reader: PolicyReader, version: PolicyDocument.Version) {
    self.reader = reader
    self.version = version
  }

  /// Takes one member of the statement object.
  mutating func read(_ key: Node, _ value: Node) {
    if key.equals("Action") {
      note(.action, key)
      actions = .these(actionEntries(value))
    } else if key.equals("Resource") {
      note(.resource, key)
      resources = .these(resourceEntries(value))
    } else if key.equals("Effect") {
      note(.effect, key)
      readEffect(value)
    } else if key.equals("Sid") {
      note(.sid, key)
      sid = value.string
    } else if key.equals("Condition") {
      note(.condition, key)
      readCondition(value)
    } else if key.equals("Principal") {
      note(.principal, key)
      principals = .these(principalEntries(value))
    } else if key.equals("NotAction") {
      note(.notAction, key)
      actions = .allBut(actionEntries(value))
    } else if key.equals("NotResource") {
      note(.notResource, key)
      resources = .allBut(resourceEntries(value))
    } else if key.equals("NotPrincipal") {
      note(.notPrincipal, key)
      principals = .allBut(principalEntries(value))
    } else {
      problems.append(.unknownElement(key, at: reader.place(key)))
      isMalformed = true
    }
  }

  /// The finished statement.
  mutating func statement(_ node: Node, _ index: Int) -> Statement {
    for (first, second) in [
      (Element.action, Element.notAction), (.resource, .notResource), (.principal, .notPrincipal),
    ] where has(first) && has(second) {
      if first == .action { hasMalformedAction = true }
      report("contradicting-elements", "an element and its `Not` form exclude each other", node)
    }
    if actions == nil { report("missing-action", "the statement names no action", node) }
    if !has(.effect) { report("missing-effect", "the statement has no effect", node) }
    let isBroad = hasMalformedAction || actions == nil
    return Statement(
      index: index, sid: sid, effect: effect, principals: principals,
      actions: isBroad ? .allBut([]) : actions ?? .allBut([]),
      resources: hasMalformedResource ? .allBut([]) : resources,
      conditions: conditions,
      hasEmptyCondition: hasEmptyCondition, opaqueCondition: opaqueCondition, guards: node.guards,
      range: reader.place(node), problems: problems, isMalformed: isMalformed,
      hasVariables: version == .v2012,
      knownActions: has(.action) && !isBroad ? knownActions : nil)
  }

  private func has(_ element: Element) -> Bool { seen & 1 << UInt16(element.rawValue) != 0 }

  private mutating func note(_ element: Element, _ key: Node) {
    if has(element) {
      reportDuplicate(key)
      if element == .action || element == .notAction { hasMalformedAction = true }
    }
    seen |= 1 << UInt16(element.rawValue)
  }

  private mutating func reportDuplicate(_ key: Node) {
    problems.append(.duplicate(key.string ?? "", key, at: reader.place(key)))
    isMalformed = true
  }

  private mutating func report(_ code: String, _ message: String, _ node: Node) {
    if code == "malformed-action" { hasMalformedAction = true }
    if code == "malformed-resource" { hasMalformedResource = true }
    problems.append(PolicyProblem(code: code, message: message, range: reader.place(node)))
    isMalformed = true
  }

  private mutating func readEffect(_ node: Node) {
    if node.equals("Allow") {
      effect = .allow
    } else if node.equals("Deny") {
      effect = .deny
    } else {
      effect = nil
      if node.text?.holes.isEmpty != false, node.kind != .hole {
        report("invalid-effect", "an effect is `Allow` or `Deny`", node)
      }
      isMalformed = true
    }
  }

  /// Calls the body for a scalar or for every element of a list of scalars.
  private mutating func forEachScalar(
    _ node: Node, _ code: String, _ body: (inout StatementDraft, Node) -> Bool
  ) {
    if node.kind == .sequence {
      for element in node.elements where !body(&self, element) {
        report(code, "an entry is a text", element)
      }
    } else if !body(&self, node) {
      report(code, "the element is a text or a list of texts", node)
    }
  }

  private mutating func actionEntries(_ node: Node) -> PolicyTexts {
    if let shared = reader.entries(node, .actions) {
      knownActions.formUnion(shared.list.knownActions)
      remark(shared.list, shared.texts)
      return shared.texts
    }
    let entries = texts(node, "malformed-action")
    for entry in entries {
      knownActions.formUnion(ActionPattern.known(entry.text))
      if let defect = entry.text.literal.flatMap(ActionPattern.defect) {
        remark("dead-action", entry.text, defect, entry.range)
      }
    }
    return PolicyTexts(entries)
  }

  private mutating func resourceEntries(_ node: Node) -> PolicyTexts {
    if let shared = reader.entries(node, .resources) {
      remark(shared.list, shared.texts)
      return shared.texts
    }
    let entries = texts(node, "malformed-resource")
    for entry in entries {
      guard let oddity = entry.text.literal.flatMap(ResourcePattern.oddity) else { continue }
      remark("odd-resource", entry.text, oddity, entry.range)
    }
    return PolicyTexts(entries)
  }

  private mutating func remark(_ list: TextList, _ texts: PolicyTexts) {
    for remark in list.remarks {
      let entry = texts[remark.entry]
      self.remark(remark.code, entry.text, remark.message, entry.range)
    }
  }

  /// Says what is wrong or odd about an entry that is evaluated all the same.
  private mutating func remark(
    _ code: String, _ text: SymbolicString, _ what: String, _ range: SourceRange?
  ) {
    problems.append(
      PolicyProblem(code: code, message: "`\(text.display)` \(what)", range: range))
  }

  private mutating func texts(_ node: Node, _ code: String) -> [PolicyText] {
    var entries: [PolicyText] = []
    forEachScalar(node, code) { draft, scalar in
      guard scalar.kind == .string || scalar.kind == .hole, let entry = draft.reader.entry(scalar)
      else { return false }
      entries.append(entry)
      return true
    }
    return entries
  }

  private mutating func principalEntries(_ node: Node) -> [PrincipalEntry] {
    switch node.kind {
    case .mapping:
      var entries: [PrincipalEntry] = []
      for (key, value) in node.members {
        entries += principalEntries(key, value)
      }
      if entries.isEmpty { report("malformed-principal", "no principal is named", node) }
      return entries
    case .hole:
      return node.hole.map {
        [PrincipalEntry(family: .aws, text: SymbolicString($0), range: reader.place(node))]
      } ?? []
    default:
      if node.equals("*") {
        return [
          PrincipalEntry(family: .aws, text: "*", range: reader.place(node), isBareStar: true)
        ]
      }
      guard let text = node.text, text.literal == nil else {
        report("malformed-principal", "a principal is `*` or an object", node)
        return []
      }
      return [PrincipalEntry(family: .aws, text: text, range: reader.place(node))]
    }
  }

  private mutating func principalEntries(_ key: Node, _ value: Node) -> [PrincipalEntry] {
    let family: PrincipalEntry.Family =
      key.equals("AWS")
      ? .aws
      : key.equals("Service")
        ? .service
        : key.equals("Federated")
          ? .federated : key.equals("CanonicalUser") ? .canonicalUser : .unknown
    if family == .unknown {
      report("malformed-principal", "AWS knows no principals of this kind", key)
    }
    var entries: [PrincipalEntry] = []
    forEachScalar(value, "malformed-principal") { draft, scalar in
      guard let entry = draft.reader.entry(scalar) else { return false }
      entries.append(
        PrincipalEntry(
          family: family, text: entry.text, range: entry.range,
          pattern: draft.reader.principal(family, scalar, entry.text), guards: entry.guards))
      return true
    }
    return entries
  }

  private mutating func readCondition(_ node: Node) {
    if node.kind == .hole {
      opaqueCondition = node.hole
      return
    }
    guard node.kind == .mapping else {
      report("malformed-condition", "a condition is an object", node)
      return
    }
    hasEmptyCondition = node.count == 0
    // Conditions with something wrong in them are read where they stand, to say so there.
    let shared = reader.conditions(node, hasVariables: version == .v2012) {
      var trial = StatementDraft(reader: reader, version: version)
      trial.readOperators(node)
      return trial.isPlain ? trial.conditions : nil
    }
    if let shared { conditions += shared } else { readOperators(node) }
  }

  /// Whether nothing but conditions was found.
  private var isPlain: Bool { problems.isEmpty && !isMalformed && opaqueCondition == nil }

  private mutating func readOperators(_ node: Node) {
    reportDuplicates(node)
    for (operation, block) in node.members {
      switch block.kind {
      case .hole: opaqueCondition = block.hole
      case .mapping:
        reportDuplicates(block)
        for (key, values) in block.members { readCondition(operation, key, values) }
      default: report("malformed-condition", "an operator holds an object of keys", block)
      }
    }
  }

  private mutating func reportDuplicates(_ block: Node) {
    guard block.count > 1 else { return }
    var names: Set<String> = []
    var canonical: Set<String> = []
    for (key, _) in block.members {
      guard let name = key.string else { continue }
      if !names.insert(name).inserted {
        reportDuplicate(key)
      } else if !canonical.insert(name.lowercased()).inserted {
        remark("repeated-name", SymbolicString(name), "differs from another in case only", nil)
      }
    }
  }

  private mutating func readCondition(_ operation: Node, _ key: Node, _ node: Node) {
    guard let name = operation.string, let keyText = reader.text(key) else {
      report("malformed-condition", "operator and key are texts", key)
      return
    }
    var values: [PolicyText] = []
    forEachScalar(node, "malformed-condition") { draft, scalar in
      guard let entry = draft.reader.entry(scalar) else { return false }
      values.append(entry)
      return true
    }
    let condition = Condition(
      operatorText: name, key: keyText, values: values, range: reader.place(node),
      hasVariables: version == .v2012)
    if condition.operation == nil {
      problems.append(
        PolicyProblem(
          code: "unknown-operator", message: "AWS has no condition operator `\(name)`",
          range: reader.place(operation)))
    } else if condition.compiled?.hasMalformed == true {
      problems.append(
        PolicyProblem(
          code: "malformed-value",
          message: "a value under `\(name)` is not of the kind that the operator compares",
          range: reader.place(node)))
    }
    if let operation = condition.operation, operation.quantifier == .none,
      operation.comparison != .null, ContextKeys.isList(condition.contextKey)
    {
      remark(
        "list-without-set-operator", keyText,
        "has several values and needs `ForAllValues` or `ForAnyValue`", reader.place(node))
    }
    conditions.append(condition)
  }
}
