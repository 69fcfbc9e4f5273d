import Testing
import TrustGraph

/// The EKS page on cross-account access: samples/irsa-cross-account.
@Suite struct CrossAccountIRSATests {
  static let folder = "samples/irsa-cross-account"
  static let roleA = "arn:aws:iam::111122223333:role/account-a-role"
  static let roleB = "arn:aws:iam::444455556666:role/account-b-role"
  static let guardedRoleB = "arn:aws:iam::444455556666:role/account-b-guarded-role"
  static let worker = "sa-token:my-cluster/app/report-worker"
  static let serviceAccounts = [
    "app/default", "app/report-worker", "default/default", "kube-system/aws-node",
    "kube-system/coredns", "monitoring/prometheus",
  ]

  @Test func chainIsOneFindingWithThreeEvidenceLines() throws {
    let scan = try Scan("\(Self.folder)/risky/chained-roles")
    #expect(scan.run.exitCode == 1)
    let chains = scan.report.findings.filter {
      $0.family == "CHAIN" && $0.stations.suffix(2) == [Self.roleA, Self.roleB]
    }
    #expect(chains.count == 1)
    let evidence = Set(chains.flatMap(\.path).flatMap(\.evidence).map { "\($0.file):\($0.line)" })
    // The statements: A's web identity trust, A's grant on B's role, B's trust of A's root.
    for place in [
      "account-a/authorization-details.json:92", "account-a/authorization-details.json:108",
      "account-b/authorization-details.json:14",
    ] {
      #expect(evidence.contains("\(Self.folder)/risky/chained-roles/\(place)"), "\(place)")
    }
  }

  @Test func missingSubjectIsHighAndNamesWhoGetsIn() throws {
    let scan = try Scan("\(Self.folder)/risky/chained-roles")
    let finding = try #require(
      scan.report.findings(on: Self.roleA).first { $0.rule == "IRSA-001" })
    #expect(finding.severity == "high")
    #expect(finding.status == "fail")
    for account in Self.serviceAccounts {
      #expect(finding.words.contains(account), "\(account) is not named")
    }
  }

  @Test func missingSubjectIsHighAcrossAccountsToo() throws {
    let scan = try Scan("\(Self.folder)/risky/provider-in-account-b")
    #expect(scan.run.exitCode == 1)
    let finding = try #require(
      scan.report.findings(on: Self.roleB).first { $0.rule == "IRSA-001" })
    #expect(finding.severity == "high")
  }

  @Test func missingAudienceAloneIsLow() throws {
    let scan = try Scan("\(Self.folder)/risky/provider-in-account-b")
    let role = "arn:aws:iam::444455556666:role/account-b-metrics-role"
    let findings = scan.report.findings(on: role).filter { $0.family == "IRSA" }
    #expect(findings.map(\.rule) == ["IRSA-002"])
    #expect(findings.map(\.severity) == ["low"])
  }

  @Test func emptyConditionIsToldApartFromAGuard() throws {
    let scan = try Scan("\(Self.folder)/risky/chained-roles")
    let open = scan.report.findings(on: Self.roleB).filter { $0.status == "fail" }
    let guarded = scan.report.findings(on: Self.guardedRoleB).filter { $0.status == "fail" }
    #expect(open.contains { ["TRUST", "XID"].contains($0.family) })
    let onlyOpen = Set(open.map(\.rule)).subtracting(guarded.map(\.rule))
    #expect(!onlyOpen.isEmpty)
    #expect(!guarded.contains { $0.blocks })
  }

  @Test(arguments: ["chained-roles", "provider-in-account-b"])
  func repairedFormPassesAndShowsThePath(variant: String) throws {
    let scan = try Scan("\(Self.folder)/repaired/\(variant)")
    #expect(scan.run.exitCode == 0)
    #expect(scan.report.findings.filter(\.blocks).map(\.rule) == [])
    let estate = DrawnEstate("\(Self.folder)/repaired/\(variant)")
    #expect(!estate.paths(from: Self.worker, to: Self.roleB).isEmpty)
    for account in Self.serviceAccounts where account != "app/report-worker" {
      #expect(estate.paths(from: "sa-token:my-cluster/\(account)", to: Self.roleB).isEmpty)
    }
    // The report shows it, though it is no finding.
    let text = try Program.run(
      ["scan", "\(Self.folder)/repaired/\(variant)", "-o", "html"] + Scan.day)
    #expect(text.outputText.contains("app/report-worker"))
  }
}
