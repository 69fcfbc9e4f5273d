import Foundation
import Testing

/// An interrupted scan leaves no half of a report.
@Suite struct InterruptionTests {
  @Test(arguments: [SIGINT, SIGTERM])
  func draftsAreRemoved(number: Int32) throws {
    let folder = try TemporaryFolder()
    let path = folder.url.path
    // The report waits for a reader of the pipe while the draft of the other one lies there.
    #expect(mkfifo("\(path)/pipe", 0o600) == 0)
    let process = try Program.start([
      "scan", "samples/organisation/risky", "-q", "-o", "csv=\(path)/pipe", "-o",
      "json=\(path)/report.json", "--jobs", "2",
    ])
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    let deadline = Date(timeIntervalSinceNow: 60)
    while Date() < deadline, drafts(in: path).isEmpty { usleep(10_000) }
    #expect(!drafts(in: path).isEmpty)
    kill(process.processIdentifier, number)
    while Date() < deadline, process.isRunning { usleep(10_000) }
    try #require(!process.isRunning)
    #expect(process.terminationStatus == 128 + number)
    #expect(process.terminationReason == .exit)
    #expect(drafts(in: path).isEmpty)
  }

  private func drafts(in path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { $0.hasSuffix(".tmp") }
  }
}
