import ArgumentParser
import Reporting
import TrustPath

/// `trustpath report`.
struct KeptReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the reports that a database of a scan keeps.")

  @Argument(help: "Database of an earlier scan (scan --database).")
  var database: String

  @OptionGroup var output: OutputArguments

  func run() throws {
    let requests = try output.requests()
    do {
      let saved = try SavedScan(path: database)
      for request in requests {
        guard let bytes = try saved.report(request.format.name) else {
          let names = try saved.formats().joined(separator: ", ")
          throw ValidationError(
            "the scan kept no report `\(request.format.name)`; it kept \(names)")
        }
        switch request.destination {
        case .standardOutput: try FileWriting.writeToStandardOutput(bytes)
        case .file(let path): try FileWriting.write(bytes, to: path)
        }
      }
    } catch let error as SavedScan.NotAScan {
      FileWriting.writeToStandardError("\(database): error: not a database of a scan: \(error)")
      throw ExitCode.evidence
    } catch let error as FileWriting.WriteError {
      FileWriting.writeToStandardError("trustpath: \(error)")
      throw ExitCode.cannotWrite
    }
  }
}
