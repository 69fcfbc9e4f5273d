import Estate
import Text

/// What may be secret in lines of a profile file that are no settings.
enum StrayCredentials {
  /// The values behind names of secrets.
  static func named(
    in line: ProfileFileReader.Line, of bytes: UnsafeRawBufferPointer, file: FileID
  ) -> [Secret] {
    let text = UnsafeRawBufferPointer(rebasing: bytes[Int(line.start)..<Int(line.end)])
    return SecretSweep.secrets(in: text, file: file).map { secret in
      var secret = secret
      secret.range = secret.range.map {
        SourceRange(file: file, lower: $0.lower + line.start, upper: $0.upper + line.start)
      }
      return secret
    }
  }

  /// All of a line that cannot be read, since it may be the rest of a secret; but a header.
  static func all(
    in line: ProfileFileReader.Line, of bytes: UnsafeRawBufferPointer, file: FileID
  ) -> [Secret] {
    let named = named(in: line, of: bytes, file: file)
    guard named.isEmpty, line.text.first != "[" else { return named }
    let range = SourceRange(file: file, lower: line.start, upper: line.end)
    return [Secret(kind: .credential, value: line.text, range: range, isSearched: false)]
  }
}
