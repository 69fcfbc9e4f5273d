import ArgumentParser
import Reporting
import TrustPath

/// `trustpath inputs`.
struct InputsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inputs",
    abstract: "Say what was recognised, what is missing, and how to export it.")

  @OptionGroup var input: InputArguments

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let scan = Scan.readOnly(input.options)
    var bytes: [UInt8] = []
    if json {
      InputsReport.writeJSON(scan.report(), to: &bytes)
    } else {
      InputsReport.writeText(
        scan.report(), hasColor: Terminal.hasColor, width: Terminal.width, to: &bytes)
    }
    try StandardOutput.write(bytes)
    if scan.evidence.isIncomplete { throw ExitCode.evidence }
  }
}
