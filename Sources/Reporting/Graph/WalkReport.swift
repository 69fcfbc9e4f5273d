public import Estate
public import Findings
public import TrustGraph

/// The answer to `trustpath query walk`: the commands and the profile file that walk a path.
public struct WalkReport: Sendable {
  private let walk: Walk
  private let redaction: SecretRedaction

  /// Prints a walk.
  public init(_ walk: Walk, redaction: SecretRedaction) {
    self.walk = walk
    self.redaction = redaction
  }

  /// Appends one object.
  public func writeJSON(to bytes: inout [UInt8]) {
    var json = JSONWriter(redaction: redaction)
    json.object { json in
      json.key("commands")
      json.strings(walk.commands(hiding: redaction.externalID))
      json.key("profiles")
      json.string(walk.profileFile(hiding: redaction.externalID))
    }
    bytes += json.bytes
    bytes.append(0x0A)
  }

  /// Appends the commands as comments, and the profile file.
  public func writeText(to bytes: inout [UInt8]) {
    for command in walk.commands(hiding: redaction.externalID) {
      bytes += Array("# \(redaction(command))\n".utf8)
    }
    bytes += Array(redaction(walk.profileFile(hiding: redaction.externalID)).utf8)
  }
}
