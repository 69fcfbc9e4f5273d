import Crypto
import Text

/// The identity of a finding across runs: what is wrong with what, not where it is written.
///
/// Lines, severities, messages and secrets are left out: a baseline must survive a reformatted
/// file, and the digest of a weak ExternalId could be found by trying.
enum Fingerprint {
  /// 64 lower-case hex digits.
  static func digest(rule: String, subject: String, target: String, code: String) -> String {
    var hash = SHA256()
    for part in ["trustpath/1", rule, subject, target, code] {
      var part = part
      part.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
      hash.update(data: [0])
    }
    return hash.finalize().withUnsafeBytes(\.hexadecimal)
  }

  /// The identity of one more defect that has the same identity in another file.
  ///
  /// The number, not the path, is part of it: a baseline must survive renamed files.
  static func another(_ digest: String, number: Int) -> String {
    Self.digest(rule: digest, subject: "\(number)", target: "", code: "")
  }
}
