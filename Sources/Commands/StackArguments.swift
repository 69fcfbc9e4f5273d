import ArgumentParser
import TrustPath

/// Arguments that say which stacks templates become; the same for every command that reads them.
struct StackArguments: ParsableArguments {
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

  func validate() throws {
    if let account, account.count != 12 || !account.allSatisfy(\.isNumber) {
      throw ValidationError("--account takes 12 digits")
    }
    if parameters.contains(where: { !$0.contains("=") }) {
      throw ValidationError("--param takes KEY=VALUE")
    }
  }

  /// Sets what these arguments say in the options of a run.
  func apply(to options: inout ScanOptions) {
    options.parameterFiles = parameterFiles
    options.parameters = parameters
    options.account = account
    options.region = region
    options.stackName = stackName
    options.usesDefaults = !noDefaults
  }
}
