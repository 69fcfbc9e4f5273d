public import Estate
public import Findings
import Text

/// What is said about a name that nothing in the inputs has.
public struct UnknownName: Sendable {
  private let name: String
  private let isMember: Bool
  private let likely: [String]
  private let printer: StepPrinter

  /// Explains a name; `isMember` tells an account of the organization, `likely` what was meant.
  public init(_ name: String, isMember: Bool, likely: [String], redaction: SecretRedaction?) {
    self.name = name
    self.isMember = isMember
    self.likely = likely
    printer = StepPrinter([], files: SourceFiles(), redaction: redaction ?? .none)
  }

  /// One line.
  public var text: String {
    if isMember {
      return "the organization lists account \(name), but none of its principals is in the inputs "
        + "and no trust names it"
    }
    let names = likely.map { "`\(printer.visible($0))`" }.joined(separator: " or ")
    return "nothing in the inputs is called `\(name)`" + (names.isEmpty ? "" : "; is it \(names)?")
  }
}
