import Estate
import IAM
import Kubernetes
import Logic

/// Somebody who is no principal of the inputs, as a trust policy would name it.
struct AskingParty {
  /// The principal of a statement that names it.
  let entry: PrincipalEntry
  /// How it assumes roles.
  let kind: Edge.Kind
  /// What its requests are known to carry.
  let keys: [ContextKey: RequestContext.Knowledge]
  /// Who it is, to be put behind `name`.
  let words: String

  /// The party that a node stands for; nil for principals, and for whom no trust policy can name.
  init?(_ node: Node, assuming role: Principal, _ clusters: [Cluster]) {
    switch node.kind {
    case .account, .externalPrincipal, .anyone:
      self.init(Assumption.entry(naming: node.id), .assumeRole, words: node.id)
    case .service:
      self.init(
        Self.entry(.service, node.label), .assumeRole, words: "the service " + node.label)
    case .samlProvider:
      self.init(Self.entry(.federated, node.id), .assumeRoleWithSAML, words: node.id)
    case .oidcSubject:
      let parts = node.id.dropFirst("oidc:".count).split(separator: "#", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      self.init(String(parts[1]), of: String(parts[0]), assuming: role)
    case .serviceAccountToken:
      let cluster = clusters.first { node.id.hasPrefix("sa-token:\($0.label)/") }
      guard let issuer = cluster?.issuer else { return nil }
      let account = node.label.split(separator: "/").joined(separator: ":")
      self.init("system:serviceaccount:" + account, of: issuer, assuming: role)
    default: return nil
    }
  }

  private init(
    _ entry: PrincipalEntry, _ kind: Edge.Kind, words: String,
    keys: [ContextKey: RequestContext.Knowledge] = [:]
  ) {
    self.entry = entry
    self.kind = kind
    self.keys = keys
    self.words = words
  }

  private static func entry(_ family: PrincipalEntry.Family, _ text: String) -> PrincipalEntry {
    PrincipalEntry(family: family, text: SymbolicString(text), range: nil)
  }

  /// A subject, or a pattern of subjects, of an issuer that is a provider in the role's account.
  private init?(_ subject: String, of issuer: String, assuming role: Principal) {
    guard let account = role.account.literal,
      let partition = SymbolicARN(role.arn)?.partition.literal
    else { return nil }
    let provider = "arn:\(partition):iam::\(account):oidc-provider/\(issuer)"
    let isLiteral = subject.hasPrefix(TokenScope.literally)
    let pattern =
      isLiteral
      ? String(subject.dropFirst(TokenScope.literally.count)) : TokenScope.pattern(of: subject)
    let isPattern = !isLiteral && pattern.contains { $0 == "*" || $0 == "?" }
    let values =
      isPattern
      ? ValueSet(
        absent: false, single: TextSet(Pattern(SymbolicString(pattern), .glob)), many: .nothing)
      : ValueSet(texts: [pattern])
    self.init(
      Self.entry(.federated, provider), .assumeRoleWithWebIdentity,
      words: "\(provider), for the \(issuer):sub \(pattern) only,",
      keys: pattern.contains(" and ")
        ? [:] : [ContextKey(issuer + ":sub"): .within(values)])
  }
}
