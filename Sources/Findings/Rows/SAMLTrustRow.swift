import IAM
import Logic
import Text
import TrustGraph

/// A row of the table `saml_trust`.
struct SAMLTrustRow: Sendable {
  let trust: Int
  let role: Int
  let provider: String
  let isLive: Bool
  let holds: Truth
  let audience: StaticString
  let isSignIn: Truth
  let audienceRange: SourceRange?
  let range: SourceRange?
}

extension Facts {
  /// Trusts for SAML providers but those of IAM Identity Center.
  var samlTrusts: [SAMLTrustRow] {
    grants.enumerated().compactMap { index, grant in
      guard grant.kind == .assumeRoleWithSAML, let principal = principal(of: grant),
        !grant.isOfIdentityCenter
      else { return nil }
      let audience = grant.residual.constraint(on: "SAML:aud")
      let isAsked = !audience.admitsAbsence && audience != .present
      let condition = statement(of: grant)?.conditions.first { $0.contextKey == "SAML:aud" }
      return SAMLTrustRow(
        trust: index + 1, role: principal + 1, provider: grant.party.text.display,
        isLive: grant.dead == nil, holds: grant.holds,
        audience: isAsked ? "asked" : condition == nil ? "none" : "vacuous",
        isSignIn: isAsked ? SignInEndpoint.contains(audience) : .no,
        audienceRange: condition?.range, range: grant.range)
    }
  }
}

extension TrustGrant {
  /// Whether the provider is one that IAM Identity Center makes in every account.
  fileprivate var isOfIdentityCenter: Bool { party.text.display.contains(":saml-provider/AWSSSO_") }
}

/// Where AWS takes SAML responses for its console.
///
/// Source: IAM User Guide, "Create a role for SAML 2.0 federation (console)"; AWS General Reference,
/// "AWS Sign-In endpoints and quotas".
enum SignInEndpoint {
  private static let hosts = [
    "signin.aws.amazon.com", "signin.amazonaws-us-gov.com", "signin.amazonaws.cn",
  ]

  /// Whether only such addresses are among some values.
  static func contains(_ values: ValueSet) -> Truth {
    let patterns = values.single.cells.map { cell in
      cell.matching.isEmpty
        ? .no : cell.matching.reduce(Truth.no) { $0 || isEndpoint($1.text) }
    }
    return (values.single.values.map { isEndpoint(SymbolicString($0)) } + patterns)
      .reduce(.yes) { $0 && $1 }
  }

  private static func isEndpoint(_ text: SymbolicString) -> Truth {
    guard let text = text.literal else { return .unknown }
    guard text.hasPrefix("https://") else { return .no }
    let address = text.dropFirst("https://".count)
    let host = address.prefix { $0 != "/" }
    return Truth(
      address.dropFirst(host.count).hasPrefix("/saml")
        && hosts.contains { host == $0 || host.hasSuffix("." + $0) })
  }
}
