public import Estate
public import TrustGraph

/// The state that a change is held against.
public struct Baseline: Sendable {
  /// Everything as it is before the change.
  public let estate: Estate
  /// Its graph.
  public let trust: TrustGraph
  /// Ids of the principals that the change makes, changes, removes or gives something to.
  public let touched: Set<String>

  /// Makes a state to compare with.
  public init(estate: Estate, trust: TrustGraph, touched: Set<String>) {
    self.estate = estate
    self.trust = trust
    self.touched = touched
  }
}

/// What a change does to trust, beside the findings about what it opens and alters.
public struct TrustChange: Sendable {
  /// Trust paths that are there after the change only.
  public var opened = 0
  /// Trust paths that ask for less, or for something else, or end at somebody who can do more.
  public var altered = 0
  /// Trust paths that are gone, or ask for more.
  public var closed: [Finding] = []
  /// Findings that the change settles.
  public var settled: [Finding] = []
  /// Findings that are the same before and after, and left out.
  public var unchanged = 0

  /// Makes a change that does nothing.
  public init() {}

  /// `opens 2 trust paths, alters 1, closes 3; settles 1 finding, 12 are as before`.
  public var sentence: String {
    let paths = opened == 1 ? "1 trust path" : "\(opened) trust paths"
    let findings = settled.count == 1 ? "1 finding" : "\(settled.count) findings"
    return "the change opens \(paths), alters \(altered), closes \(closed.count); "
      + "settles \(findings), \(unchanged) are as before"
  }
}
