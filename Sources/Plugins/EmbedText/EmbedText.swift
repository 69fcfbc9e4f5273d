import FoundationEssentials

/// Writes a Swift source that holds text files as string literals, by their relative paths.
///
/// Arguments: the type to extend, the folder, the source to write, the files.
@main struct EmbedText {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4 else { throw WrongArguments() }
    let root = arguments[2].hasSuffix("/") ? arguments[2] : arguments[2] + "/"
    var source = """
      extension \(arguments[1]) {
        /// The text files of this folder with their paths relative to it, sorted by path.
        public static let files: [(path: StaticString, text: StaticString)] = [

      """
    for file in arguments[4...] {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let path = file.hasPrefix(root) ? String(file.dropFirst(root.count)) : file
      source += "    (\n\(literal(path)),\n\(literal(text))\n    ),\n"
    }
    source += "  ]\n}\n"
    try source.write(toFile: arguments[3], atomically: true, encoding: .utf8)
  }

  /// A raw multi-line literal with more number signs than any run of them in the text.
  static func literal(_ text: String) -> String {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == "#" ? run + 1 : 0
      longest = max(longest, run)
    }
    let signs = String(repeating: "#", count: longest + 1)
    return "\(signs)\"\"\"\n\(text)\n\"\"\"\(signs)"
  }

  struct WrongArguments: Error {}
}
