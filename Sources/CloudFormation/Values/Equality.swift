import Logic
import Text

extension TemplateValue {
  /// Whether `Fn::Equals` holds between two values.
  func equals(_ other: TemplateValue) -> Truth {
    switch (form, other.form) {
    case (.text(let left, _), .text(let right, _)):
      return left.equals(right)
    case (.sequence(let left), .sequence(let right)):
      guard left.count == right.count else { return .no }
      return zip(left, right).reduce(.yes) { $0 && $1.0.equals($1.1) }
    case (.unknown(let left), .unknown(let right)) where left == right:
      return .yes
    case (.absent, .absent):
      return .yes
    case (.absent, .text), (.text, .absent):
      return .no
    default:
      return .unknown
    }
  }
}

extension TemplateValue {
  /// Whether two versions of one template certainly give the same value as long as parameters and
  /// resources keep theirs.
  ///
  /// What depends on conditions is not compared: the versions may define them differently.
  fileprivate func isAlike(_ other: TemplateValue) -> Bool {
    switch (form, other.form) {
    case (.text(let left, _), .text(let right, _)):
      left == right && !left.holes.contains { $0.origin == .unsupported }
    case (.sequence(let left), .sequence(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isAlike($1) }
    case (.mapping(let left), .mapping(let right)):
      left.count == right.count
        && left.allSatisfy { member in
          right.contains { $0.key == member.key && $0.value.isAlike(member.value) }
        }
    case (.absent, .absent): true
    default: false
    }
  }
}

extension GuardedPolicy {
  /// Whether an update from another version of the template certainly leaves the policy as it is, as
  /// long as parameters keep their values.
  public func isAlike(_ other: GuardedPolicy) -> Bool {
    variants.count == other.variants.count
      && zip(variants, other.variants).allSatisfy { left, right in
        left.guards.isEmpty && right.guards.isEmpty && left.value.isAlike(right.value)
      }
  }
}

extension SymbolicString {
  /// Whether two texts are the same, whatever their holes stand for.
  func equals(_ other: SymbolicString) -> Truth {
    if self == other { return .yes }
    if let left = literal, let right = other.literal { return Truth(left == right) }
    if let right = other.literal, let hole = onlyHole {
      return hole.shape.admits(right) ? .unknown : .no
    }
    if let left = literal, let hole = other.onlyHole {
      return hole.shape.admits(left) ? .unknown : .no
    }
    let fits =
      Self.agree(prefix, other.prefix) && Self.agree(suffix.reversed(), other.suffix.reversed())
    return fits ? .unknown : .no
  }

  /// The hole that is the whole text.
  var onlyHole: Hole? {
    if segments.count == 1, case .hole(let hole) = segments[0] { return hole }
    return nil
  }

  private var prefix: String {
    if case .literal(let text)? = segments.first { return text }
    return ""
  }

  private var suffix: String {
    if case .literal(let text)? = segments.last { return text }
    return ""
  }

  private static func agree(_ left: some Sequence<Character>, _ right: some Sequence<Character>)
    -> Bool
  {
    zip(left, right).allSatisfy { $0 == $1 }
  }
}

extension Hole.Shape {
  /// Whether a text may lie in the set; true when that is not certain.
  func admits(_ text: String) -> Bool {
    switch self {
    case .any, .regularExpression: true
    case .accountID: text.utf8.count == 12 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    case .partition: text.hasPrefix("aws")
    case .region: text.contains("-")
    case .oneOf(let texts): texts.contains(text)
    case .word: !text.contains { ":/*?".contains($0) || $0.isWhitespace }
    }
  }
}
