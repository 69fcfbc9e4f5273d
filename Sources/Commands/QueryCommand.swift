import ArgumentParser
import Reporting
import TrustGraph
import TrustPath

/// `trustpath query`.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Ask who can become whom, how, and why not.",
    discussion: """
      Identifiers are ARNs, `anyone`, `service:NAME`, `oidc:ISSUER#SUBJECT`, \
      `repository:HOST/OWNER/NAME`, `sa-token:CLUSTER/NAMESPACE/NAME` and the others that `trustpath edges` prints; 12 digits \
      are an account with all its principals. `outside`, `users`, `roles`, `service-accounts`, \
      `ci`, `administrators`, `privileged` and `tag:KEY=VALUE` stand for everybody of that kind.
      """,
    subcommands: [
      WhoCanAssumeCommand.self, CanReachCommand.self, PathsCommand.self, WhyCommand.self,
      WhyNotCommand.self, GuardsCommand.self, OpensCommand.self, CutCommand.self,
      WalkCommand.self,
    ])
}

/// What is asked, and how the answer is printed; the same for every question.
struct QueryArguments: ParsableArguments {
  @Argument(help: "Files, folders (read recursively), or - for standard input.")
  var paths: [String] = []

  @Option(help: "Database of an earlier scan (scan --database) instead of inputs.")
  var database: String?

  @OptionGroup var stack: StackArguments

  @OptionGroup var clusters: ClusterArguments

  @Flag(help: "Count files of unknown kinds as evidence problems.")
  var strictInputs = false

  @OptionGroup var threads: ThreadArguments

  @Flag(help: "Print JSON, one object a line.")
  var json = false

  @Flag(help: "Take steps that need inventory which is not in the inputs, too.")
  var possible = false

  @Flag(help: "Take only steps that trust makes, none that permissions make.")
  var trustOnly = false

  @Flag(help: "Print ExternalIds instead of ExternalId#n.")
  var showExternalIds = false

  func validate() throws {
    guard paths.isEmpty != (database == nil) else {
      throw ValidationError("give files or folders, or --database, and not both")
    }
    guard database == nil || !trustOnly else {
      throw ValidationError("a database keeps all steps together: give the inputs for --trust-only")
    }
  }

  /// Edges that count.
  var statuses: Set<Edge.Status> { possible ? Edge.Status.open : [.proved, .conditional] }

  /// The graph that a question is about.
  func read(_ question: GraphQuestion) throws -> AskedGraph {
    if let database { return try AskedGraph(database: database, question, statuses) }
    return AskedGraph(
      inputs(naming: question.sources + question.targets + question.others), statuses)
  }

  /// The graph of the inputs.
  ///
  /// - Throws: `ValidationError` for a database: the question needs the policies themselves.
  func readInputs(naming asked: [String] = []) throws -> GraphRun {
    guard database == nil else {
      throw ValidationError("this question needs the policies themselves: give the inputs")
    }
    return inputs(naming: asked)
  }

  private func inputs(naming asked: [String]) -> GraphRun {
    var options = ScanOptions()
    options.paths = paths
    stack.apply(to: &options)
    clusters.apply(to: &options)
    options.strictInputs = strictInputs
    options.parallelism = threads.jobs
    return GraphRun(
      options, escalations: trustOnly ? .none : .walked, asked: asked,
      showsExternalIDs: showExternalIds)
  }
}
