import ArgumentParser
import Reporting
import TrustGraph
import TrustPath

/// `trustpath query who-can-assume`.
struct WhoCanAssumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who-can-assume", abstract: "Who can become this role or cluster identity.")

  @Argument(help: "The role's ARN, or a cluster's user, group or service account.")
  var target: String

  @OptionGroup var query: QueryArguments

  @Flag(help: "Through any number of steps, by a shortest way each.")
  var viaChain = false

  func run() throws {
    let run = try query.read(GraphQuestion(targets: [target], maxHops: viaChain ? 12 : 1))
    let nodes = try run.nodes(target)
    let asked = run.query
    if viaChain {
      let paths = nodes.flatMap { asked.whoCanAssume($0, viaChain: true) }
      try run.print(paths, as: query, otherwise: nobody)
    } else {
      let steps = nodes.flatMap { asked.callers(of: $0) }.filter { step in
        step.kind.assumes || isOfCluster
      }
      try run.print(steps.map(Path.init), as: query, isSteps: true, otherwise: nobody)
    }
  }

  private var nobody: String { "nobody can become `\(target)` among the inputs" }

  /// Nobody assumes a cluster's identities: people log in, are members, take tokens.
  private var isOfCluster: Bool {
    ["k8s-user:", "k8s-group:", "sa:", "sa-token:"].contains { target.hasPrefix($0) }
  }
}

/// `trustpath query can-reach`.
struct CanReachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "can-reach", abstract: "Everything that this one can become.")

  @Argument(help: "Who starts.")
  var source: String

  @OptionGroup var query: QueryArguments

  @Option(help: "Longest way in steps.")
  var maxHops = 12

  func run() throws {
    let run = try query.read(GraphQuestion(sources: [source], maxHops: maxHops))
    let nodes = try run.nodes(source)
    try run.print(
      nodes.flatMap { run.query.canReach($0, maxHops: maxHops) }, as: query, from: source,
      otherwise: "nothing can be reached from `\(source)` among the inputs")
  }
}

/// `trustpath query paths`.
struct PathsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths", abstract: "Ways from one to another, shortest first.")

  @OptionGroup var ends: EndArguments
  @OptionGroup var query: QueryArguments

  @Option(help: "Longest way in steps.")
  var maxHops = 12

  @Flag(help: "All ways that visit nobody twice, not only the shortest.")
  var all = false

  @Option(help: "Largest number of ways between two ends.")
  var limit = 1_000

  func run() throws {
    // Whether longer ways are left out is told by a step more.
    let run = try query.read(
      GraphQuestion(
        sources: [ends.from], targets: [ends.to],
        maxHops: all && maxHops < .max ? maxHops + 1 : maxHops, isShortest: !all))
    let sources = try run.nodes(ends.from)
    let targets = try run.nodes(ends.to)
    let found =
      all
      ? try allPaths(sources, targets, run.query)
      : run.query.shortest(from: sources, to: targets, maxHops: maxHops)
    if !found.isComplete {
      FileWriting.writeToStandardError(
        all
          ? "trustpath: there may be more paths than are printed"
          : "trustpath: too many pairs of `\(ends.from)` and `\(ends.to)`: "
            + "everybody who starts is shown with the nearest end only")
    }
    try run.print(
      found.paths, as: query, from: ends.from,
      otherwise: "no path leads from `\(ends.from)` to `\(ends.to)` among the inputs")
  }

  private func allPaths(
    _ sources: [NodeIndex], _ targets: [NodeIndex], _ query: GraphQuery
  ) throws -> (paths: [Path], isComplete: Bool) {
    guard sources.count * targets.count <= GraphQuery.mostPairs else {
      throw ValidationError(
        "`\(ends.from)` and `\(ends.to)` are \(sources.count * targets.count) pairs: --all answers "
          + "\(GraphQuery.mostPairs) at most; name one end, or leave out --all")
    }
    var paths: [Path] = []
    var isComplete = true
    for source in sources {
      for target in targets where source != target {
        let found = query.paths(from: source, to: target, maxHops: maxHops, limit: limit)
        paths += found.paths
        isComplete = isComplete && found.isComplete
      }
    }
    return (paths, isComplete)
  }
}

/// `trustpath query why`.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Every statement that allows one step.")

  @OptionGroup var ends: EndArguments
  @OptionGroup var query: QueryArguments

  func run() throws {
    let run = try query.read(
      GraphQuestion(targets: [ends.to], maxHops: 1, others: [ends.from]))
    let hops = run.query.why(from: try run.nodes(ends.from), to: try run.nodes(ends.to))
    try run.print(
      hops.map(Path.init), as: query, isSteps: true, from: ends.from,
      otherwise: "no single step leads from `\(ends.from)` to `\(ends.to)` among the inputs")
  }
}

/// `trustpath query why-not`.
struct WhyNotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why-not",
    abstract: "What keeps one from becoming another, and the smallest change that would open it.")

  @OptionGroup var ends: EndArguments
  @OptionGroup var query: QueryArguments

  func run() throws {
    let run = try query.readInputs(naming: [ends.from, ends.to])
    let graph = AskedGraph(run, query.statuses)
    let sources = try graph.nodes(ends.from)
    let targets = try graph.nodes(ends.to)
    let answer = graph.query.whyNot(from: sources, to: targets)
    guard !answer.isEmpty else {
      throw ValidationError(refusal(isNobody: sources.isEmpty || targets.isEmpty))
    }
    let report = WhyNotReport(
      answer, from: ends.from, to: ends.to, in: run.trust.graph, files: run.files,
      redaction: run.redaction)
    try run.print { bytes in
      if query.json { report.writeJSON(to: &bytes) } else { report.writeText(to: &bytes) }
    }
  }

  private func refusal(isNobody: Bool) -> String {
    let answer =
      "no path from `\(ends.from)` to `\(ends.to)` among the inputs"
      + AskedGraph.otherSide(of: ends.from)
    if isNobody { return answer + ": one of them stands for nobody" }
    return answer
      + "; what keeps a step shut is told of one user, role, account, service, identity with a "
      + "token or assertion, or `anyone`, and one role of the inputs: ask `query who-can-assume \(ends.to)` for whom that lets in"
  }
}

/// The two ends of a question.
struct EndArguments: ParsableArguments {
  @Argument(help: "Who starts.")
  var from: String

  @Argument(help: "Whom it is about.")
  var to: String
}
