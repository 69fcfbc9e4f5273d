extension Walk {
  /// An AWS CLI configuration whose last profile ends where the path does.
  ///
  /// A comment says what of a request no profile can send.
  public func profileFile(hiding externalID: (String) -> String) -> String {
    steps.indices.flatMap { index in
      steps[index].profile("step-\(index + 1)", from: source(of: index), externalID) + [""]
    }.joined(separator: "\n")
  }

  /// The setting that says whose credentials send a request.
  private func source(of index: Int) -> String {
    guard index > 0 else { return "source_profile = default" }
    return steps[index - 1].actor.credentialSource.map { "credential_source = \($0)" }
      ?? "source_profile = step-\(index)"
  }
}

extension Walk.Step {
  fileprivate func profile(
    _ name: String, from source: String, _ externalID: (String) -> String
  ) -> [String] {
    if let remark = actor.remark(on: role) { return [remark] }
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
    lines += ["role_arn = \(role)"] + (sessionName.map { ["role_session_name = \($0)"] } ?? [])
    if let duration { lines.append("duration_seconds = \(duration)") }
    switch kind {
    case .assumeRoleWithWebIdentity: lines.append("web_identity_token_file = token")
    default:
      lines.append(source)
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
