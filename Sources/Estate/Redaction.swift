public import Text

/// Replaces secret values by tokens that keep equality: the one door through which text is printed.
///
/// An ExternalId prints as `ExternalId#n` (numbered by first appearance: file path, then offset),
/// a NoEcho value as `${Name}`, a credential as `***`.
public final class Redaction: Sendable {
  /// What kind of text is about to be printed.
  public enum Usage: Sendable {
    /// Sentences, commands, excerpts: every secret is replaced.
    case prose
    /// Node ids, account ids, file paths, which other outputs are joined on: an ExternalId that
    /// happens to be part of a role's name stays, NoEcho values and credentials do not.
    case identifier
  }

  /// A place in an input that holds a secret.
  public struct Place: Hashable, Sendable {
    /// The scalar as written, quotes included where the source has them.
    public let range: SourceRange
    /// What to print instead of its content.
    public let token: String

    /// Names a place.
    public init(range: SourceRange, token: String) {
      self.range = range
      self.token = token
    }
  }

  /// Replaces nothing: for inputs without secrets.
  public static let none = Redaction([], files: SourceFiles())

  private let secrets: [RedactedSecret]
  private let long: SecretMatcher
  private let short: [RedactedSecret]
  private let tokens: [String: String]
  private let places: [FileID: [Place]]
  private let showsExternalIDs: Bool

  /// Collects what must not be printed; `showsExternalIDs` lets ExternalIds pass, and nothing else.
  public init(_ secrets: [Secret], files: SourceFiles, showsExternalIDs: Bool = false) {
    let named = RedactedSecret.tokens(of: secrets.filter(\.isSearched), files: files)
      .filter { !($0.isExternalID && showsExternalIDs) }
    self.showsExternalIDs = showsExternalIDs
    let searched = named.filter(\.isSearchable)
    self.secrets = searched.filter { $0.bytes.count >= SecretMatcher.shortest }
    short = searched.filter { $0.bytes.count < SecretMatcher.shortest }
    long = SecretMatcher(self.secrets.map(\.bytes))
    let tokens = Dictionary(named.map { ($0.value, $0.token) }) { first, _ in first }
    self.tokens = tokens
    var places: [FileID: [Place]] = [:]
    for secret in secrets {
      guard let range = secret.range,
        let token = tokens[secret.value] ?? Self.token(ofWord: secret, showsExternalIDs)
      else { continue }
      places[range.file, default: []].append(Place(range: range, token: token))
    }
    self.places = places.mapValues { Set($0).sorted { $0.range < $1.range } }
  }

  /// What to print for a word that is hidden only where it is written.
  private static func token(ofWord secret: Secret, _ showsExternalIDs: Bool) -> String? {
    secret.isSearched || (showsExternalIDs && secret.kind == .externalID) ? nil : "***"
  }

  /// What to print for a value of `sts:ExternalId`, or for a part of one; `ExternalId` for one that
  /// was never registered, unless it only separates parts.
  public func externalID(_ value: String) -> String {
    tokens[value] ?? (showsExternalIDs || !Secret.tells(value) ? value : "ExternalId")
  }

  /// The text with every secret replaced.
  public func callAsFunction(_ text: String, as usage: Usage = .prose) -> String {
    var text = text
    let replaced = text.withUTF8 { replacement(of: $0, as: usage) }
    return replaced.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// Places inside a range that hold secrets, in order.
  public func places(in range: SourceRange) -> [Place] {
    places[range.file, default: []].filter {
      $0.range.lower < range.upper && range.lower < $0.range.upper
    }
  }

  /// Calls the body with the UTF-8 text to print; copies only if something is replaced.
  ///
  /// - Complexity: sublinear in the length of most texts, independent of the number of secrets.
  public func withRedacted(
    _ text: String, as usage: Usage = .prose, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var text = text
    text.withUTF8 { bytes in
      guard let replaced = replacement(of: bytes, as: usage) else { return body(bytes) }
      replaced.withUnsafeBufferPointer(body)
    }
  }

  private func replacement(of bytes: UnsafeBufferPointer<UInt8>, as usage: Usage) -> [UInt8]? {
    var result: [UInt8]?
    var copied = 0
    var next = 0
    while let match = long.firstMatch(in: bytes, from: next) {
      let secret = secrets[match.index]
      if stays(secret, at: match.range, in: bytes, as: usage) {
        next = match.range.lowerBound + 1
        continue
      }
      result = (result ?? []) + bytes[copied..<match.range.lowerBound] + Array(secret.token.utf8)
      copied = match.range.upperBound
      next = copied
    }
    if result != nil { result?.append(contentsOf: bytes[copied...]) }
    guard !short.isEmpty, usage == .prose else { return result }
    return replacingShort(in: result ?? Array(bytes)) ?? result
  }

  /// An ExternalId inside an identifier is part of a name, which is public.
  private func stays(
    _ secret: RedactedSecret, at range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>,
    as usage: Usage
  ) -> Bool {
    guard secret.isExternalID else { return false }
    if usage == .identifier { return true }
    var start = range.lowerBound
    while start > 0, RedactedSecret.isTokenByte(bytes[start - 1]) { start -= 1 }
    return start < range.lowerBound && bytes[start...].starts(with: "arn:".utf8)
  }

  /// Short values are replaced only where they stand alone, since they occur inside other words.
  private func replacingShort(in bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var hasChanged = false
    var index = 0
    while index < bytes.count {
      guard RedactedSecret.isTokenByte(bytes[index]) else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let end = bytes[index...].firstIndex { !RedactedSecret.isTokenByte($0) } ?? bytes.count
      var core = bytes[index..<end]
      while let last = core.last, ".,:".utf8.contains(last) { core.removeLast() }
      if let secret = short.first(where: { core.elementsEqual($0.bytes) }) {
        result += Array(secret.token.utf8) + bytes[core.endIndex..<end]
        hasChanged = true
      } else {
        result += bytes[index..<end]
      }
      index = end
    }
    return hasChanged ? result : nil
  }
}
