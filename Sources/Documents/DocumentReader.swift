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
  /// JSON may be several documents one after the other. What cannot be read is told by one error
  /// with a place; the documents before it are kept.
  public static func read(
    _ bytes: SourceBytes, file: FileID, options: Options = [], diagnostics: inout Diagnostics
  ) -> [Document] {
    let outcome = JSONReader.readAll(bytes, file: file)
    if let error = outcome.error {
      diagnostics.append(error.diagnostic(file: file))
    }
    return outcome.documents
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
}
