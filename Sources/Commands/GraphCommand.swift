import ArgumentParser
import Reporting
import TrustGraph
import TrustPath

/// `trustpath graph`.
struct GraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Write the trust graph for other programs to draw or search.")

  @OptionGroup var input: InputArguments
  @OptionGroup var statuses: StatusArguments

  @Option(
    name: .short,
    help: ArgumentHelp(
      "FORMAT or FORMAT=FILE: json, dot, mermaid, graphml, opengraph; repeatable.",
      valueName: "format"))
  var outputs: [String] = []

  @Option(help: "Only what lies within some steps of this identifier.")
  var around: String?

  @Option(help: "How many steps, in either direction.")
  var hops = 2

  @Option(help: "What a node stands for: principal or account.")
  var level: Level = .principal

  @Flag(help: "Print ExternalIds instead of ExternalId#n.")
  var showExternalIds = false

  enum Level: String, ExpressibleByArgument, CaseIterable {
    case principal
    case account
  }

  func validate() throws {
    let toStandardOutput = try requests().filter { $0.file == nil }.count
    guard toStandardOutput <= 1 else {
      throw ValidationError("only one graph can go to standard output; give the others a file")
    }
  }

  func run() throws {
    let run = GraphRun(input.options, showsExternalIDs: showExternalIds)
    let view = try view(of: run)
    for request in try requests() {
      var bytes: [UInt8] = []
      request.format.write(level == .account ? view.byAccount : view, to: &bytes)
      do {
        if let file = request.file {
          try FileWriting.write(bytes, to: file)
        } else {
          try FileWriting.writeToStandardOutput(bytes)
        }
      } catch {
        FileWriting.writeToStandardError("trustpath: \(error)")
        throw ExitCode.cannotWrite
      }
    }
    try run.finish()
  }

  private func view(of run: GraphRun) throws -> GraphView {
    let graph = try graph(of: run)
    guard let around else {
      return GraphView(
        graph, statuses: statuses.chosen, files: run.files, redaction: run.redaction)
    }
    return GraphView(
      graph, around: try run.nodes(around), hops: hops, statuses: statuses.chosen,
      files: run.files, redaction: run.redaction)
  }

  private func graph(of run: GraphRun) throws -> Graph {
    guard statuses.chosen.contains(.guarded) else { return run.trust.graph }
    guard let graph = run.query().guardedGraph() else {
      throw ValidationError("there are too many steps to tell which of them are guarded")
    }
    return graph
  }

  private func requests() throws -> [(format: any GraphFormat, file: String?)] {
    try (outputs.isEmpty ? ["json"] : outputs).map { argument in
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let format = GraphFormats.named(String(parts[0])) else {
        let names = GraphFormats.all.map(\.name).joined(separator: ", ")
        throw ValidationError("there is no graph format `\(parts[0])`; there are \(names)")
      }
      let file = parts.count == 2 && parts[1] != "-" && !parts[1].isEmpty ? String(parts[1]) : nil
      return (format, file)
    }
  }
}

extension GraphRun {
  /// The nodes of an identifier.
  ///
  /// - Throws: `ValidationError` when there are none: no answer must not look like "nobody".
  func nodes(_ identifier: String) throws -> [NodeIndex] {
    let nodes = query().nodes(identifier)
    guard nodes.isEmpty, !NodeClass.mayBeEmpty(identifier) else { return nodes }
    try finish()
    throw ValidationError("nothing in the inputs is called `\(identifier)`")
  }
}
