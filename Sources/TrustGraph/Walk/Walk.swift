import IAM
import Logic

/// The requests that walk a path, each with a context that the evaluator lets in.
public struct Walk: Sendable {
  /// One request.
  public struct Step: Sendable {
    /// AssumeRole, AssumeRoleWithWebIdentity or AssumeRoleWithSAML.
    public let kind: Edge.Kind
    /// The role's ARN.
    public let role: String
    /// The SAML provider's ARN; nil for other kinds.
    public let provider: String?
    /// The context keys that matter, by name.
    public let context: [String: [String]]
    /// Name of the session.
    public let sessionName: String

    /// The value of a key, whatever its case.
    func value(_ key: String) -> String? {
      context.first { $0.key.lowercased() == key }?.value.first
    }
  }

  /// Requests in order; never empty.
  public let steps: [Step]

  /// One `aws sts` command for each request; `hiding` says what to print for an ExternalId.
  public func commands(hiding externalID: (String) -> String) -> [String] {
    steps.map { step in
      var words = ["aws", "sts", step.kind.command, "--role-arn", step.role]
      words += ["--role-session-name", step.sessionName]
      switch step.kind {
      case .assumeRoleWithWebIdentity: words += ["--web-identity-token", "file://token"]
      case .assumeRoleWithSAML:
        words += ["--principal-arn", step.provider ?? "", "--saml-assertion", "file://assertion"]
      default:
        if let value = step.value("sts:externalid") {
          words += ["--external-id", externalID(value)]
        }
        if step.value("aws:multifactorauthpresent") == "true" {
          words += ["--serial-number", "DEVICE-ARN", "--token-code", "CODE"]
        }
        if let value = step.value("sts:sourceidentity") { words += ["--source-identity", value] }
        let tags = step.tags
        if !tags.isEmpty { words += ["--tags"] + tags.map { "Key=\($0.key),Value=\($0.value)" } }
      }
      return words.map(Self.quoted).joined(separator: " ")
    }
  }

  /// An AWS CLI configuration whose last profile ends where the path does.
  public func profileFile(hiding externalID: (String) -> String) -> String {
    var lines: [String] = []
    for (index, step) in steps.enumerated() {
      lines.append("[profile step-\(index + 1)]")
      lines.append("role_arn = \(step.role)")
      lines.append("role_session_name = \(step.sessionName)")
      switch step.kind {
      case .assumeRoleWithWebIdentity: lines.append("web_identity_token_file = token")
      case .assumeRoleWithSAML: lines.append("credential_process = saml-login")
      default:
        lines.append("source_profile = \(index == 0 ? "default" : "step-\(index)")")
        if let value = step.value("sts:externalid") {
          lines.append("external_id = \(externalID(value))")
        }
        if step.value("aws:multifactorauthpresent") == "true" {
          lines.append("mfa_serial = DEVICE-ARN")
        }
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
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
  /// Tags that the request carries, sorted.
  fileprivate var tags: [(key: String, value: String)] {
    context.compactMap { key, values in
      let prefix = "aws:requesttag/"
      guard key.lowercased().hasPrefix(prefix), let value = values.first else { return nil }
      return (String(key.dropFirst(prefix.count)), value)
    }.sorted { $0.key < $1.key }
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
