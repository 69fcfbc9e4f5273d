import Text

/// A secret value with the token that is printed instead.
struct RedactedSecret: Sendable {
  let value: String
  let bytes: [UInt8]
  let token: String
  let isExternalID: Bool

  /// Whether the value is looked for in free text.
  ///
  /// Account ids are used as ExternalIds, and stand in every ARN; a short number stands in every
  /// count; a parameter may be called like the key: these are replaced by place and by type only.
  var isSearchable: Bool {
    guard !bytes.isEmpty, !"sts:ExternalId#".contains(value) else { return false }
    guard isExternalID, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return true }
    return bytes.count >= SecretMatcher.shortest && bytes.count != 12
  }

  /// One entry per distinct value; where a value is of several kinds, the strictest counts.
  static func tokens(of secrets: [Secret], files: SourceFiles) -> [RedactedSecret] {
    var strict: [String: String] = [:]
    for secret in secrets {
      switch secret.kind {
      case .noEcho(let name): strict[secret.value] = min(strict[secret.value] ?? "~", "${\(name)}")
      case .credential: strict[secret.value] = min(strict[secret.value] ?? "~", "***")
      case .externalID: continue
      }
    }
    var seen: Set<String> = []
    var number = 0
    var result: [RedactedSecret] = []
    for secret in secrets.sorted(by: canonicalOrder(files)) where !secret.value.isEmpty {
      guard seen.insert(secret.value).inserted else { continue }
      let bytes = Array(secret.value.utf8)
      if let token = strict[secret.value] {
        result.append(Self(value: secret.value, bytes: bytes, token: token, isExternalID: false))
      } else {
        number += 1
        let token = "ExternalId#\(number)"
        result.append(Self(value: secret.value, bytes: bytes, token: token, isExternalID: true))
      }
    }
    return result
  }

  private static func canonicalOrder(_ files: SourceFiles) -> (Secret, Secret) -> Bool {
    { left, right in
      guard let first = left.range, let second = right.range else {
        return left.range == nil && right.range == nil
          ? left.value < right.value : left.range != nil
      }
      if first.file == second.file { return first < second }
      return (files[first.file].path, first) < (files[second.file].path, second)
    }
  }

  /// Letters, digits and `_+=,.@:/-`: what an ExternalId may consist of, and other UTF-8 text.
  static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x3A, 0x40...0x5A, 0x61...0x7A, 0x80...0xFF: true
    default: "_+=,./-".utf8.contains(byte)
    }
  }
}
