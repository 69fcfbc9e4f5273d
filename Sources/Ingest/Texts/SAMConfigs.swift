import Text

/// `samconfig.toml`: options of the AWS SAM CLI, parameters among them, for several environments.
///
/// It is told and not read: which environment is meant is no one's word.
///
/// Source: AWS SAM Developer Guide, "AWS SAM CLI configuration file".
struct SAMConfigs: TextReader {
  let kind = "sam-config"
  private static let sizeLimit = 1 << 20

  func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count < Self.sizeLimit, let first = bytes.first(where: { $0 > 0x20 }),
      "v[#".utf8.contains(first)
    else { return false }
    let lines = bytes.split(separator: 0x0A)
    return lines.contains { line in
      line.starts(with: "[".utf8)
        && String(decoding: line, as: UTF8.self).contains(".parameters]")
    } && lines.contains { $0.starts(with: "version".utf8) || $0.starts(with: "stack_name".utf8) }
  }

  func read(_ bytes: SourceBytes, file: FileID, _ reading: inout Reading) {
    reading.diagnostics.append(
      .parametersNotRead(
        "options of the AWS SAM CLI are not read",
        at: SourceRange(file: file, lower: 0, upper: UInt32(bytes.count))))
  }
}
