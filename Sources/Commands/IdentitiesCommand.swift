import ArgumentParser
import Estate
import Kubernetes
import Reporting
import TrustPath

/// `trustpath identities`.
struct IdentitiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identities",
    abstract: "List who logs in to which cluster as whom, one JSON object per line.")

  @OptionGroup var input: InputArguments

  @Option(help: "ARN of a caller, as sts get-caller-identity prints it; repeatable.")
  var caller: [String] = []

  func validate() throws {
    if let wrong = caller.first(where: { CallerIdentity($0) == nil }) {
      throw ValidationError("--caller takes the ARN of a session, user or root, not `\(wrong)`")
    }
  }

  func run() throws {
    let evidence = InputEvidence.read(input.options)
    let report = IdentityReport(
      estate: evidence.estate, files: evidence.files,
      redaction: Redaction(evidence.estate.secrets, files: evidence.files))
    var bytes: [UInt8] = []
    if caller.isEmpty {
      report.write(to: &bytes)
    } else {
      report.write(callers: caller, to: &bytes)
    }
    do {
      try FileWriting.writeToStandardOutput(bytes)
    } catch {
      throw ExitCode.cannotWrite
    }
    if evidence.isIncomplete { throw ExitCode.evidence }
  }
}
