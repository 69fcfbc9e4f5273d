public import Documents

/// A reader of one input format.
///
/// To read a new format: one file in `Readers/`, one line in `Readers.all`.
public protocol Reader: Sendable {
  /// Name of the format in reports: `authorization-details`, `aws-auth`, ….
  var kind: String { get }
  /// Texts of which one occurs in every file of the format, keys of its first structure mostly:
  /// a file that fails to parse and holds none of them is not of this kind.
  var markers: [StaticString] { get }
  /// Whether the document is of this format, judged by its structure alone.
  func recognises(_ root: Node) -> Bool
  /// Reads one document that the reader recognised; what cannot be read becomes a diagnostic.
  func read(_ root: Node, _ reading: inout Reading)
}
