import ArgumentParser
import TrustPath

/// Arguments that say what to read; the same for every command that reads inputs.
struct InputArguments: ParsableArguments {
  @Argument(help: "Files, folders (read recursively), or - for standard input.")
  var paths: [String]

  @Option(name: .customLong("parameters"), help: "Parameter file for templates; repeatable.")
  var parameterFiles: [String] = []

  @Option(name: .customLong("param"), help: "KEY=VALUE parameter for templates; repeatable.")
  var parameters: [String] = []

  @Option(help: "Account that templates are deployed to (12 digits).")
  var account: String?

  @Option(help: "Region that templates are deployed to.")
  var region: String?

  @Option(help: "Name of the stack that templates become.")
  var stackName: String?

  @Flag(help: "Keep parameters with a Default open instead of assuming the Default.")
  var noDefaults = false

  @Flag(help: "Count files of unknown kinds as evidence problems.")
  var strictInputs = false

  func validate() throws {
    if let account, account.count != 12 || !account.allSatisfy(\.isNumber) {
      throw ValidationError("--account takes 12 digits")
    }
    if let wrong = parameters.first(where: { !$0.contains("=") }) {
      throw ValidationError("--param takes KEY=VALUE, not `\(wrong)`")
    }
  }

  /// The options of a scan that these arguments ask for.
  var options: ScanOptions {
    var options = ScanOptions()
    options.paths = paths
    options.parameterFiles = parameterFiles
    options.parameters = parameters
    options.account = account
    options.region = region
    options.stackName = stackName
    options.usesDefaults = !noDefaults
    options.strictInputs = strictInputs
    return options
  }
}
