import ArgumentParser
import Reporting
import Text
import TrustPath

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Arguments that say what to write, and where.
struct OutputArguments: ParsableArguments {
  @Option(
    name: .short,
    help: ArgumentHelp(
      "FORMAT, FORMAT=FILE or all=FOLDER; repeatable; text on standard output if not given.",
      valueName: "format"))
  var outputs: [String] = []

  @Flag(help: "Print ExternalIds (never NoEcho values or credentials).")
  var showExternalIds = false

  @Flag(name: .shortAndLong, help: "Print nothing on standard error but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Print what is read on standard error.")
  var verbose = false

  func validate() throws {
    _ = try requests()
  }

  /// The reports that are asked for; at most one of them goes to standard output.
  func requests() throws -> [ReportRequest] {
    let formats = Scan.formats(hasColor: Terminal.hasColor, width: Terminal.width)
    do {
      let requests = try (outputs.isEmpty ? ["text"] : outputs).flatMap { argument in
        try ReportRequest.requests(for: argument, among: formats)
      }
      guard requests.filter({ $0.destination == .standardOutput }).count <= 1 else {
        throw ValidationError("only one report can go to standard output; give the others a file")
      }
      return requests
    } catch let error as ReportRequest.ArgumentError {
      throw ValidationError(error.description)
    }
  }

  /// Writes the reports; the program ends with 74 if one of them cannot be written.
  func write(_ report: Report, as requests: [ReportRequest], by jobs: Parallelism) throws {
    let errors = ReportRequest.write(report, as: requests, by: jobs)
    for error in errors { FileWriting.writeToStandardError("trustpath: \(error)") }
    if !errors.isEmpty { throw ExitCode.cannotWrite }
  }
}

/// What standard output is.
enum Terminal {
  /// Whether colour helps: a terminal that does not ask for plain text.
  static var hasColor: Bool {
    if let force = getenv("CLICOLOR_FORCE"), String(cString: force) != "0" { return true }
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
    return isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil && !isDumb
  }

  /// Columns of the terminal, 100 where there is none.
  static var width: Int {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_col >= 40
    else { return 100 }
    return Int(size.ws_col)
  }
}
