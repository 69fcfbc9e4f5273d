import Foundation
import PackagePlugin

/// Embeds the rules of a target's folder into that target as values of Swift.
///
/// Reading a hundred files of YAML is what a scan of a small input would take longest for.
@main struct RuleInventory: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = target.directoryURL
    let files = Self.rules(below: root)
    let output = context.pluginWorkDirectoryURL.appending(path: "\(target.name)+Rules.swift")
    return [
      .buildCommand(
        displayName: "Embedding the rules of \(target.name)",
        executable: try context.tool(named: "EmbedText").url,
        arguments: [
          "rules", target.name, root.path(percentEncoded: false),
          output.path(percentEncoded: false),
        ] + files.map { $0.path(percentEncoded: false) },
        inputFiles: files, outputFiles: [output])
    ]
  }

  /// Sorted, so that the same folder always gives the same source.
  static func rules(below root: URL) -> [URL] {
    let walk = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
    let files = walk.map { $0.compactMap { $0 as? URL } } ?? []
    return files.filter { $0.pathExtension == "yaml" }.sorted { $0.path() < $1.path() }
  }
}
