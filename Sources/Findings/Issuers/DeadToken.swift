import IAM
import Logic
import Text
import TrustGraph

/// Why the conditions of a web identity trust can never match a token.
struct DeadToken {
  /// Nil when nothing makes them dead.
  private(set) var code: String?

  /// Judges what the issuer's tokens can hold; operators that hold when a key is absent are left
  /// out, because there the mistake opens the trust instead.
  init(
    _ conditions: [Condition], _ token: TokenScope, issuer: TokenIssuer,
    clientIDs: [SymbolicString]?
  ) {
    let prefix = token.issuer.display.lowercased() + ":"
    for condition in conditions where code == nil && Self.needsKey(condition.operatorText) {
      let key = condition.contextKey.canonical
      if key.hasPrefix(prefix) {
        let claim = String(key.dropFirst(prefix.count))
        code = Self.defect(condition, claim: claim, issuer: issuer, clientIDs: clientIDs)
      } else if Self.isForeignClaim(key, prefix: prefix) {
        code = "wrong-issuer-prefix"
      }
    }
  }

  private static func needsKey(_ text: String) -> Bool {
    let name = text.lowercased()
    return !name.hasSuffix("ifexists") && !name.hasPrefix("forallvalues:")
      && !name.contains(text: "not") && name != "null"
  }

  /// A claim of an issuer, but not of the one that is trusted.
  private static func isForeignClaim(_ key: String, prefix: String) -> Bool {
    guard key.hasSuffix(":sub") || key.hasSuffix(":aud"), !key.hasPrefix("aws:"),
      !key.hasPrefix("sts:"), !key.hasPrefix("saml:")
    else { return false }
    // Tokens of Cognito and Google carry claims under keys of their own.
    return key.contains(text: ".") || key.contains(text: "/")
  }

  private static func defect(
    _ condition: Condition, claim: String, issuer: TokenIssuer, clientIDs: [SymbolicString]?
  ) -> String? {
    let mapped = Set(["sub", "aud"] + issuer.tenantClaims + issuer.otherClaims)
    let isListed = issuer.family != .unlisted && issuer.family != .other && issuer.family != .eks
    if isListed, issuer.tenancyClaim != claim, !mapped.contains(claim) { return "unmapped-claim" }
    let texts = condition.values.map { $0.text.literal }
    let isExact = condition.operatorText.lowercased().hasSuffix("stringequals")
    if isExact, !texts.isEmpty, texts.allSatisfy({ $0?.contains("*") ?? false }) {
      return "glob-in-exact"
    }
    if isExact, claim == "aud", let clientIDs = clientIDs?.map(\.literal), !clientIDs.isEmpty {
      let known = clientIDs.contains(nil) || texts.contains(nil)
      if !known, !texts.contains(where: { clientIDs.contains($0) }) { return "aud-not-registered" }
    }
    if claim == "sub", issuer.family == .github, texts.allSatisfy(isImpossibleGitHubSubject) {
      return "impossible-grammar"
    }
    return nil
  }

  /// `repo:o/r:refs/heads/main` without the `ref:` that GitHub writes before it.
  private static func isImpossibleGitHubSubject(_ text: String?) -> Bool {
    guard let text, text.hasPrefix("repo:") else { return false }
    return text.contains(text: ":refs/") && !text.contains(text: ":ref:refs/")
  }
}
