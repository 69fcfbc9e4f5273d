public import Logic

/// What AWS STS takes for those parameters of its requests that are context keys.
///
/// Source: AWS STS API Reference, "AssumeRole".
public enum STSParameter {
  /// Whether a request can carry a text as the value of a key; true for keys that are no parameters.
  public static func takes(_ text: String, for key: ContextKey) -> Bool {
    switch key.canonical {
    case "sts:rolesessionname", "sts:sourceidentity":
      (2...64).contains(text.utf8.count) && text.utf8.allSatisfy(isOfName)
    case "sts:externalid":
      (2...1_224).contains(text.utf8.count)
        && text.utf8.allSatisfy { isOfName($0) || $0 == 0x3A || $0 == 0x2F }
    case "sts:durationseconds": Int(text).map((900...43_200).contains) ?? false
    default: true
    }
  }

  /// `[\w+=,.@-]`.
  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "_+=,.@-".utf8.contains(byte)
    }
  }
}
