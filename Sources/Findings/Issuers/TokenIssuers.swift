import Documents
import Logic
import Text

/// The dated list of issuers that the program carries.
public struct TokenIssuers: Hashable, Sendable {
  private struct Pattern: Hashable {
    let parts: [Substring]
    let issuer: TokenIssuer
  }

  private let exact: [String: TokenIssuer]
  private let patterns: [Pattern]

  /// An empty list: every issuer but a cluster's is unlisted.
  public init() {
    exact = [:]
    patterns = []
  }

  /// Reads the list from YAML; entries without `issuer` or with an unknown family are left out.
  public init(yaml text: String) {
    let bytes = SourceBytes(Array(text.utf8))
    var diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      bytes, file: FileID(rawValue: 0), diagnostics: &diagnostics)
    let issuers = (documents.first?.root["issuers"]?.elements).map {
      $0.compactMap(TokenIssuer.init)
    }
    self.init(issuers ?? [])
  }

  /// Takes a list, in the order in which patterns are tried.
  public init(_ all: [TokenIssuer]) {
    exact = Dictionary(
      all.filter { !$0.pattern.contains("*") }.map { ($0.pattern.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first })
    patterns = all.filter { $0.pattern.contains("*") }.map {
      Pattern(
        parts: $0.pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false),
        issuer: $0)
    }
  }

  /// What is known about an issuer; a name with holes is matched as it is displayed.
  ///
  /// Hosts compare ignoring case (OpenID Connect Core, 15.1); a path in another case is another
  /// issuer, but one that nobody else could own.
  func issuer(_ name: SymbolicString) -> TokenIssuer {
    let name = name.display
    let folded = name.lowercased()
    if Self.isCluster(folded) { return .cluster(name) }
    if let issuer = exact[folded] { return issuer }
    let match = patterns.first { Self.matches(folded, $0.parts) }
    return match?.issuer ?? .unlisted(name)
  }

  /// Whether an issuer is an EKS cluster's: host `oidc.eks.…` and path `/id/…`.
  static func isCluster(_ name: String) -> Bool {
    guard name.hasPrefix("oidc.eks."), let slash = name.firstIndex(of: "/") else { return false }
    let path = name[slash...]
    return path.hasPrefix("/id/") && path.count > 4
  }

  /// Whether a text is the parts with one or more characters but `/` between each two.
  private static func matches(_ text: String, _ parts: [Substring]) -> Bool {
    guard parts.count == 2, let first = parts.first, let last = parts.last,
      text.hasPrefix(first), text.hasSuffix(last), text.count > first.count + last.count
    else { return false }
    return !text.dropFirst(first.count).dropLast(last.count).contains("/")
  }
}

extension TokenIssuer {
  fileprivate init?(_ node: Node) {
    guard let pattern = node["issuer"]?.string,
      let family = node["family"]?.string.flatMap(Family.init)
    else { return nil }
    self.init(
      pattern: pattern, family: family, isShared: node["shared"]?.string == "true",
      tenancyClaim: node["tenancy"]?.string, subjectPrefix: node["prefix"]?.string ?? "",
      tenantEnd: node["ends"]?.string ?? "",
      workloadParts: node["workload"]?.string.flatMap { Int($0) } ?? 0,
      tenantClaims: (node["tenant"]?.elements).map { $0.compactMap(\.string) } ?? [],
      otherClaims: (node["claims"]?.elements).map { $0.compactMap(\.string) } ?? [],
      callerPicksAudience: node["audience"]?.string == "caller")
  }
}
