/// The value of a context key in one request.
public enum ContextValue: Hashable, Sendable {
  /// The request does not carry the key, or carries an empty list.
  case absent
  /// A key of one value.
  case one(String)
  /// A key of several values; never empty.
  case many([String])

  /// A list as a value: empty, or nothing but empty texts, counts as absent.
  ///
  /// Source: IAM User Guide, "Multivalued context keys": a null set.
  public init(list: [String]) {
    let members = list.filter { !$0.isEmpty }
    self = members.isEmpty ? .absent : .many(members)
  }
}

/// A set of values that a context key can have, "absent" being one of them.
public struct ValueSet: Hashable, Sendable {
  /// Whether a request without the key belongs to the set.
  public let admitsAbsence: Bool
  /// The values of a key that has one.
  public let single: TextSet
  /// The values of a key that has a list.
  public let many: TextFamily

  /// Makes a set.
  public init(absent: Bool, single: TextSet, many: TextFamily) {
    admitsAbsence = absent
    self.single = single
    self.many = many
  }

  /// No value.
  public static let nothing = ValueSet(absent: false, single: .nothing, many: .nothing)
  /// Every value, and absence.
  public static let everything = ValueSet(absent: true, single: .everything, many: .everything)
  /// Only absence.
  public static let absent = ValueSet(absent: true, single: .nothing, many: .nothing)
  /// Every value.
  public static let present = ValueSet(absent: false, single: .everything, many: .everything)
  /// `true`: also the answer yes to a question.
  public static let yes = ValueSet(texts: ["true"])
  /// `true` and `false`: what a question can be answered.
  public static let truthValues = ValueSet(texts: ["true", "false"])

  /// Every value of a key that has one, but for one text, and absence.
  public static func allBut(_ text: String) -> ValueSet {
    let others = TextCell(missing: [Pattern(SymbolicString(text), .exact)])
    return ValueSet(absent: true, single: TextSet(others), many: .nothing)
  }

  /// The listed values of a key that has one value.
  public init(texts: [String], absent: Bool = false) {
    self.init(absent: absent, single: TextSet(texts), many: .nothing)
  }

  /// Exactly one value.
  public init(_ value: ContextValue) {
    switch value {
    case .absent: self = .absent
    case .one(let text): self.init(texts: [text])
    case .many(let members):
      self.init(absent: false, single: .nothing, many: TextFamily(members: members))
    }
  }

  /// Whether there certainly is no such value.
  public var isEmpty: Bool { !admitsAbsence && single.isEmpty && many.isEmpty }

  /// Whether a value belongs to the set; unknown only where a pattern is symbolic.
  public func contains(_ value: ContextValue) -> Truth {
    switch value {
    case .absent: Truth(admitsAbsence)
    case .one(let text): single.contains(text)
    case .many(let members): many.contains(members)
    }
  }

  /// What belongs to both.
  public func intersection(_ other: ValueSet) -> ValueSet {
    ValueSet(
      absent: admitsAbsence && other.admitsAbsence, single: single.intersection(other.single),
      many: many.intersection(other.many))
  }

  /// What belongs to either.
  public func union(_ other: ValueSet) -> ValueSet {
    ValueSet(
      absent: admitsAbsence || other.admitsAbsence, single: single.union(other.single),
      many: many.union(other.many))
  }

  /// What belongs to this set and not to the other; nil where telling takes more than reasonable
  /// effort.
  public func subtracting(_ other: ValueSet) -> ValueSet? {
    var (single, many) = (single, many)
    if !single.isEmpty {
      guard let outside = other.single.complement else { return nil }
      single = single.intersection(outside)
    }
    if !many.isEmpty {
      guard let outside = other.many.complement else { return nil }
      many = many.intersection(outside)
    }
    return ValueSet(absent: admitsAbsence && !other.admitsAbsence, single: single, many: many)
  }

  /// Whether every value of this set certainly belongs to the other.
  public func isSubset(of other: ValueSet) -> Bool {
    (!admitsAbsence || other.admitsAbsence) && single.isSubset(of: other.single)
      && many.isSubset(of: other.many)
  }
}

extension ValueSet {
  /// The values, if they are a finite list of texts and absence is not among them.
  public var pinnedTexts: [String]? {
    !admitsAbsence && single.cells.isEmpty && many.isEmpty ? single.values : nil
  }

  /// Every pattern that an admitted value can come from: listed texts, and for each cell the
  /// patterns that it must match.
  ///
  /// Nil if some admitted value need not match any.
  public var patterns: [Pattern]? { alternatives?.flatMap(\.self) }

  /// The patterns of each way to be admitted, all of which an admitted value matches.
  ///
  /// Nil if some admitted value need not match any.
  public var alternatives: [[Pattern]]? {
    guard !admitsAbsence, many.isEmpty else { return nil }
    return single.alternatives
  }

  /// The same for a key with several values, some member of which matches.
  ///
  /// Nil if some admitted list need not have such a member.
  public var memberAlternatives: [[Pattern]]? {
    guard !admitsAbsence, single.isEmpty else { return nil }
    var result: [[Pattern]] = []
    for cell in many.cells {
      let sets = cell.meeting + [cell.within]
      guard let ways = sets.lazy.compactMap(\.alternatives).first else { return nil }
      result += ways
    }
    return result
  }

  /// Whether every single value is admitted.
  public var admitsEveryText: Bool { TextSet.everything.isSubset(of: single) }

  /// Whether every address of one version of the Internet Protocol is admitted.
  public var admitsEveryAddress: Bool {
    ["0.0.0.0/0", "::/0"].contains { block in
      AddressSet(block: block).map { TextSet(TextCell(address: $0)).isSubset(of: single) } ?? false
    }
  }
}
