import ArgumentParser
import TrustPath

/// Standard output of a command.
enum StandardOutput {
  /// Writes bytes; the program says why and ends with 74 if they cannot be written.
  static func write(_ bytes: [UInt8]) throws {
    do {
      try FileWriting.writeToStandardOutput(bytes)
    } catch {
      FileWriting.writeToStandardError("trustpath: \(error)")
      throw ExitCode.cannotWrite
    }
  }
}
