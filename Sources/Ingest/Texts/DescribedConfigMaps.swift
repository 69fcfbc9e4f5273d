import Documents
import Kubernetes
import Text

/// Output of `kubectl describe configmap aws-auth`, which documents tell people to look at.
struct DescribedConfigMaps: TextReader {
  let kind = "kubernetes"

  func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.starts(with: "Name:".utf8) else { return false }
    let lines = Self.head(of: bytes)
    guard let data = lines.firstIndex(of: "Data") else { return false }
    return lines.indices.contains(data + 1) && lines[data + 1] == "===="
      && lines.contains { Self.keys.contains($0) }
  }

  func read(_ bytes: SourceBytes, file: FileID, _ reading: inout Reading) {
    let parts = bytes.withBytes { Self.parts(of: $0) }
    var texts: [AWSAuthReader.EmbeddedText] = []
    for (key, range) in parts.keys {
      var diagnostics = Diagnostics()
      let (text, alone) = bytes.withBytes { Self.alone(range, of: $0) }
      let documents = DocumentReader.read(alone, file: file, diagnostics: &diagnostics)
      texts.append(
        AWSAuthReader.EmbeddedText(
          key: key, text: text, document: documents.first, diagnostics: diagnostics,
          range: SourceRange(
            file: file, lower: UInt32(range.lowerBound), upper: UInt32(range.upperBound))))
    }
    let auth = AWSAuthReader.read(
      texts, name: parts.name, namespace: parts.namespace,
      at: SourceRange(file: file, lower: 0, upper: UInt32(bytes.count)))
    for problem in auth.problems { reading.diagnostics.append(problem) }
    reading.clusters.add(.awsAuth(auth), in: reading.folder)
    reading.count("aws-auth")
  }

  private static let keys: Set<String> = ["mapRoles:", "mapUsers:", "mapAccounts:"]

  private static func head(of bytes: UnsafeRawBufferPointer) -> [String] {
    bytes.prefix(65_536).split(separator: 0x0A, omittingEmptySubsequences: false).prefix(500)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The part's text, and the file with blanks in place of everything else.
  private static func alone(
    _ part: Range<Int>, of bytes: UnsafeRawBufferPointer
  ) -> (String, SourceBytes) {
    var result = Array(bytes)
    for index in result.indices where !part.contains(index) && result[index] != 0x0A {
      result[index] = 0x20
    }
    return (String(decoding: bytes[part], as: UTF8.self), SourceBytes(result))
  }

  /// Name, namespace, and the places of the texts of `Data`.
  private static func parts(
    of bytes: UnsafeRawBufferPointer
  ) -> (name: String, namespace: String?, keys: [(String, Range<Int>)]) {
    var name = ""
    var namespace: String?
    var keys: [(String, Range<Int>)] = []
    var lines: [(text: String, range: Range<Int>)] = []
    var start = 0
    while start < bytes.count {
      let stop = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      lines.append((String(decoding: bytes[start..<stop], as: UTF8.self), start..<stop))
      start = stop + 1
    }
    var isData = false
    for (index, line) in lines.enumerated() {
      let next = lines.indices.contains(index + 1) ? lines[index + 1].text : ""
      if !isData, let value = value(of: "Name:", in: line.text) { name = value }
      if !isData, let value = value(of: "Namespace:", in: line.text) { namespace = value }
      if line.text == "Data", next == "====" { isData = true }
      let ends = (line.text == "BinaryData" && next == "====") || line.text.hasPrefix("Events:")
      let begins = isData && line.text.hasSuffix(":") && next == "----"
      if ends || begins, let last = keys.last, last.1.upperBound == bytes.count {
        keys[keys.count - 1].1 = last.1.lowerBound..<max(last.1.lowerBound, line.range.lowerBound)
      }
      if ends { isData = false }
      if begins {
        let from = min(bytes.count, lines[index + 1].range.upperBound + 1)
        keys.append((String(line.text.dropLast()), from..<bytes.count))
      }
    }
    return (name, namespace, keys)
  }

  private static func value(of label: String, in line: String) -> String? {
    guard line.hasPrefix(label) else { return nil }
    return String(line.dropFirst(label.count).drop { $0 == " " })
  }
}
