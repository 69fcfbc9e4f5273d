import Reporting

/// A report that is made, and not yet where it was asked for.
enum ReportDraft: Sendable {
  /// For a file that can be replaced: beside it already.
  case file(FileDraft)
  /// For standard output, a device or a pipe: in memory, since what goes there comes in order.
  case memory([UInt8], ReportRequest.Destination)

  /// Makes the report.
  init(of report: Report, _ request: ReportRequest) {
    switch request.destination {
    case .file(let path) where FileDraft.isReplaceable(path):
      var draft = FileDraft(path)
      var output = ReportOutput { draft.append($0) }
      request.format.write(report, to: &output)
      output.finish()
      self = .file(draft)
    default:
      var bytes: [UInt8] = []
      request.format.write(report, to: &bytes)
      self = .memory(bytes, request.destination)
    }
  }

  /// Brings the report where it was asked for.
  func putInPlace() throws(FileWriting.WriteError) {
    switch self {
    case .file(let draft): try draft.putInPlace()
    case .memory(let bytes, .standardOutput): try FileWriting.writeToStandardOutput(bytes)
    case .memory(let bytes, .file(let path)): try FileWriting.write(bytes, to: path)
    }
  }
}
