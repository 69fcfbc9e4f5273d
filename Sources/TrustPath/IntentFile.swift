import Findings
import Text

/// The file of intended trust that a run is given.
public enum IntentFile {
  /// What is wrong with it, one line each; nothing must be judged when there is any.
  public static func problems(at path: String) -> [String] {
    var options = ScanOptions()
    options.paths = [path]
    let evidence = InputEvidence.read(options)
    return evidence.inputs.flatMap { input -> [String] in
      let errors = input.diagnostics.filter { $0.severity == .error }
      if !errors.isEmpty { return errors.map { line($0, in: evidence.files) } }
      if input.kinds == ["intent"] { return [] }
      return [line(.noIntent(input.file), in: evidence.files)]
    }
  }

  /// A file that cannot be opened has a path, and no place in it.
  private static func line(_ remark: Diagnostic, in files: SourceFiles) -> String {
    let line = Judging.line(remark, in: files)
    return remark.path.map { "\($0): \(line)" } ?? line
  }
}

extension Diagnostic {
  fileprivate static func noIntent(_ file: FileID) -> Diagnostic {
    Diagnostic(
      .error, "intent-malformed",
      "a file of intended trust holds a list `intended_trust` and nothing else",
      at: SourceRange(file: file, lower: 0, upper: 0), fix: "docs/intent.md shows one")
  }
}
