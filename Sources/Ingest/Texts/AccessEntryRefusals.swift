import Kubernetes
import Text

/// The error with which `aws eks list-access-entries` answers for a cluster that has none: evidence
/// that it reads aws-auth only.
struct AccessEntryRefusals: TextReader {
  let kind = "eks-access-entries"
  private static let sizeLimit = 4096
  private static let sentence =
    "authentication mode must be set to one of [API, API_AND_CONFIG_MAP]"

  func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count < Self.sizeLimit, bytes.first != 0x7B else { return false }
    return String(decoding: bytes, as: UTF8.self).contains(Self.sentence)
  }

  func read(_ bytes: SourceBytes, file: FileID, _ reading: inout Reading) {
    var cluster = Cluster(name: nil)
    cluster.authenticationMode = "CONFIG_MAP"
    cluster.authenticationModeRange = SourceRange(file: file, lower: 0, upper: 0)
    reading.clusters.add(.description(cluster), in: reading.folder)
    reading.count("clusters")
  }
}
