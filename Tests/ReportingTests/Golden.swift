import Foundation
import Testing

/// Texts that a person has read and found right.
enum Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  /// Compares with the recorded text; records it, and fails, under `UPDATE_GOLDEN=1`.
  static func expect(_ text: String, is name: String) throws {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)")
      return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    let pairs = zip(text.split(separator: "\n"), golden.split(separator: "\n"))
    let difference = pairs.first { $0 != $1 }
    #expect(text == golden, "\(name) differs: \(String(describing: difference))")
  }
}
