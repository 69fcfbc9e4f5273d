public import Reporting
public import Text

/// One `-o` argument: which report, and where to.
public struct ReportRequest: Sendable {
  /// Where a report goes.
  public enum Destination: Hashable, Sendable {
    /// Standard output.
    case standardOutput
    /// A file; its folder is made if it is missing.
    case file(String)
  }

  /// The format.
  public let format: any ReportFormat
  /// Where it goes.
  public let destination: Destination

  /// Whether it tells a person in front of the terminal everything.
  public var isTextOnStandardOutput: Bool {
    format.name == "text" && destination == .standardOutput
  }

  /// Why an argument asks for nothing that can be done.
  public struct ArgumentError: Error, CustomStringConvertible {
    /// One sentence for the user.
    public let description: String
  }

  /// The reports that `FORMAT`, `FORMAT=FILE`, `all=FOLDER` or `FILE.EXTENSION` ask for.
  ///
  /// - Throws: `ArgumentError` for a format that does not exist.
  public static func requests(
    for argument: String, among formats: ReportFormats
  ) throws(ArgumentError) -> [ReportRequest] {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let file = parts.count == 2 ? String(parts[1]) : nil
    if name == "all" {
      guard let folder = file, !folder.isEmpty else {
        throw ArgumentError(description: "-o all takes a folder: -o all=FOLDER")
      }
      return formats.all.filter { !["text", "github"].contains($0.name) }.map { format in
        let path = "\(folder)/trustpath.\(format.fileExtension)"
        return ReportRequest(format: format, destination: .file(path))
      }
    }
    if let format = formats[name] {
      let isStandardOutput = file == nil || file == "-" || file == ""
      return [
        ReportRequest(
          format: format, destination: isStandardOutput ? .standardOutput : .file(file ?? ""))
      ]
    }
    if file == nil,
      let format = formats.all.filter({ name.hasSuffix("." + $0.fileExtension) })
        .max(by: { $0.fileExtension.utf8.count < $1.fileExtension.utf8.count })
    {
      return [ReportRequest(format: format, destination: .file(name))]
    }
    let names = formats.all.map(\.name).joined(separator: ", ")
    throw ArgumentError(description: "there is no format `\(name)`; there are \(names)")
  }

  /// Writes reports, each as its request says: made side by side, put in place in order.
  ///
  /// Returns why reports could not be written, in the order of the requests; the others are.
  public static func write(
    _ report: Report, as requests: [ReportRequest], by parallelism: Parallelism
  ) -> [FileWriting.WriteError] {
    parallelism.reduce(requests, into: []) { request in
      ReportDraft(of: report, request)
    } inOrder: { errors, draft in
      do throws(FileWriting.WriteError) {
        try draft.putInPlace()
      } catch {
        errors.append(error)
      }
    }
  }
}
