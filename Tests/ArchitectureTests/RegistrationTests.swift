import Foundation
import Testing

/// One file per reader, finder, format, table and operator: each must stand in its folder's array.
@Suite struct RegistrationTests {
  struct Registry: CustomTestStringConvertible {
    /// The folder whose files are the members.
    var folder: String
    /// The files that hold the array, and what is registered elsewhere because it reads no document.
    var lists: [String]

    var testDescription: String { folder }
  }

  static let registries = [
    Registry(
      folder: "Sources/Ingest/Readers",
      lists: ["Sources/Ingest/Readers.swift", "Sources/Ingest/Ingestion.swift"]),
    Registry(
      folder: "Sources/Ingest/Kubernetes", lists: ["Sources/Ingest/Readers.swift"]),
    Registry(folder: "Sources/Ingest/Texts", lists: ["Sources/Ingest/TextReader.swift"]),
    Registry(
      folder: "Sources/CloudFormation/Intrinsics",
      lists: ["Sources/CloudFormation/Intrinsics.swift"]
    ),
    Registry(
      folder: "Sources/Reporting/Formats", lists: ["Sources/Reporting/ReportFormat.swift"]),
    Registry(
      folder: "Sources/Reporting/GraphFormats",
      lists: ["Sources/Reporting/Graph/GraphFormat.swift"]),
  ]

  @Test(arguments: registries)
  func listNamesEveryFile(of registry: Registry) throws {
    let root = PackageDescription.root
    let lists = try registry.lists.map {
      try String(contentsOf: root.appending(path: $0), encoding: .utf8)
    }
    let files = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: registry.folder).path)
    let members = files.filter { $0.hasSuffix(".swift") }.map { $0.dropLast(".swift".count) }
    #expect(!members.isEmpty)
    for member in members.sorted() {
      let isListed = lists.contains {
        $0.contains("\(member)(") || $0.contains(" \(member).self")
      }
      #expect(isListed, "\(registry.lists) miss \(member)")
    }
  }
}
