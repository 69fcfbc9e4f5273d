import ArgumentParser
import Text

/// How many threads a command may use; the same for every command that reads inputs.
struct ThreadArguments: ParsableArguments {
  // A negative number is a wrong value, not an option.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads that may work at the same time; all cores if not given.", valueName: "number"),
    transform: Self.parallelism)
  var jobs = Parallelism.available

  @Sendable private static func parallelism(_ argument: String) throws -> Parallelism {
    guard let threads = Int(argument), threads >= 1 else {
      throw ValidationError("--jobs takes a whole number from 1, not `\(argument)`")
    }
    return Parallelism(threads)
  }
}
