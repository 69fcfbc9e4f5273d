import Logic

/// What a condition's values mean under its operator: the values that a key must have.
struct ConditionValues: Hashable, Sendable {
  /// The values that satisfy the condition, as far as they are understood.
  let accepted: ValueSet
  /// Whether a value is malformed, so that `accepted` may be too small (too large if negated).
  let hasMalformed: Bool
  /// Whether a value is open where its meaning has to be known (a parameter as a number).
  let isOpen: Bool

  /// Works out the values; `resolve` puts in policy variables, nil for a text without value.
  init(
    _ operation: ConditionOperator, _ values: [PolicyText],
    resolve: (PolicyText) -> ResolvedText?
  ) {
    if operation.comparison == .null {
      self = Self.presence(operation, values)
      return
    }
    var parts: [TextSet] = []
    parts.reserveCapacity(values.count)
    var hasMalformed = false
    var isOpen = false
    for value in values {
      guard let text = resolve(value) else { continue }
      let part = Self.set(operation.comparison, text, isGuarded: !value.guards.isEmpty)
      switch part {
      case .set(let set): parts.append(set)
      case .malformed: hasMalformed = true
      case .open: isOpen = true
      }
    }
    let accepted = Self.accepted(operation, TextSet(union: parts))
    self.init(
      accepted: accepted ?? .everything, hasMalformed: hasMalformed,
      isOpen: isOpen || accepted == nil)
  }

  private init(accepted: ValueSet, hasMalformed: Bool, isOpen: Bool) {
    self.accepted = accepted
    self.hasMalformed = hasMalformed
    self.isOpen = isOpen
  }

  private enum Part {
    case set(TextSet)
    case malformed
    case open
  }

  /// Source: IAM User Guide, "Condition operator to check existence of condition keys".
  private static func presence(
    _ operation: ConditionOperator, _ values: [PolicyText]
  ) -> ConditionValues {
    var result = ValueSet.nothing
    var hasMalformed = false
    var isOpen = false
    for value in values {
      switch value.text.literal?.lowercased() {
      case "true":
        // A quantified `true` asks of every present value that it is missing.
        if operation.quantifier != .any {
          result = result.union(ValueSet(texts: [""], absent: true))
        }
      case "false":
        result = result.union(operation.quantifier == .all ? .everything : Self.nonEmpty)
      case nil: isOpen = true
      default: hasMalformed = true
      }
      if !value.guards.isEmpty { isOpen = true }
    }
    return ConditionValues(accepted: result, hasMalformed: hasMalformed, isOpen: isOpen)
  }

  private static let empty = Pattern("", .exact)
  private static let nonEmpty = ValueSet(
    absent: false, single: TextSet(TextCell(missing: [empty])), many: .everything)

  /// Nil if what a negated operator leaves cannot be told.
  private static func accepted(_ operation: ConditionOperator, _ base: TextSet) -> ValueSet? {
    var set = base
    if operation.isNegated {
      guard let others = base.complement else { return nil }
      set = operation.comparison == .arn ? others.intersection(arns) : others
    }
    let absent = operation.ifExists || operation.isNegated
    switch operation.quantifier {
    case .none: return ValueSet(absent: absent, single: set, many: .nothing)
    case .all:
      return ValueSet(absent: true, single: set.union(TextSet([""])), many: TextFamily(within: set))
    case .any:
      return ValueSet(
        absent: operation.ifExists,
        single: set.contains("") == .no
          ? set : set.intersection(TextSet(TextCell(missing: [empty]))),
        many: TextFamily(meeting: set))
    }
  }

  /// Every well-formed ARN: a malformed one satisfies neither an ARN operator nor its negation.
  private static let arns = TextSet(Pattern("arn:*:*:*:*:*", .arn))

  private static func set(
    _ comparison: ConditionOperator.Comparison, _ text: ResolvedText, isGuarded: Bool
  ) -> Part {
    switch comparison {
    case .string: return .set(exact(text, isGuarded))
    case .stringIgnoringCase: return .set(TextSet(text.verbatimPattern(.ignoringCase, isGuarded)))
    case .stringLike:
      return .set(
        text.hasWildcards
          ? TextSet(text.pattern(.glob, isGuarded: isGuarded)) : exact(text, isGuarded))
    case .arn: return arn(text, isGuarded)
    case .binary:
      guard let literal = text.literal else { return .set(exact(text, isGuarded)) }
      return isBase64(literal) ? .set(exact(text, isGuarded)) : .malformed
    case .boolean:
      guard let literal = text.literal else { return .open }
      let yes = Pattern("true", .ignoringCase)
      switch literal.lowercased() {
      case "true": return isGuarded ? .open : .set(TextSet(yes))
      case "false": return isGuarded ? .open : .set(TextSet(TextCell(missing: [yes])))
      default: return .malformed
      }
    case .number(let order):
      return interval(text, isGuarded, Decimal.init) { TextCell(number: interval(order, $0)) }
    case .date(let order):
      return interval(text, isGuarded, DateTime.seconds) { TextCell(date: interval(order, $0)) }
    case .address:
      guard let literal = text.literal, !isGuarded else { return .open }
      return AddressSet(block: literal).map { .set(TextSet(TextCell(address: $0))) } ?? .malformed
    case .null: return .malformed
    }
  }

  private static func exact(_ text: ResolvedText, _ isGuarded: Bool) -> TextSet {
    if let literal = text.literal, !isGuarded { return TextSet([literal]) }
    return TextSet(text.verbatimPattern(.exact, isGuarded))
  }

  private static func arn(_ text: ResolvedText, _ isGuarded: Bool) -> Part {
    if text.display.colons < 5 {
      // A lone hole may be a whole ARN; a short text with wildcards is not documented.
      return text.literal == nil || text.hasWildcards ? .open : .malformed
    }
    if let literal = text.literal, !text.hasWildcards, !isGuarded {
      return .set(TextSet([literal]))
    }
    return .set(TextSet(text.pattern(.arn, isGuarded: isGuarded)))
  }

  private static func interval<Text>(
    _ text: ResolvedText, _ isGuarded: Bool, _ read: (String) -> Text?, _ cell: (Text) -> TextCell
  ) -> Part {
    guard let literal = text.literal, !isGuarded else { return .open }
    return read(literal).map { .set(TextSet(cell($0))) } ?? .malformed
  }

  private static func interval(_ order: ConditionOperator.Order, _ value: Decimal) -> IntervalSet {
    let open = IntervalSet.Interval.Bound(value, isIncluded: false)
    let closed = IntervalSet.Interval.Bound(value, isIncluded: true)
    return switch order {
    case .equals: IntervalSet([.init(lower: closed, upper: closed)])
    case .lessThan: IntervalSet([.init(lower: nil, upper: open)])
    case .lessThanEquals: IntervalSet([.init(lower: nil, upper: closed)])
    case .greaterThan: IntervalSet([.init(lower: open, upper: nil)])
    case .greaterThanEquals: IntervalSet([.init(lower: closed, upper: nil)])
    }
  }

  private static func isBase64(_ text: String) -> Bool {
    let body = text.utf8.reversed().drop { $0 == UInt8(ascii: "=") }
    return text.utf8.count % 4 == 0 && text.utf8.count - body.count <= 2
      && body.allSatisfy {
        switch $0 {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
          true
        default: false
        }
      }
  }
}

extension ResolvedText {
  /// The text with all wildcards dead.
  fileprivate func verbatimPattern(_ grammar: Pattern.Grammar, _ isGuarded: Bool) -> Pattern {
    let parts = parts.map { part in
      if case .live(let text) = part { Pattern.Part.verbatim(text) } else { part }
    }
    return Pattern(parts: parts, text: display, grammar, isGuarded: isGuarded)
  }
}
