extension Walk {
  /// One `aws sts` command for each request, or a comment on the request that is no caller's;
  /// `hiding` says what to print for an ExternalId.
  public func commands(hiding externalID: (String) -> String) -> [String] {
    steps.map { step in
      step.actor.remark(on: step.role)
        ?? step.words(hiding: externalID).map(Self.quoted).joined(separator: " ")
    }
  }

  /// A word as a shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "-_./:=,@+#".utf8.contains(byte)
      }
    }
    return isPlain && !word.isEmpty
      ? word
      : "'"
        + word.split(
          separator: "'", omittingEmptySubsequences: false
        ).joined(separator: "'\\''") + "'"
  }
}

extension Walk.Step {
  fileprivate func words(hiding externalID: (String) -> String) -> [String] {
    var words = ["aws", "sts", kind.command, "--role-arn", role]
    // The session of a SAML assertion is named by the assertion.
    if kind != .assumeRoleWithSAML, let sessionName {
      words += ["--role-session-name", sessionName]
    }
    if let duration { words += ["--duration-seconds", duration] }
    switch kind {
    case .assumeRoleWithWebIdentity: words += ["--web-identity-token", "file://token"]
    case .assumeRoleWithSAML:
      words += ["--principal-arn", provider ?? "", "--saml-assertion", "file://assertion"]
    default:
      if let value = value("sts:externalid") { words += ["--external-id", externalID(value)] }
      if usesDevice { words += ["--serial-number", "DEVICE-ARN", "--token-code", "CODE"] }
      if let sourceIdentity { words += ["--source-identity", sourceIdentity] }
      if !tags.isEmpty { words += ["--tags"] + tags.map { "Key=\($0.key),Value=\($0.value)" } }
      if !transitiveTags.isEmpty { words += ["--transitive-tag-keys"] + transitiveTags }
    }
    return words
  }
}

extension Edge.Kind {
  /// Name of the `aws sts` command.
  fileprivate var command: String {
    switch self {
    case .assumeRoleWithWebIdentity: "assume-role-with-web-identity"
    case .assumeRoleWithSAML: "assume-role-with-saml"
    default: "assume-role"
    }
  }
}
