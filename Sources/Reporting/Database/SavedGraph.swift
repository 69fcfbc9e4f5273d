public import TrustGraph

/// A part of the graph of a scan that was kept.
public struct SavedGraph: Sendable {
  /// Its nodes and edges, in the order of the scan.
  public let trust: TrustGraph
  /// Where the evidence of its edges is, if it was asked for.
  public let places: SavedPlaces
  /// The edges' numbers in the database.
  let ids: [Int64]
}
