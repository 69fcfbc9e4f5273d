/// Swift source of a folder of rules: a function for each rule file, and the tables of `data/`.
///
/// A rule that the rule reader would not take as it stands is an error of the build, or does not
/// compile; that the values equal what the reader makes of the files is for a test.
struct RuleSource {
  private var rules: [(id: String, source: String)] = []
  private var issuers = ""
  private var knownAccounts = ""

  init(_ files: [(path: String, text: String)]) throws {
    for file in files {
      do {
        let value = try YAMLValue(firstDocumentOf: file.text)
        switch file.path {
        case "data/issuers.yaml": issuers = try Self.issuers(value)
        case "data/known-accounts.yaml": knownAccounts = try Self.knownAccounts(value)
        default: rules.append((try value.text("id"), try Self.rule(value)))
        }
      } catch var error as YAMLValue.Malformed {
        error.file = file.path
        throw error
      }
    }
    rules.sort { $0.id < $1.id }
  }

  func text(extending type: String) -> String {
    let functions = rules.enumerated().map { "private func rule\($0)() -> Rule {\n\($1.source)}\n" }
    return """
      public import Findings

      extension \(type) {
        /// The rules of this folder, sorted by id.
        public static var rules: [Rule] { [\(rules.indices.map { "rule\($0)()" }.joined(separator: ", "))] }

        /// Issuers of web identity tokens.
        public static var issuers: TokenIssuers { TokenIssuers([\n\(issuers)]) }

        /// Owners of published account ids.
        public static var knownAccounts: KnownAccounts { KnownAccounts(\n\(knownAccounts)) }
      }

      \(functions.joined(separator: "\n"))
      """
  }

  private static func rule(_ value: YAMLValue) throws -> String {
    let known: Set<String> = [
      "id", "title", "severity", "facts", "query", "message", "why", "fix", "references",
      "compliance", "evidence",
    ]
    for key in value.keys where !known.contains(key) {
      throw YAMLValue.Malformed(problem: "a rule has no `\(key)`")
    }
    let controls = try value.list("compliance").map { control in
      "(\(SwiftLiteral.text(try control.text("framework"))),\n"
        + "\(SwiftLiteral.text(try control.text("id"))),\n"
        + "\(SwiftLiteral.choice(try control.text("provenance"))))"
    }
    func text(_ key: String) throws -> String {
      let text = try value.text(key)
      return SwiftLiteral.text(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
    return """
      Rule(
        id: \(try text("id")),
        title: \(try text("title")),
        severity: \(SwiftLiteral.choice(try value.text("severity"))),
        factsVersion: \(try value.text("facts")),
        query: \(try text("query")),
        message: \(try text("message")),
        why: \(try text("why")),
        fix: \(try text("fix")),
        references: \(SwiftLiteral.texts(try value.texts("references"))),
        compliance: [\(controls.joined(separator: ",\n"))],
        evidence: \(SwiftLiteral.choice(try value["evidence"] == nil ? "statement" : value.text("evidence"))))

      """
  }

  private static func issuers(_ value: YAMLValue) throws -> String {
    try value.list("issuers").map { issuer in
      func text(_ key: String) throws -> String {
        SwiftLiteral.text(issuer[key] == nil ? "" : try issuer.text(key))
      }
      return """
        TokenIssuer(
          pattern: \(SwiftLiteral.text(try issuer.text("issuer"))),
          family: \(SwiftLiteral.choice(try issuer.text("family"))),
          isShared: \(issuer["shared"] == nil ? "false" : try issuer.text("shared")),
          tenancyClaim: \(issuer["tenancy"] == nil ? "nil" : try text("tenancy")),
          subjectPrefix: \(try text("prefix")),
          tenantEnd: \(try text("ends")),
          workloadParts: \(issuer["workload"] == nil ? "0" : try issuer.text("workload")),
          tenantClaims: \(SwiftLiteral.texts(try issuer.texts("tenant"))),
          otherClaims: \(SwiftLiteral.texts(try issuer.texts("claims"))),
          callerPicksAudience: \(issuer["audience"] == nil ? "false" : "\(try issuer.text("audience") == "caller")")),

        """
    }.joined()
  }

  private static func knownAccounts(_ value: YAMLValue) throws -> String {
    try ["vendors", "aws", "retired"].map { key in
      let owners = try value.list(key).map { owner in
        "(\(SwiftLiteral.text(try owner.text("name"))),\n"
          + "\(SwiftLiteral.text(try owner.text("accounts")))),\n"
      }
      return "\(key): [\n\(owners.joined())]"
    }.joined(separator: ",\n")
  }
}
