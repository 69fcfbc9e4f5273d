import CloudFormation
import Estate
public import Findings
import Ingest
import Reporting
import Text

/// What one template would create, without judging it.
public struct Resolve: Sendable {
  /// The JSON document; nil when the file holds no template or cannot be read.
  public let bytes: [UInt8]?
  /// Remarks about the inputs as an outcome without findings, for printing.
  public let outcome: Outcome
  let redaction: Redaction

  /// Whether something could not be read: the run is incomplete and exits 2.
  public var isIncomplete: Bool {
    bytes == nil || outcome.diagnostics.contains { $0.severity == .error }
  }

  /// The remarks as `path:line:column: severity: message [code]`, secrets hidden.
  public var remarks: [String] {
    outcome.diagnostics.map { remark in
      let place = remark.range.map { range in
        let start = outcome.files.start(of: range)
        return "\(outcome.files[range.file].path):\(start.line):\(start.column): "
      }
      let path = place ?? remark.path.map { "\($0): " } ?? ""
      let message = redaction(remark.message)
      return "\(path)\(remark.severity.rawValue): \(message) [\(remark.code)]"
    }
  }

  /// Reads and evaluates one template.
  public static func run(
    _ path: String, _ options: ScanOptions, showsExternalIDs: Bool = false
  ) -> Resolve {
    var resolution = TemplateResolution()
    var unreadable: [Diagnostic] = []
    let read = { (path: String, body: (SourceBytes) -> Void) in
      do throws(FileError) {
        body(path == "-" ? try SourceBytes(descriptor: 0) : try SourceBytes(contentsOf: path))
      } catch {
        unreadable.append(
          Diagnostic(.error, "unreadable", "cannot read: \(error.reason)", path: path))
      }
    }
    for file in options.parameterFiles {
      read(file) { resolution.add(parameterFile: file, bytes: $0) }
    }
    for option in options.parameters { resolution.add(parameter: option) }
    let context = StackContext(
      account: options.account, region: options.region, stackName: options.stackName,
      ignoresDefaults: !options.usesDefaults)
    read(path) {
      resolution.resolve(
        path: path, diskPath: path == "-" ? nil : path, bytes: $0, context: context)
    }
    let redaction = Redaction(
      resolution.secrets, files: resolution.files, showsExternalIDs: showsExternalIDs)
    let outcome = Outcome(
      inputs: [], files: resolution.files, coverage: Coverage(), checks: [], findings: [],
      asOf: options.asOf, toolVersion: Scan.version, failOn: nil,
      diagnostics: unreadable + resolution.diagnostics.items)
    return Resolve(
      bytes: resolution.template.map {
        ResolveReport.bytes(of: $0, files: resolution.files, redaction: redaction)
      }, outcome: outcome, redaction: redaction)
  }
}
