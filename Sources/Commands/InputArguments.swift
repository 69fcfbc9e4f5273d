import ArgumentParser
import TrustPath

/// Arguments that say what to read; the same for every command that reads inputs.
struct InputArguments: ParsableArguments {
  @Argument(help: "Files, folders (read recursively), or - for standard input.")
  var paths: [String]

  @OptionGroup var stack: StackArguments

  @OptionGroup var clusters: ClusterArguments

  @Flag(help: "Count files of unknown kinds as evidence problems.")
  var strictInputs = false

  @OptionGroup var threads: ThreadArguments

  /// The options of a scan that these arguments ask for.
  var options: ScanOptions {
    var options = ScanOptions()
    options.paths = paths
    stack.apply(to: &options)
    clusters.apply(to: &options)
    options.strictInputs = strictInputs
    options.parallelism = threads.jobs
    return options
  }
}
