/// One of three truth values, ordered no < unknown < yes (strong Kleene logic).
public enum Truth: Int8, Hashable, Comparable, Sendable, CaseIterable {
  /// Certainly not.
  case no = 0
  /// Depends on what is not known.
  case unknown = 1
  /// Certainly.
  case yes = 2

  /// The definite value of a Boolean.
  public init(_ value: Bool) { self = value ? .yes : .no }

  /// The Boolean of a definite value; nil when unknown.
  public var definite: Bool? {
    switch self {
    case .no: false
    case .unknown: nil
    case .yes: true
    }
  }

  /// Orders no < unknown < yes.
  public static func < (left: Truth, right: Truth) -> Bool { left.rawValue < right.rawValue }

  /// Minimum of the two: no if either is no; the right side is not evaluated after a no.
  public static func && (left: Truth, right: @autoclosure () throws -> Truth) rethrows -> Truth {
    left == .no ? .no : try min(left, right())
  }

  /// Maximum of the two: yes if either is yes; the right side is not evaluated after a yes.
  public static func || (left: Truth, right: @autoclosure () throws -> Truth) rethrows -> Truth {
    left == .yes ? .yes : try max(left, right())
  }

  /// Mirror image: unknown stays unknown.
  public static prefix func ! (value: Truth) -> Truth {
    switch value {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }
}
