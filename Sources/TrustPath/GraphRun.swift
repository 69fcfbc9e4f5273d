public import Estate
public import Findings
public import Text
public import TrustGraph

/// A graph of freshly read inputs, for commands that ask it or print it.
public struct GraphRun: Sendable {
  /// What was read.
  public let scan: Scan
  /// Who can become whom.
  public let trust: TrustGraph
  /// What must not be printed.
  public let redaction: SecretRedaction

  /// Reads the paths of the options and builds the graph; nothing is judged.
  ///
  /// `asked` are identifiers that the question names.
  public init(
    _ options: ScanOptions, escalations: TrustGraph.Escalations = .drawn, asked: [String] = [],
    showsExternalIDs: Bool = false
  ) {
    scan = Scan.readOnly(options)
    trust = TrustGraph(
      scan.evidence.estate, escalations: escalations, asked: asked, by: options.parallelism)
    redaction = SecretRedaction(
      scan.evidence.estate.secrets, files: scan.evidence.files, showsExternalIDs: showsExternalIDs)
  }

  /// Questions about edges of some statuses.
  public func query(_ statuses: Set<Edge.Status> = Edge.Status.open) -> GraphQuery {
    GraphQuery(trust, of: scan.evidence.estate, statuses: statuses)
  }

  /// All input files.
  public var files: SourceFiles { scan.evidence.files }
}
