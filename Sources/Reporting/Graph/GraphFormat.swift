/// One way of writing a graph.
public protocol GraphFormat: Sendable {
  /// What `-o` calls it.
  var name: String { get }
  /// Appends the whole graph.
  func write(_ view: GraphView, to bytes: inout [UInt8])
}

/// The graph formats there are.
public enum GraphFormats {
  /// All formats.
  public static let all: [any GraphFormat] = [
    JSONGraph(), DOTGraph(), MermaidGraph(), GraphMLGraph(), OpenGraph(),
  ]

  /// The format that `-o NAME` asks for.
  public static func named(_ name: String) -> (any GraphFormat)? { all.first { $0.name == name } }
}
