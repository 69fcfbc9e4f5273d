import ArgumentParser
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
    let scan = Scan.readOnly(input.options)
    let report = scan.report()
    let identities = IdentityReport(
      estate: scan.evidence.estate, files: scan.evidence.files, redaction: report.redaction)
    var bytes: [UInt8] = []
    if caller.isEmpty {
      identities.write(to: &bytes)
    } else {
      identities.write(callers: caller, to: &bytes)
    }
    try StandardOutput.write(bytes)
    for line in report.errorLines { FileWriting.writeToStandardError(line) }
    if scan.evidence.isIncomplete { throw ExitCode.evidence }
  }
}
