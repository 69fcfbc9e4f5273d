import Text

/// A reader of a format that is text for people rather than a document.
///
/// To read a new one: one file in `Texts/`, one line in `TextReaders.all`.
protocol TextReader: Sendable {
  /// Name of the format in reports.
  var kind: String { get }
  /// Whether the bytes are of this format; looks at the start of long files only.
  func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool
  /// Reads a file that the reader recognised.
  func read(_ bytes: SourceBytes, file: FileID, _ reading: inout Reading)
}

/// Every reader of texts, in the order in which they are asked.
enum TextReaders {
  static let all: [any TextReader] = [
    DescribedConfigMaps(), ClusterDumps(), AccessEntryRefusals(), SAMConfigs(),
  ]
}
