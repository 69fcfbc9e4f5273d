import Foundation
import PackagePlugin

/// Embeds the text files of a target's folder into that target as string literals.
///
/// A resource bundle would need a folder beside the binary, and SwiftPM's own embedding writes
/// byte arrays that take minutes to compile; string literals take seconds.
@main struct Inventory: BuildToolPlugin {
  /// What a designer or an auditor may edit; everything else in the folder is left alone.
  static let embeddedExtensions: Set<String> = [
    "css", "html", "js", "json", "svg", "txt", "xsd", "yaml",
  ]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = target.directoryURL
    let files = Self.textFiles(below: root)
    let output = context.pluginWorkDirectoryURL.appending(path: "\(target.name)+Embedded.swift")
    return [
      .buildCommand(
        displayName: "Embedding the text files of \(target.name)",
        executable: try context.tool(named: "EmbedText").url,
        arguments: [
          "text", target.name, root.path(percentEncoded: false), output.path(percentEncoded: false),
        ]
          + files.map { $0.path(percentEncoded: false) },
        inputFiles: files,
        outputFiles: [output])
    ]
  }

  /// Sorted, so that the same folder always gives the same source.
  static func textFiles(below root: URL) -> [URL] {
    let walk = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
    let files = walk.map { $0.compactMap { $0 as? URL } } ?? []
    return files.filter { embeddedExtensions.contains($0.pathExtension) }
      .sorted { $0.path() < $1.path() }
  }
}
