extension Walk {
  /// An AWS CLI configuration whose last profile ends where the path does.
  ///
  /// A comment says what of a request no profile can send.
  public func profileFile(hiding externalID: (String) -> String) -> String {
    steps.enumerated().flatMap { index, step in
      step.profile("step-\(index + 1)", from: index == 0 ? "default" : "step-\(index)", externalID)
        + [""]
    }.joined(separator: "\n")
  }
}

extension Walk.Step {
  fileprivate func profile(
    _ name: String, from source: String, _ externalID: (String) -> String
  ) -> [String] {
    var lines = ["[profile \(name)]"]
    if !unsent.isEmpty {
      lines.append(
        "# A profile cannot send \(unsent.joined(separator: " or ")): this step needs its command.")
    }
    if kind == .assumeRoleWithSAML {
      return lines + [
        "# No setting takes a SAML assertion: saml-login prints what the command answers.",
        "credential_process = saml-login",
      ]
    }
    lines += ["role_arn = \(role)", "role_session_name = \(sessionName)"]
    if let duration { lines.append("duration_seconds = \(duration)") }
    switch kind {
    case .assumeRoleWithWebIdentity: lines.append("web_identity_token_file = token")
    default:
      lines.append("source_profile = \(source)")
      if let value = value("sts:externalid") { lines.append("external_id = \(externalID(value))") }
      if usesDevice { lines.append("mfa_serial = DEVICE-ARN") }
    }
    return lines
  }

  /// The options of the command that profiles have no settings for.
  private var unsent: [String] {
    (sourceIdentity == nil ? [] : ["--source-identity"]) + (tags.isEmpty ? [] : ["--tags"])
      + (transitiveTags.isEmpty ? [] : ["--transitive-tag-keys"])
  }
}
