public import Estate
public import Findings
import Text

/// An outcome ready to be printed: counts made, positions resolved, secrets known.
///
/// Made once per run and handed to every format, so that all of them say the same.
public final class Report: Sendable {
  /// What the run found out.
  public let outcome: Outcome
  /// What must not be printed.
  public let redaction: Redaction
  /// Findings and inputs by what they mean for the run.
  public let tally: Tally
  private let positions: PositionTable

  /// Resolves every place that the outcome mentions.
  ///
  /// - Complexity: linear in the outcome; reads 4 KiB of an input for each place at most.
  public init(_ outcome: Outcome, redaction: Redaction) {
    self.outcome = outcome
    self.redaction = redaction
    tally = Tally(of: outcome)
    positions = PositionTable(of: outcome)
  }

  /// Where a range lies; nil for a range of a file that is not among the inputs.
  func place(of range: SourceRange?) -> Place? {
    guard let range, let file = outcome.files.all[safe: Int(range.file.rawValue)] else {
      return nil
    }
    return Place(
      path: file.path, start: positions[range.file, range.lower],
      end: positions[range.file, range.upper])
  }

  /// The path of a file.
  func path(of file: FileID) -> String { outcome.files.all[safe: Int(file.rawValue)]?.path ?? "-" }
}

/// Where something stands, as people count.
struct Place: Hashable, Sendable {
  let path: String
  let start: Position
  let end: Position

  /// `path:line:column`.
  var text: String {
    // Reports say this for every place that they mention: one text, not one for each part.
    var text = path
    text.reserveCapacity(path.utf8.count + 16)
    text += ":"
    text += String(start.line)
    text += ":"
    text += String(start.column)
    return text
  }
}

extension Array {
  /// The element at an index, or nil outside the array.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension Report {
  /// Context values of a witness with ExternalIds replaced by the key that they stand under, since
  /// a short value cannot be told from other text.
  func visible(_ context: [String: [String]]) -> [String: [String]] {
    guard let key = context.keys.first(where: { $0.lowercased() == "sts:externalid" }) else {
      return context
    }
    var context = context
    context[key] = context[key]?.map { value in
      value.hasPrefix("ExternalId#") || value.hasPrefix("${") ? value : redaction.externalID(value)
    }
    return context
  }

  /// Text as it may be printed: secrets replaced, hidden characters visible.
  func printable(_ text: String, as usage: Redaction.Usage = .prose) -> String {
    var bytes: [UInt8] = []
    redaction.withRedacted(text, as: usage) { VisibleText.append($0, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
