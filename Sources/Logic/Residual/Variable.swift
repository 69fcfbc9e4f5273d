public import Text

/// The name of a condition context key; equal whatever the case.
public struct ContextKey: Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// Lower-case name, the identity of the key.
  public let canonical: String
  /// The name as somebody wrote it.
  public let display: String

  /// Makes a key from its name in any case.
  public init(_ name: String) {
    display = name
    canonical = name.lowercased()
  }

  /// Makes a key from a name whose canonical form is known.
  public init(canonical: String, display: String) {
    self.canonical = canonical
    self.display = display
  }

  /// Makes a key from its name in any case.
  public init(stringLiteral value: String) { self.init(value) }

  /// Whether the key is `sts:ExternalId`, or was meant to be.
  ///
  /// What stands under a misspelt key is as secret as under the right one.
  public var namesExternalID: Bool {
    if canonical.utf8.starts(with: "sts:extern".utf8) { return true }
    let letters = canonical.utf8.lazy.filter { (0x61...0x7A).contains($0) }
    return letters.elementsEqual("stsexternalid".utf8) || letters.elementsEqual("externalid".utf8)
  }

  /// The name as somebody wrote it.
  public var description: String { display }

  /// Equal when the canonical names are.
  public static func == (left: ContextKey, right: ContextKey) -> Bool {
    left.canonical == right.canonical
  }

  /// Orders by canonical name.
  public static func < (left: ContextKey, right: ContextKey) -> Bool {
    left.canonical < right.canonical
  }

  /// Hashes the canonical name.
  public func hash(into hasher: inout Hasher) { hasher.combine(canonical) }
}

/// A yes-or-no question that only something outside the inputs can answer.
public struct Proposition: Hashable, Comparable, Sendable {
  /// The question as a statement in words: `the boundary arn:… allows it`.
  public let text: String
  /// The place that raises the question; part of its identity.
  public let range: SourceRange?

  /// Makes a question; equal text at the same place is the same question.
  public init(_ text: String, at range: SourceRange? = nil) {
    self.text = text
    self.range = range
  }

  /// Orders by text, then by place.
  public static func < (left: Proposition, right: Proposition) -> Bool {
    if left.text != right.text { return left.text < right.text }
    switch (left.range, right.range) {
    case (nil, nil), (_?, nil): return false
    case (nil, _?): return true
    case (let first?, let second?): return first < second
    }
  }
}

/// What a literal speaks about: a key of one request of a chain, or a question.
public struct Variable: Hashable, Comparable, Sendable {
  /// Key or question.
  public enum Subject: Hashable, Comparable, Sendable {
    /// The value of a context key.
    case key(ContextKey)
    /// The answer to a question.
    case proposition(Proposition)
    /// The value of a template's parameter: its name, at the file of the stack that has it.
    case parameter(Proposition)
  }

  /// Key or question.
  public let subject: Subject
  /// 0-based number of the request in a chain; values that persist keep the number of the first.
  public let hop: Int

  /// Makes a variable.
  public init(_ subject: Subject, hop: Int = 0) {
    self.subject = subject
    self.hop = hop
  }

  /// The key, if it is one.
  public var key: ContextKey? {
    if case .key(let key) = subject { return key }
    return nil
  }

  /// Orders by subject, then by request.
  public static func < (left: Variable, right: Variable) -> Bool {
    left.subject != right.subject ? left.subject < right.subject : left.hop < right.hop
  }
}
