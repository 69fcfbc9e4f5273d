import Foundation

/// What `swift package describe --type json` says about the targets.
struct PackageDescription: Decodable {
  struct Target: Decodable {
    var name: String
    var type: String
    var path: String
    var sources: [String]
    var targetDependencies: [String]?

    enum CodingKeys: String, CodingKey {
      case name, type, path, sources
      case targetDependencies = "target_dependencies"
    }
  }

  var targets: [Target]

  /// The folder of Package.swift.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The description that the Makefile wrote, else one asked for without SwiftPM's lock.
  ///
  /// `swift test` holds the lock while it runs; a plain `swift package describe` would wait for it.
  static func load() throws -> PackageDescription {
    if let path = ProcessInfo.processInfo.environment["TRUSTPATH_PACKAGE_DESCRIPTION"] {
      return try decode(Data(contentsOf: URL(filePath: path)))
    }
    let swift = Process()
    swift.executableURL = URL(filePath: "/usr/bin/env")
    swift.arguments = ["swift", "package", "--ignore-lock", "describe", "--type", "json"]
    swift.currentDirectoryURL = root
    let output = Pipe()
    swift.standardOutput = output
    swift.standardError = FileHandle.nullDevice
    swift.standardInput = FileHandle.nullDevice
    try swift.run()
    let json = output.fileHandleForReading.readDataToEndOfFile()
    swift.waitUntilExit()
    return try decode(json)
  }

  private static func decode(_ json: Data) throws -> PackageDescription {
    try JSONDecoder().decode(PackageDescription.self, from: json)
  }
}
