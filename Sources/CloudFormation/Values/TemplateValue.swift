import Documents
public import Logic
public import Text

/// A value of a template after its functions were evaluated, as far as that is possible offline.
public struct TemplateValue: Sendable {
  /// What the value is.
  public var form: Form
  /// The most specific scalar or collection of the source that gives the value.
  public var range: SourceRange?

  /// The scalar whose text this is, or whose text was filled in; leads into JSON inside it.
  var source: Node?

  /// The kinds of values.
  public indirect enum Form: Sendable {
    /// A scalar; CloudFormation makes every scalar a text.
    case text(SymbolicString, Scalar)
    /// A list; elements may be choices with an absent side.
    case sequence([TemplateValue])
    /// A map in the order of the source, without duplicate keys.
    case mapping([Member])
    /// `Fn::If` under a condition that is not decided.
    case choice(String, then: TemplateValue, otherwise: TemplateValue)
    /// `AWS::NoValue`: the key or element that holds it does not exist.
    case absent
    /// A value of unknown structure.
    case unknown(Hole)
  }

  /// How a scalar was written; matters only for printing it again.
  public enum Scalar: Hashable, Sendable {
    /// A text.
    case string
    /// A number.
    case number
    /// `true` or `false`.
    case boolean
  }

  /// One entry of a map.
  public struct Member: Sendable {
    /// The key; has holes inside `Fn::ForEach` over an unknown collection.
    public var key: SymbolicString
    /// The key in the source.
    public var keyRange: SourceRange?
    /// The value.
    public var value: TemplateValue
  }

  /// Makes a value.
  public init(_ form: Form, at range: SourceRange?) {
    self.form = form
    self.range = range
  }

  /// A text value.
  public static func text(
    _ text: SymbolicString, _ scalar: Scalar = .string, at range: SourceRange?
  ) -> TemplateValue {
    TemplateValue(.text(text, scalar), at: range)
  }

  /// A text value that a scalar of the source gives or is the pattern of.
  static func text(_ text: SymbolicString, _ scalar: Scalar = .string, from source: Node)
    -> TemplateValue
  {
    var value = TemplateValue(.text(text, scalar), at: source.range)
    value.source = source
    return value
  }

  /// A list value.
  public static func sequence(_ elements: [TemplateValue], at range: SourceRange?) -> TemplateValue
  {
    TemplateValue(.sequence(elements), at: range)
  }

  /// A map value with literal keys.
  static func mapping(
    _ members: KeyValuePairs<String, TemplateValue>, at range: SourceRange?
  ) -> TemplateValue {
    let members = members.map {
      Member(key: SymbolicString($0.key), keyRange: $0.value.range ?? range, value: $0.value)
    }
    return TemplateValue(.mapping(members), at: range)
  }

  /// A value of unknown structure.
  static func unknown(_ hole: Hole, at range: SourceRange?) -> TemplateValue {
    TemplateValue(.unknown(hole), at: range)
  }

  /// A value that removes its key or element.
  static func absent(at range: SourceRange?) -> TemplateValue { TemplateValue(.absent, at: range) }

  /// Whether the value is certainly not there.
  public var isAbsent: Bool {
    if case .absent = form { return true }
    return false
  }

  /// The value as a text; a value of unknown structure counts as an unknown text.
  ///
  /// Nil for lists, maps, choices and absent values.
  public var text: SymbolicString? {
    switch form {
    case .text(let text, _): text
    case .unknown(let hole): SymbolicString(hole)
    default: nil
    }
  }

  /// The text if it has no holes.
  public var literal: String? { text?.literal }

  /// The member of a key; a choice between maps gives the choice between their members.
  ///
  /// Nil when the key is not there under any condition.
  public subscript(key: String) -> TemplateValue? {
    switch form {
    case .mapping(let members):
      return members.last { $0.key.literal == key }?.value
    case .choice(let condition, let then, let otherwise):
      let (first, second) = (then[key], otherwise[key])
      if first == nil && second == nil { return nil }
      let choice = Form.choice(
        condition, then: first ?? .absent(at: then.range),
        otherwise: second ?? .absent(at: otherwise.range))
      return TemplateValue(choice, at: range)
    case .unknown(let hole):
      let member = Hole("\(hole.name).\(key)", origin: hole.origin, marks: hole.marks)
      return .unknown(member, at: range)
    default: return nil
    }
  }

  /// Entries of a map; empty for everything else.
  public var members: [Member] {
    if case .mapping(let members) = form { return members }
    return []
  }
}
