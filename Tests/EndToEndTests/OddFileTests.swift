import Foundation
import Testing

/// Files as users have them: other encodings, links, pipes, names that are no text.
@Suite struct OddFileTests {
  private static let sample =
    "samples/irsa-cross-account/risky/account-a/authorization-details.json"

  private struct Inputs: Decodable {
    struct Input: Decodable {
      struct Remark: Decodable {
        var code: String
        var message: String
      }
      var path: String
      var status: String
      var bytes: Int
      var diagnostics: [Remark]
    }
    var inputs: [Input]
  }

  private func inputs(_ path: String) throws -> (all: [Inputs.Input], exitCode: Int32) {
    let run = try Program.run(["inputs", "--json", path])
    return (try JSONDecoder().decode(Inputs.self, from: run.output).inputs, run.exitCode)
  }

  /// PowerShell's `>` writes UTF-16 with a byte order mark.
  @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
  func utf16IsRead(encoding: String.Encoding) throws {
    let text = try String(contentsOf: Program.root.appending(path: Self.sample), encoding: .utf8)
    let folder = try TemporaryFolder()
    let mark: [UInt8] = encoding == .utf16LittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]
    let bytes = Data(mark) + (try #require(text.data(using: encoding)))
    let wide = try folder.write(bytes, to: "wide.json")
    let read = try inputs(wide)
    #expect(read.exitCode == 0)
    #expect(read.all.map(\.status) == ["read"])
    #expect(read.all.first?.bytes == bytes.count)
    let narrow = try folder.write(text, to: "narrow.json")
    let found = try [wide, narrow].map { try Scan($0).report.findings }
    #expect(!found[0].isEmpty)
    #expect(found[0].map(\.message) == found[1].map(\.message))
    #expect(found[0].compactMap(\.location?.line) == found[1].compactMap(\.location?.line))
    #expect(found[0].compactMap(\.location?.column) == found[1].compactMap(\.location?.column))
  }

  @Test(
    arguments: [
      ([0x1F, 0x8B, 8, 0], "gunzip"), ([0x50, 0x4B, 3, 4, 0, 0], "unpack it"),
      ([0x42, 0x5A, 0x68, 0], "unpack it"),
    ] as [([UInt8], String)])
  func compressedFilesAreTold(bytes: [UInt8], words: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data(bytes), to: "export.json")
    let run = try Program.run(["inputs", path])
    #expect(run.exitCode == 2)
    #expect(run.outputText.contains(words))
  }

  /// Nothing in a folder is left out in silence.
  @Test func whatIsNoFileIsTold() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(
      Data(contentsOf: Program.root.appending(path: Self.sample)), to: "account.json")
    let path = folder.url.path
    for (link, target) in [("loop", path), ("dangling", "nowhere")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(path)/\(link)", withDestinationPath: target)
    }
    #expect(mkfifo("\(path)/pipe", 0o600) == 0)
    let read = try inputs(path)
    #expect(read.exitCode == 0)
    let told = read.all.filter { $0.diagnostics.map(\.code) == ["passed-over"] }.map(\.path)
    #expect(told == ["dangling", "loop", "pipe"].map { "\(path)/\($0)" })
  }

  @Test func nameThatIsNoTextIsTold() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("{}", to: "other.json")
    let name = Array(folder.url.path.utf8CString.dropLast()) + [0x2F, 0x61, -1, 0]
    let descriptor = open(name, O_CREAT | O_WRONLY, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)
    let read = try inputs(folder.url.path)
    #expect(read.exitCode == 2)
    #expect(
      read.all.contains { $0.diagnostics.first?.message.contains("name is not UTF-8") == true })
  }
}
