public import Text

/// Files to documents.
public enum DocumentReader {
  /// What a caller may ask for beyond the strict formats.
  public struct Options: OptionSet, Hashable, Sendable {
    /// Bits.
    public let rawValue: UInt8
    /// Wraps bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Text that begins like JSON but is not (comments, trailing commas) is read as YAML, with a
    /// note `json-lenient`; CloudFormation does the same.
    public static let lenientJSON = Options(rawValue: 1)
  }

  /// The documents of a file: JSON if it begins with `{` or `[`, else YAML.
  ///
  /// JSON may be several documents one after the other, of which those before an error are kept;
  /// of a YAML stream, all documents without errors are kept. Errors have a place and a code; what
  /// holds no document at all is an error too.
  public static func read(
    _ bytes: SourceBytes, file: FileID, options: Options = [], diagnostics: inout Diagnostics
  ) -> [Document] {
    if let problem = Encoding.problem(of: bytes, file: file) {
      diagnostics.append(problem)
      return []
    }
    guard Encoding.looksLikeJSON(bytes) else {
      return readYAML(bytes, file: file, diagnostics: &diagnostics)
    }
    let json = JSONReader.readAll(bytes, file: file)
    guard let error = json.error else { return json.documents }
    let problem =
      Encoding.deepProblem(of: bytes, file: file) ?? error.diagnostic(file: file)
    if options.contains(.lenientJSON), json.documents.isEmpty, problem.code == "json-syntax" {
      let texts = [JSONComments.blanked(bytes), bytes].compactMap(\.self)
      let readings = texts.lazy.map { YAMLReader.read($0, file: file) }
      if let yaml = readings.first(where: { $0.errors.isEmpty && $0.documents.count == 1 }) {
        diagnostics.append(
          Diagnostic(
            .note, "json-lenient", "this is not JSON, but YAML can read it", at: problem.range,
            notes: [Diagnostic.Note(problem.message, at: problem.range)]))
        return yaml.documents
      }
    }
    diagnostics.append(problem)
    return json.documents
  }

  /// The one strict JSON document (ECMA-404) of a text; nil, with an error, for anything else.
  public static func readJSON(
    _ bytes: SourceBytes, file: FileID, diagnostics: inout Diagnostics
  ) -> Document? {
    let outcome = JSONReader.readOne(bytes, file: file)
    if let error = outcome.error {
      diagnostics.append(error.diagnostic(file: file))
      return nil
    }
    return outcome.documents.first
  }

  private static func readYAML(
    _ bytes: SourceBytes, file: FileID, diagnostics: inout Diagnostics
  ) -> [Document] {
    if let problem = Encoding.deepProblem(of: bytes, file: file) {
      diagnostics.append(problem)
      return []
    }
    let outcome = YAMLReader.read(bytes, file: file)
    for error in outcome.errors { diagnostics.append(error.diagnostic(file: file)) }
    if outcome.documents.isEmpty, outcome.errors.isEmpty {
      diagnostics.append(Encoding.empty(bytes, file: file, "the file holds nothing but comments"))
    }
    return outcome.documents
  }
}
