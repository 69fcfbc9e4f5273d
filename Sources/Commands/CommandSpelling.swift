import ArgumentParser
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Whether the names of commands among the arguments are names of commands.
///
/// The parser takes what it does not know for the first path of a scan, and every other argument too.
enum CommandSpelling {
  /// What to tell about the first name that is none; nil if all is well, or if only parsing tells.
  static func problem(of arguments: [String]) -> ValidationError? {
    guard let first = arguments.first, !first.hasPrefix("-") else { return nil }
    let commands = Trustpath.configuration.subcommands
    let isHelp = first == "help"
    let path = isHelp ? Array(arguments.dropFirst()) : arguments
    guard let name = path.first, !name.hasPrefix("-") else { return nil }
    guard let command = commands.first(where: { $0.configuration.commandName == name }) else {
      // What lies on the disk was meant, however it is called.
      if !isHelp, access(name, F_OK) == 0 { return nil }
      let names = commands.compactMap { $0.configuration.commandName } + ["help"]
      return error("command", name, names, isCertain: isHelp)
    }
    let questions = command.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !questions.isEmpty, path.count > 1, !path[1].hasPrefix("-"),
      !(questions + ["help"]).contains(path[1])
    else { return nil }
    return error("question", path[1], questions, isCertain: true)
  }

  /// - Parameter isCertain: Whether the word can be nothing else; without a likely name it may be
  ///   a file that is missing, which the scan tells.
  private static func error(
    _ noun: String, _ word: String, _ names: [String], isCertain: Bool
  ) -> ValidationError? {
    if let name = Suggestion.nearest(to: word.lowercased(), among: names) {
      return ValidationError("there is no \(noun) `\(word)`; did you mean `\(name)`?")
    }
    guard isCertain else { return nil }
    let all = names.joined(separator: ", ")
    return ValidationError("there is no \(noun) `\(word)`; there are \(all)")
  }
}
