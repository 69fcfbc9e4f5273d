import ArgumentParser
import CMalloc
import TrustPath

/// The program: one command each, `scan` if none is named.
@main
struct Trustpath: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trustpath",
    abstract: "Audit who can assume what in AWS, offline, from exports and templates.",
    version: Scan.version,
    subcommands: [
      ScanCommand.self, InputsCommand.self, IdentitiesCommand.self, ResolveCommand.self,
      SimulateCommand.self, QueryCommand.self, EdgesCommand.self, GraphCommand.self,
      KeptReportCommand.self, DiffCommand.self,
    ],
    defaultSubcommand: ScanCommand.self)

  static func main() {
    #if canImport(Glibc)
      // Else the allocator learns from the first large file to keep the memory of every later one.
      _ = mallopt(M_MMAP_THRESHOLD, 128 << 10)
    #endif
    main(nil)
  }
}
