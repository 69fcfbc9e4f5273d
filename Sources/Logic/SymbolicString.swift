/// A part of a value that an offline reader cannot know, with all that is known about it.
public struct Hole: Hashable, Sendable {
  /// As the author wrote it, without `${}`: `VendorAccountId`, `AWS::AccountId`, `Cluster.Arn`.
  public let name: String
  /// Why it is not known.
  public let origin: Origin
  /// The set that the value must lie in.
  public let shape: Shape
  /// What must be remembered about the value wherever it flows.
  public let marks: Marks

  /// Why a value is not known.
  public enum Origin: String, Hashable, Sendable {
    /// A template parameter that was not given.
    case parameter
    /// A pseudo parameter such as `AWS::AccountId`.
    case pseudoParameter
    /// An attribute that exists only after deployment.
    case attribute
    /// An export of another stack.
    case importedValue
    /// `{{resolve:…}}`, which then is the hole's name.
    case dynamicReference
    /// A template condition that is not decided; the hole then stands for a guard, not a text.
    case condition
    /// A construct that is not evaluated (macro, custom resource, unknown intrinsic).
    case unsupported
    /// A policy variable such as `aws:username`, whose value only the request tells.
    case policyVariable
    /// The end of a name that CloudFormation makes at random; prints as `*`.
    case generatedName
  }

  /// The set of texts that a hole can stand for.
  public enum Shape: Hashable, Sendable {
    /// Anything.
    case any
    /// Exactly 12 digits.
    case accountID
    /// `aws`, `aws-cn`, `aws-us-gov`, ….
    case partition
    /// A region name.
    case region
    /// One of these texts.
    case oneOf([String])
    /// A text that matches the regular expression in full (`AllowedPattern`).
    case regularExpression(String)
    /// A text without `:`, `/`, `*`, `?` and white space, such as a generated name.
    case word
  }

  /// Properties that survive every operation on the value.
  public struct Marks: OptionSet, Hashable, Sendable {
    /// Bits.
    public let rawValue: UInt8
    /// Wraps bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// NoEcho or an ExternalId: must never be printed.
    public static let secret = Marks(rawValue: 1)
    /// Came from a parameter's `Default`.
    public static let defaulted = Marks(rawValue: 2)
    /// Came from a deployed stack.
    public static let live = Marks(rawValue: 4)
  }

  /// What people see: `${Name}`, `*` for the random end of a generated name, and dynamic
  /// references as they are written.
  public var display: String {
    switch origin {
    case .generatedName: "*"
    case .dynamicReference: name
    default: "${\(name)}"
    }
  }

  /// Whether the name is that of a function with the texts that it is called on: as secret as its
  /// result.
  ///
  /// One whose result is one of some texts looks them up, by keys.
  public var quotesTexts: Bool {
    if case .oneOf = shape { return false }
    return origin != .importedValue && origin != .dynamicReference
      && name.utf8.contains(UInt8(ascii: "("))
  }

  /// Makes a hole.
  public init(_ name: String, origin: Origin, shape: Shape = .any, marks: Marks = []) {
    self.name = name
    self.origin = origin
    self.shape = shape
    self.marks = marks
  }
}

/// A text that may have holes: literal parts and parts not known offline.
public struct SymbolicString: Hashable, Sendable, ExpressibleByStringLiteral {
  /// One part of the text.
  public enum Segment: Hashable, Sendable {
    /// Known text, never empty.
    case literal(String)
    /// Unknown text.
    case hole(Hole)
  }

  private enum Storage: Hashable, Sendable {
    case literal(String)
    case segments([Segment])
  }

  private let storage: Storage

  /// A text without holes.
  public init(_ literal: String) { storage = .literal(literal) }

  /// A text without holes.
  public init(stringLiteral value: String) { storage = .literal(value) }

  /// A text that is one hole.
  public init(_ hole: Hole) { storage = .segments([.hole(hole)]) }

  /// A text of parts; adjacent literals are merged and empty ones dropped.
  public init(_ segments: [Segment]) {
    var merged: [Segment] = []
    for segment in segments {
      switch (merged.last, segment) {
      case (_, .literal("")): continue
      case (.literal(let left)?, .literal(let right)):
        merged[merged.count - 1] = .literal(left + right)
      default: merged.append(segment)
      }
    }
    if merged.isEmpty {
      storage = .literal("")
    } else if merged.count == 1, case .literal(let text) = merged[0] {
      storage = .literal(text)
    } else {
      storage = .segments(merged)
    }
  }

  /// The parts; one literal (or none, for the empty text) when nothing is unknown.
  public var segments: [Segment] {
    switch storage {
    case .literal(let text): text.isEmpty ? [] : [.literal(text)]
    case .segments(let segments): segments
    }
  }

  /// The whole text if nothing in it is unknown.
  public var literal: String? {
    if case .literal(let text) = storage { return text }
    return nil
  }

  /// The holes, in order of appearance, repeated ones included.
  public var holes: [Hole] {
    segments.compactMap { if case .hole(let hole) = $0 { hole } else { nil } }
  }

  /// What people see: holes as `Hole.display` says; safe to print only if the literal parts are.
  public var display: String { literal ?? display(showing: { $0 }) }

  /// What people see when the literal parts are shown by other texts.
  func display(showing show: (String) -> String) -> String {
    segments.reduce(into: "") { text, segment in
      switch segment {
      case .literal(let literal): text += show(literal)
      case .hole(let hole): text += hole.quotesTexts ? "${\(show(hole.name))}" : hole.display
      }
    }
  }

  /// Union of the marks of all holes.
  public var marks: Hole.Marks { holes.reduce(into: []) { $0.formUnion($1.marks) } }

  /// The two texts in sequence.
  public static func + (left: SymbolicString, right: SymbolicString) -> SymbolicString {
    if let first = left.literal, let second = right.literal {
      return SymbolicString(first + second)
    }
    return SymbolicString(left.segments + right.segments)
  }
}
