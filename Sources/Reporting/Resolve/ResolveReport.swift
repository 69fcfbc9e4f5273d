public import CloudFormation
public import Estate
public import Text

/// `trustpath resolve`: what a template would create, as `trustpath/resolve/1`.
///
/// Schema: Reports/resolve.schema.json.
public enum ResolveReport {
  /// The JSON document with a line feed at its end.
  ///
  /// - Parameters:
  ///   - files: The input files, for positions.
  ///   - redaction: What must not be printed.
  public static func bytes(
    of template: ResolvedTemplate, files: SourceFiles, redaction: Redaction
  ) -> [UInt8] {
    var writer = ResolveWriter(template, files: files, to: JSONWriter(redaction: redaction))
    writer.document()
    return writer.bytes + [0x0A]
  }
}
