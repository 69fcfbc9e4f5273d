import ArgumentParser
import CMalloc
import TrustPath

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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
    // A reader that goes away is an error of that report, not the end of the others.
    signal(SIGPIPE, SIG_IGN)
    Interruption.removeDraftsWhenInterrupted()
    #if canImport(Glibc)
      // Else the allocator learns from the first large file to keep the memory of every later one.
      // What is smaller is kept: fresh pages would cost a twentieth of a scan.
      _ = mallopt(M_MMAP_THRESHOLD, 4 << 20)
      _ = mallopt(M_TRIM_THRESHOLD, 4 << 20)
      // Threads that share a heap wait for each other; heaps without number would scatter memory.
      _ = mallopt(M_ARENA_MAX, 8)
    #endif
    let arguments = CommandLine.arguments.dropFirst()
    guard var command = named(arguments) else {
      if let problem = CommandSpelling.problem(of: Array(arguments)) { exit(withError: problem) }
      return main(nil)
    }
    do {
      try command.run()
    } catch let code as ExitCode {
      code.leave()
    } catch {
      exit(withError: error)
    }
  }

  /// The command that is named first, where its arguments are in order.
  ///
  /// Asked for the whole program, the parser looks at every command before it looks at the named one.
  /// Whatever is out of order, help included, is left to it.
  private static func named(_ arguments: ArraySlice<String>) -> (any ParsableCommand)? {
    let command = configuration.subcommands.first {
      $0.configuration.commandName == arguments.first
    }
    return try? command?.parse(Array(arguments.dropFirst()))
  }
}
