import ArgumentParser
import TrustGraph
import TrustPath

/// `trustpath query`.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Ask who can become whom, how, and why not.",
    discussion: """
      Identifiers are ARNs, `anyone`, `service:NAME`, `oidc:ISSUER#SUBJECT`, \
      `sa-token:CLUSTER/NAMESPACE/NAME` and the others that `trustpath edges` prints; 12 digits \
      are an account with all its principals.
      """,
    subcommands: [
      WhoCanAssumeCommand.self, CanReachCommand.self, PathsCommand.self, WhyCommand.self,
      WhyNotCommand.self,
    ])
}

/// What is asked, and how the answer is printed; the same for every question.
struct QueryArguments: ParsableArguments {
  @OptionGroup var input: InputArguments

  @Flag(help: "Print JSON, one object a line.")
  var json = false

  @Flag(help: "Take steps that need inventory which is not in the inputs, too.")
  var possible = false

  @Flag(help: "Print ExternalIds instead of ExternalId#n.")
  var showExternalIds = false

  /// Edges that count.
  var statuses: Set<Edge.Status> { possible ? Edge.Status.open : [.proved, .conditional] }

  /// The graph of the inputs.
  func read() -> GraphRun { GraphRun(input.options, showsExternalIDs: showExternalIds) }
}
