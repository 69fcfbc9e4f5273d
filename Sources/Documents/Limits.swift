/// The largest inputs that documents may be; what exceeds one is refused with a located diagnostic.
public enum Limits {
  /// Longest document in bytes; offsets are 32-bit unsigned.
  public static let bytes = 4_294_967_295
  /// Deepest nesting of collections.
  public static let nesting = 512
  /// Longest single string in bytes, as written.
  public static let string = 536_870_911
  /// Most tokens within one collection.
  public static let tokens = 536_870_911
  /// Most nodes that a YAML document may have once its aliases and merge keys are expanded.
  public static let expandedNodes = 2_000_000
}
