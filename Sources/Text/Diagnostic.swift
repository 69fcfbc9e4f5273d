/// How much a diagnostic costs: an error means that something could not be read.
public enum Severity: String, Hashable, Comparable, Sendable, CaseIterable {
  /// Nothing was lost.
  case note
  /// Read, but probably not as its author meant.
  case warning
  /// Something could not be read; what depends on it is undecided and the run is incomplete.
  case error

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }

  /// Orders note < warning < error.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// One remark about an input: never about trust, which is what findings are for.
public struct Diagnostic: Hashable, Sendable {
  /// How much was lost.
  public let severity: Severity
  /// Stable identifier, lower-case words joined by hyphens, documented in docs/diagnostics.md.
  public let code: String
  /// Lower-case start, no full stop, user text in back-ticks, never a secret.
  public let message: String
  /// Where; nil when the remark is about no place in particular.
  public let range: SourceRange?
  /// The file, for remarks about a file that could not be opened.
  public let path: String?
  /// Further places that explain the remark.
  public let notes: [Note]
  /// What to do about it; nil when the message says it all.
  public let fix: String?

  /// A further place, with what it shows.
  public struct Note: Hashable, Sendable {
    /// What the place shows.
    public let message: String
    /// The place.
    public let range: SourceRange?

    /// Makes a note.
    public init(_ message: String, at range: SourceRange? = nil) {
      self.message = message
      self.range = range
    }
  }

  /// Makes a diagnostic.
  public init(
    _ severity: Severity, _ code: String, _ message: String, at range: SourceRange? = nil,
    path: String? = nil, notes: [Note] = [], fix: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
    self.path = path
    self.notes = notes
    self.fix = fix
  }
}

/// The remarks of a run, in the order in which they were made.
public struct Diagnostics: Sendable {
  /// All remarks so far.
  public private(set) var items: [Diagnostic] = []

  /// Makes an empty list.
  public init() {}

  /// Whether anything could not be read.
  public var hasErrors: Bool { items.contains { $0.severity == .error } }

  /// Adds one remark.
  public mutating func append(_ diagnostic: Diagnostic) { items.append(diagnostic) }

  /// Adds the remarks of another list, in order.
  public mutating func append(contentsOf other: Diagnostics) {
    items.append(contentsOf: other.items)
  }
}
