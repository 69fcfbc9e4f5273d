import Foundation
import Testing

@testable import TrustGraph

/// Every row of the edge catalogue has cases in which it is drawn, and in which it is not.
@Suite struct CatalogueTests {
  /// Rows that forbid an edge: two cases in which there is none.
  static let forbidden: Set = [
    "T-DANGLING", "iam-slr", "D-03", "D-04", "D-05", "codestar-01", "K-eks-token",
    "K-irsa-mismatch",
  ]

  /// Rows whose cases are tests of other files of this folder, which name the row.
  static let elsewhere: [String: String] = [
    "T-ARN-SAME": "TrustEdgeTests", "T-ROOT-SAME": "TrustEdgeTests",
    "T-ARN-CROSS": "TrustEdgeTests", "T-ROOT-CROSS": "TrustEdgeTests",
    "T-STAR": "TrustEdgeTests", "T-NOTPRINCIPAL": "TrustEdgeTests", "T-CHAIN": "PathTests",
    "T-PROFILE": "ProfileChainTests", "iam-030": "EscalationTests",
  ]

  /// Rows that are other rows seen from another side.
  static let same: [String: [String]] = [
    // A trust that AWS tools and landing zones write; told by what it says, never by its name.
    "T-WELLKNOWN": ["T-ROOT-CROSS"],
    // Whoever may call sts:AssumeRoot.
    "T-ASSUMEROOT": ["root-01"],
    // The deploy role assumed, then a role passed to CloudFormation.
    "T-CDK": ["T-ARN-SAME", "cloudformation-001"],
    "sts-001": ["T-ARN-SAME", "T-ROOT-SAME", "T-ARN-CROSS"], "STS-002": ["T-ROOT-CROSS"],
    "STS-003": ["T-STAR"],
  ]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  /// The catalogue's rows; a line with several ways names them all.
  static var rows: [String] {
    get throws {
      let file = folder.appending(path: "Reference/edge-rows.txt")
      return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .filter { !$0.hasPrefix("#") }
        .flatMap { $0.split(separator: " ").map(String.init) }
    }
  }

  static let cases = EscalationTests.cases + EscalationCase.trust + EscalationCase.accounts

  @Test func everyRowHasFixtures() throws {
    let rows = try Self.rows
    #expect(rows.count > 190)
    let missing = try rows.compactMap { try lack(of: $0) }
    #expect(missing.isEmpty, "\(missing)")
  }

  /// What a row lacks; nil for nothing.
  private func lack(of row: String) throws -> String? {
    if let others = Self.same[row] {
      return try others.compactMap { try lack(of: $0) }.first.map { "\(row) by \($0)" }
    }
    // These tables are tests by themselves, of what each row needs and of all that lacks a part.
    if PassRoleRow.all.contains(where: { $0.id == row }) { return nil }
    if ExistingRow.all.contains(where: { $0.id == row }) { return nil }
    if let name = Self.elsewhere[row] {
      let text = try String(
        contentsOf: Self.folder.appending(path: name + ".swift"), encoding: .utf8)
      return text.contains(row) ? nil : "\(row): not in \(name)"
    }
    let own = Self.cases.filter { $0.row == row }
    var drawn = own.filter(\.isDrawn).count
    var not = own.count - drawn
    if let names = EdgeCase.ofRow[row] {
      drawn = names.drawn.filter { EdgeCase.has($0, drawn: true) }.count
      not = names.not.filter { EdgeCase.has($0, drawn: false) }.count
    }
    if Self.forbidden.contains(row) {
      return drawn == 0 && not >= 2 ? nil : "\(row): two in which nothing is drawn"
    }
    return drawn > 0 && not > 0 ? nil : "\(row): \(drawn) drawn, \(not) not"
  }

  /// A finder draws no row that the catalogue does not have, but for ways that came later.
  @Test func everyRowThatIsDrawnIsKnown() throws {
    let later: Set = [
      // Steps of templates and of Pod Identity, with cases of their own.
      "T-STACK-OUTPUT", "T-STACK-SET", "T-PODID-TARGET",
      // Ways of two rows that read "or".
      "airflow-02",
    ]
    let known = Set(try Self.rows).union(later)
    let drawn = Set(
      EscalationFinders.all.flatMap { $0.rows }
        + EdgeFinders.all.flatMap { $0.rows }.filter { $0.hasPrefix("T-") })
    #expect(drawn.subtracting(known).isEmpty, "\(drawn.subtracting(known).sorted())")
    for row in later where row.hasPrefix("T-STACK") {
      #expect(Self.cases.contains { $0.row == row && $0.isDrawn })
      #expect(Self.cases.contains { $0.row == row && !$0.isDrawn })
    }
  }

  @Test(arguments: EscalationCase.trust + EscalationCase.accounts)
  func row(_ test: EscalationCase) throws {
    var inputs = Inputs()
    test.build(&inputs)
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    let lines = try #require(graph.expandedEdges()).map {
      "\(graph.graph[node: $0.source].id) -> \(graph.graph[node: $0.target].id) \($0.via)"
    }
    #expect(test.isFound(in: lines) == test.isDrawn, "\(lines.joined(separator: "\n"))")
  }
}

extension EscalationCase {
  /// Whether the case's edge is among lines `from -> to … row`; an edge of any row where the case's
  /// row forbids one.
  func isFound(in lines: [String]) -> Bool {
    let isForbidden = CatalogueTests.forbidden.contains(row)
    return lines.contains { line in
      line.hasPrefix("\(from) -> ") && (isForbidden || line.hasSuffix(" \(row)"))
        && (to.map { line.contains("-> \($0) ") } ?? true)
    }
  }
}

extension EdgeCase {
  /// Whether a case of that name answers that there is an edge, or that there is none.
  fileprivate static func has(_ name: String, drawn: Bool) -> Bool {
    all.contains { test in
      guard test.authority.hasPrefix(name) else { return false }
      if case .no = test.answer { return !drawn }
      return drawn
    }
  }
}
