import Testing

@testable import TrustGraph

/// Every row of the edge catalogue, with where its fixtures are, or why it is not drawn.
@Suite struct CatalogueTests {
  /// Rows with cases of `EscalationCase`.
  static let cases: Set = [
    "T-STAR-COND", "T-SESSION", "T-FEDUSER", "T-DANGLING", "T-SERVICE", "T-OIDC", "T-OIDC-EKS",
    "T-SAML", "T-WEBIDP", "T-IDC", "T-RA", "T-PODID", "T-EC2", "T-IOT", "T-SELF",
    "iam-001", "iam-sdv", "iam-002", "iam-003", "iam-004", "iam-006", "iam-ssc", "iam-key2",
    "mfa-01", "iam-005", "iam-007", "iam-008", "iam-009", "iam-010", "iam-011", "iam-012",
    "iam-013", "iam-014", "iam-015", "iam-016", "iam-017", "iam-018", "iam-019", "iam-020",
    "iam-021", "iam-022", "iam-023", "iam-024", "iam-025", "iam-026", "iam-027", "iam-slr", "D-01",
    "D-02", "D-03", "D-04", "D-05", "org-01", "org-02", "org-03", "org-04", "SSO-001", "SSO-002",
    "SSO-003", "SSO-004", "SSO-005", "root-01", "cloudformation-006",
  ]
  /// Rows that forbid an edge: two negative cases each.
  static let forbidden: Set = ["T-DANGLING", "iam-slr", "D-03", "D-04", "D-05"]
  /// Rows with cases in other suites of this folder.
  static let elsewhere: [String: String] = [
    "T-ARN-SAME": "TrustEdgeTests", "T-ROOT-SAME": "TrustEdgeTests",
    "T-ARN-CROSS": "TrustEdgeTests",
    "T-ROOT-CROSS": "TrustEdgeTests", "T-STAR": "TrustEdgeTests",
    "T-NOTPRINCIPAL": "TrustEdgeTests",
    "T-CHAIN": "PathTests", "T-PODID-TARGET": "Clusters/EdgeCases",
    "T-STACK-OUTPUT": "no row of the catalogue; fixtures are missing",
    "T-STACK-SET": "no row of the catalogue; fixtures are missing",
    "T-PROFILE": "ProfileChainTests", "iam-030": "EscalationTests",
    "sts-001": "TrustEdgeTests", "STS-002": "TrustEdgeTests", "STS-003": "TrustEdgeTests",
    "T-WELLKNOWN": "as T-ROOT-CROSS: told by trust, never by name", "T-ASSUMEROOT": "as root-01",
    "T-CDK": "as T-ARN-SAME and cloudformation-001",
  ]

  @Test func everyRowHasFixtures() {
    let all =
      EscalationTests.cases + EscalationCase.trust + EscalationCase.accounts
    var missing: [String] = []
    for row in Self.cases.sorted() {
      let own = all.filter { $0.row == row }
      let negative = own.filter { !$0.isDrawn }.count
      if Self.forbidden.contains(row) {
        if negative < 2 { missing.append("\(row): two negative") }
        continue
      }
      if !own.contains(where: \.isDrawn) { missing.append("\(row): positive") }
      if negative == 0 { missing.append("\(row): negative") }
    }
    #expect(missing.isEmpty, "\(missing)")
  }

  /// A finder does not draw a row that nobody has fixtures for.
  @Test func everyRowThatIsDrawnIsKnown() {
    let tables = Set(PassRoleRow.all.map(\.id) + ExistingRow.all.map(\.id))
    let known = Self.cases.union(Self.elsewhere.keys).union(tables)
    let drawn = Set(
      EscalationFinders.all.flatMap { $0.rows }
        + EdgeFinders.all.flatMap { $0.rows }.filter {
          $0.hasPrefix("T-")
        })
    #expect(drawn.subtracting(known).isEmpty, "\(drawn.subtracting(known).sorted())")
  }

  @Test(arguments: EscalationCase.trust + EscalationCase.accounts)
  func row(_ test: EscalationCase) throws {
    var inputs = Inputs()
    test.build(&inputs)
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    let lines = try #require(graph.expandedEdges()).map {
      "\(graph.graph[node: $0.source].id) -> \(graph.graph[node: $0.target].id) \($0.via)"
    }
    let found = lines.filter { line in
      line.hasPrefix("\(test.from) -> ") && line.hasSuffix(" \(test.row)")
        && (test.to.map { line.contains("-> \($0) ") } ?? true)
    }
    #expect(found.isEmpty == !test.isDrawn, "\(lines.joined(separator: "\n"))")
  }
}
