import ArgumentParser
import TrustPath

/// `trustpath simulate`.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Evaluate policies for single requests, one JSON request a line.",
    discussion: """
      A request has the shape of `aws iam simulate-custom-policy --cli-input-json`. Every line gets \
      one line of answer, in order; a line that cannot be evaluated gets an `Error`.
      """)

  @Argument(help: "A file of requests, or - for standard input.")
  var path = "-"

  @Flag(help: "Answer as the AWS API does.")
  var awsShape = false

  @Flag(name: .shortAndLong, help: "Say on standard error which fields were ignored.")
  var verbose = false

  func run() throws {
    let run: SimulationRun
    do {
      run = try SimulationRun(answering: path, awsShape: awsShape) {
        try FileWriting.writeToStandardOutput($0)
      }
    } catch let error as SimulationRun.Unreadable {
      FileWriting.writeToStandardError("\(path): error: \(error.reason) [unreadable-file]")
      throw ExitCode.evidence
    } catch {
      throw ExitCode.cannotWrite
    }
    if verbose {
      for field in run.ignoredFields {
        FileWriting.writeToStandardError("\(path): note: `\(field)` is ignored [ignored-field]")
      }
    }
    if run.hasErrors { throw ExitCode.evidence }
  }
}
