import FoundationEssentials

/// Writes a Swift source that holds the files of a folder: text as string literals, rules as values.
///
/// Arguments: `text` or `rules`, the type to extend, the folder, the source to write, the files.
@main struct EmbedText {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 5 else { throw WrongArguments() }
    let root = arguments[3].hasSuffix("/") ? arguments[3] : arguments[3] + "/"
    let files = try arguments[5...].map { file in
      (
        path: file.hasPrefix(root) ? String(file.dropFirst(root.count)) : file,
        text: try String(contentsOfFile: file, encoding: .utf8)
      )
    }
    let source =
      switch arguments[1] {
      case "rules": try RuleSource(files).text(extending: arguments[2])
      default: Self.text(files, extending: arguments[2])
      }
    try source.write(toFile: arguments[4], atomically: true, encoding: .utf8)
  }

  private static func text(_ files: [(path: String, text: String)], extending type: String)
    -> String
  {
    let entries = files.map { file in
      "    (\n\(SwiftLiteral.text(file.path)),\n\(SwiftLiteral.text(file.text))\n    ),\n"
    }
    return """
      extension \(type) {
        /// The text files of this folder with their paths relative to it, sorted by path.
        public static let files: [(path: StaticString, text: StaticString)] = [
      \(entries.joined())  ]
      }

      """
  }

  struct WrongArguments: Error {}
}
