import Documents
import Logic
import Text

/// What elements and texts of policies mean, each worked out once.
struct KnownElements: Sendable {
  /// What an element lists.
  enum Listed: Int, CaseIterable, Sendable {
    case actions, resources
  }

  /// By number of their text.
  private var actionSets: [ActionSet?] = []
  private var principals: [PrincipalPattern?] = []
  /// By what they list.
  private var lists = Listed.allCases.map { _ in SharedElements<TextList>() }
  private var listCount = 0
  /// Without policy variables and with them.
  private var conditions = [SharedElements<[Condition]>(), SharedElements<[Condition]>()]

  // MARK: - Lists

  /// The texts of an element and where they count from; nil if one is more than a plain text.
  mutating func list(
    _ node: Node, _ kind: Listed, at start: UInt32, _ table: TextTable
  ) -> (list: TextList, start: UInt32)? {
    let shared: TextList?? = node.withJSON { bytes in
      if let known = lists[kind.rawValue].value(of: bytes) { return known }
      listCount += 1
      let list = read(node, kind, from: start, ordinal: listCount - 1, table)
      lists[kind.rawValue].learn(list, of: bytes)
      return list
    }
    if let shared { return shared.map { ($0, start) } }
    return read(node, kind, from: 0, ordinal: nil, table).map { ($0, 0) }
  }

  private mutating func read(
    _ node: Node, _ kind: Listed, from start: UInt32, ordinal: Int?, _ table: TextTable
  ) -> TextList? {
    var entries: [TextList.Entry] = []
    entries.reserveCapacity(max(node.count, 1))
    var known = ActionSet.none
    var remarks: [TextList.Remark] = []
    for scalar in node.kind == .sequence ? Array(node.elements) : [node] {
      guard scalar.kind == .string, scalar.guards.isEmpty,
        let number = scalar.withUTF8({ table.number(of: $0) })
      else { return nil }
      let range = scalar.range
      switch kind {
      case .actions:
        known.formUnion(knownActions(number, table))
        if let defect = ActionPattern.defect(of: table[number]) {
          remarks.append(
            TextList.Remark(code: "dead-action", message: defect, entry: entries.count))
        }
      case .resources:
        if let oddity = ResourcePattern.oddity(of: table[number]) {
          remarks.append(
            TextList.Remark(code: "odd-resource", message: oddity, entry: entries.count))
        }
      }
      entries.append(
        TextList.Entry(
          number: UInt32(number), lower: range.lower - start, upper: range.upper - start))
    }
    return TextList(entries, of: table, ordinal: ordinal, knownActions: known, remarks: remarks)
  }

  private mutating func knownActions(_ number: Int, _ table: TextTable) -> ActionSet {
    while actionSets.count <= number { actionSets.append(nil) }
    if let known = actionSets[number] { return known }
    let known = ActionPattern.known(SymbolicString(table[number]))
    actionSets[number] = known
    return known
  }

  // MARK: - Conditions

  /// The conditions of an element of these bytes, nil in the second place if they are to be read
  /// where they stand; nil if the bytes are new.
  func conditions(_ bytes: UnsafeRawBufferPointer, hasVariables: Bool) -> [Condition]?? {
    conditions[hasVariables ? 1 : 0].value(of: bytes)
  }

  /// Remembers conditions unless somebody was faster; returns what is remembered.
  mutating func learn(
    _ read: [Condition]?, _ bytes: UnsafeRawBufferPointer, hasVariables: Bool
  ) -> [Condition]? {
    let index = hasVariables ? 1 : 0
    if let known = conditions[index].value(of: bytes) { return known }
    conditions[index].learn(read, of: bytes)
    return read
  }

  // MARK: - Principals

  /// Whom the text of a number names in the `AWS` family.
  mutating func principal(_ number: Int, _ text: SymbolicString) -> PrincipalPattern {
    while principals.count <= number { principals.append(nil) }
    if let known = principals[number] { return known }
    let pattern = PrincipalPattern(.aws, text)
    principals[number] = pattern
    return pattern
  }
}
