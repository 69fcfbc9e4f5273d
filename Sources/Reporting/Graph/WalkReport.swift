public import Estate
public import Findings
import Logic
import Text
public import TrustGraph

/// The answer to `trustpath query walk`: the commands and the profile file that walk a path.
public struct WalkReport: Sendable {
  private let walk: Walk
  private let redaction: SecretRedaction
  private let printer: StepPrinter

  /// Prints a walk.
  public init(_ walk: Walk, redaction: SecretRedaction) {
    self.walk = walk
    self.redaction = redaction
    printer = StepPrinter([], files: SourceFiles(), redaction: redaction)
  }

  /// Appends one object.
  public func writeJSON(to bytes: inout [UInt8]) {
    var json = JSONWriter(redaction: redaction)
    json.object { json in
      json.key("commands")
      json.strings(walk.commands(hiding: redaction.externalID))
      json.key("requires")
      json.array(walk.steps) { json, step in json.string(printer.words(step.circumstances)) }
      json.key("profiles")
      json.string(walk.profileFile(hiding: redaction.externalID))
    }
    bytes += json.bytes
    bytes.append(0x0A)
  }

  /// Appends the commands as comments, with what they need besides, and the profile file.
  public func writeText(to bytes: inout [UInt8]) {
    let commands = walk.commands(hiding: redaction.externalID)
    var previous: WalkActor?
    for (step, command) in zip(walk.steps, commands) {
      if let previous {
        comment(previous == .walker ? Self.handingOver : Self.givenThere, &bytes)
      }
      previous = step.actor
      comment(
        step.actor == .walker
          ? redaction(command) : printer.visible(String(command.dropFirst(2)), as: .prose), &bytes)
      if let words = printer.words(step.circumstances) {
        comment("  requires " + printer.visible(words, as: .prose), &bytes)
      }
    }
    bytes += Array(redaction(walk.profileFile(hiding: redaction.externalID)).utf8)
  }

  private static let handingOver =
    "with the credentials that the line before returned in AWS_ACCESS_KEY_ID, "
    + "AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN:"

  private static let givenThere = "there, with the credentials that it is given:"

  private func comment(_ text: String, _ bytes: inout [UInt8]) {
    bytes += Array("# \(text)\n".utf8)
  }
}
