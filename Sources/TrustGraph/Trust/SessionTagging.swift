import Estate
import IAM
import Logic

extension Principal {
  /// Who may pass tags to sessions of a role.
  ///
  /// Source: IAM User Guide, "Pass session tags in AWS STS": without `sts:TagSession` in the role's
  /// trust policy nobody may.
  var sessionTagging: SessionTagging {
    guard kind == .role else { return .nobody }
    guard let trust, !trust.isOpaque else { return .anybody }
    var result = SessionTagging.nobody
    for statement in trust.statements
    where statement.effect != .deny && statement.knownActions.intersects(Self.tagSession) {
      guard statement.namesOnlyPods else { return .anybody }
      result = .pods
    }
    return result
  }

  private static let tagSession = ActionSet(of: .tagSession)
}

extension Statement {
  /// Whether nobody but EKS Pod Identity is its principal.
  fileprivate var namesOnlyPods: Bool {
    guard case .these(let entries) = principals else { return false }
    return entries.allSatisfy {
      $0.family == .service && $0.text.literal == PodIdentityFinder.service
    }
  }

  /// Whether it asks for what a request hands to its session, or for tags of the role: both are
  /// another matter for every principal.
  var asksAboutSession: Bool {
    asksResourceTag || conditions.contains { KnownAction.passing($0.contextKey) != nil }
  }

  /// Whether it asks for tags of the resource.
  var asksResourceTag: Bool {
    conditions.contains {
      let key = $0.contextKey.canonical
      return key.hasPrefix("aws:resourcetag/") || key.hasPrefix("iam:resourcetag/")
    }
  }
}
