import Foundation
import Testing

@testable import Reporting

/// The page in a headless browser, where one is installed.
@Suite struct BrowserTests {
  static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What the browser made of a page, what it complained about, and what it asked the network for.
  struct Visit {
    var document = ""
    var complaints = ""
    var requests: Set<String> = []

    init(_ page: String) throws {
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "trustpath-browser-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let file = folder.appending(path: "page.html")
      let log = folder.appending(path: "net.json")
      try page.write(to: file, atomically: true, encoding: .utf8)
      let process = Process()
      process.executableURL = URL(filePath: BrowserTests.browser ?? "")
      process.arguments = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--no-first-run", "--enable-logging=stderr",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder.path())/profile",
        "--log-net-log=\(log.path())", "--dump-dom", file.absoluteString,
      ]
      let output = folder.appending(path: "out")
      let errors = folder.appending(path: "err")
      for url in [output, errors] { try Data().write(to: url) }
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      process.waitUntilExit()
      document = try String(contentsOf: output, encoding: .utf8)
      complaints = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      let network = String(decoding: try Data(contentsOf: log), as: UTF8.self)
      // The browser itself asks its maker for updates, whatever the page.
      requests = Set(network.matches(of: /"url":"(https?:[^"]*)"/).map { String($0.1) })
        .filter { !$0.contains(".google.com/") && !$0.contains(".googleapis.com/") }
    }
  }

  @Test(
    "A browser fetches nothing, runs only our script, and shows every finding",
    .enabled(if: browser != nil), arguments: [Sample.vendorCase, .hostileCase])
  func offline(sample: Sample) throws {
    let visit = try Visit(try HTMLFormatTests.page(sample))
    #expect(visit.requests == [])
    #expect(!visit.complaints.contains("Content Security Policy"))
    #expect(visit.document.matches(of: /<script/).count == 1)
    #expect(visit.document.contains("class=\"soft\">2 of 2</output>"), "the script ran")
  }

  @Test("A script that an input smuggled in would not run", .enabled(if: browser != nil))
  func injectedScript() throws {
    let page = try HTMLFormatTests.page(.cleanCase)
      .replacing("</main>", with: "</main><script>document.title = 'owned'</script>")
    let visit = try Visit(page)
    #expect(!visit.document.contains("<title>owned</title>"))
    #expect(visit.complaints.contains("Content Security Policy"))
  }
}
