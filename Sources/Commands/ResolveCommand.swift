import ArgumentParser
import TrustPath

/// `trustpath resolve`.
struct ResolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Print what a CloudFormation template would create.")

  @Argument(help: "Template, or - for standard input.")
  var template: String

  @OptionGroup var stack: StackArguments

  @Flag(help: "Print ExternalIds instead of ExternalId#n.")
  var showExternalIds = false

  func run() throws {
    var options = ScanOptions()
    stack.apply(to: &options)
    let resolve = Resolve.run(template, options, showsExternalIDs: showExternalIds)
    for line in resolve.remarks { FileWriting.writeToStandardError(line) }
    try StandardOutput.write(resolve.bytes ?? [])
    if resolve.isIncomplete { throw ExitCode.evidence }
  }
}
