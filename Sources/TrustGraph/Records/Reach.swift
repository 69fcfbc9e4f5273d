public import Estate
public import Text

/// How much a principal can do, least first.
public enum ReachLevel: Int8, Hashable, Comparable, Sendable, CaseIterable {
  /// R0: nothing, or nothing that is known.
  case none = 0
  /// R1: reads.
  case read = 1
  /// R2: writes.
  case write = 2
  /// R3: identities, secrets, keys or the organisation, or a role in another account.
  case sensitive = 3
  /// R4: everything, or whatever lets it become everything.
  case administrator = 4

  /// `R0` to `R4`.
  public var code: String { "R\(rawValue)" }

  /// Orders by power.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What a node of the graph can do, by itself and through what it can become.
public struct Reach: Hashable, Sendable {
  /// By its own policies, within its boundary and service control policies, conditions taken as
  /// met.
  public var own: ReachLevel
  /// By its own policies, only what holds unconditionally.
  public var certainOwn: ReachLevel
  /// By its own policies or by any chain of steps, conditions taken as met.
  public var closure: ReachLevel
  /// By any chain of steps that are proved.
  public var certainClosure: ReachLevel
  /// Whether every policy that counts was among the inputs; when not, it may reach more.
  public var isComplete: Bool
  /// Whether every service control policy that limits it was among the inputs; when not, it may
  /// reach less.
  ///
  /// Those that were are respected.
  public var isCeilingKnown = false
  /// Kinds of principals that it changes at will, and of which an administrator would make it one.
  public var leansOn: Set<Principal.Kind> = []
  /// The statement that gives the most of `own`; nil when nothing does or no input holds it.
  public var because: SourceRange?
  /// The first step towards `closure`, when a step reaches more than `own`.
  public var next: EdgeIndex?

  init(own: ReachLevel = .none, certainOwn: ReachLevel = .none, isComplete: Bool = true) {
    self.own = own
    self.certainOwn = certainOwn
    closure = own
    certainClosure = certainOwn
    self.isComplete = isComplete
    because = nil
    next = nil
  }
}
