import Documents
import Kubernetes
import Text

/// Output of `kubectl cluster-info dump`: lists of objects with the logs of containers between them.
struct ClusterDumps: TextReader {
  let kind = "cluster-dump"
  private static let start = Array("==== START logs for container ".utf8)
  private static let end = Array("==== END logs for container ".utf8)

  func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let head = String(decoding: bytes.prefix(200), as: UTF8.self)
    guard head.hasPrefix("{"), head.contains(text: "\"NodeList\"") else { return false }
    return Self.lines(of: bytes).contains { bytes[$0].starts(with: Self.start) }
  }

  func read(_ bytes: SourceBytes, file: FileID, _ reading: inout Reading) {
    // Blanks in place of the logs keep every place where it is.
    let objects = bytes.withBytes { SourceBytes(Self.withoutLogs($0)) }
    var found = Diagnostics()
    for document in DocumentReader.read(objects, file: file, diagnostics: &found) {
      let reader = KubernetesObjects()
      if reader.recognises(document.root) { reader.read(document.root, &reading) }
    }
    reading.diagnostics.append(contentsOf: found)
  }

  private static func withoutLogs(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var result = Array(bytes)
    var isLog = false
    for line in lines(of: bytes) {
      let text = bytes[line]
      if text.starts(with: start) { isLog = true }
      if isLog {
        for index in line { result[index] = 0x20 }
      }
      if text.starts(with: end) { isLog = false }
    }
    return result
  }

  private static func lines(of bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let stop = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      lines.append(start..<stop)
      start = stop + 1
    }
    return lines
  }
}
