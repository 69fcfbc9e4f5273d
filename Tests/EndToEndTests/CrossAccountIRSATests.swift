import Testing
import TrustGraph

/// The EKS page on cross-account access: samples/irsa-cross-account.
@Suite struct CrossAccountIRSATests {
  static let folder = "samples/irsa-cross-account"
  static let roleA = "arn:aws:iam::111122223333:role/account-a-role"
  static let roleB = "arn:aws:iam::444455556666:role/account-b-role"
  static let irsaRoleB = "arn:aws:iam::444455556666:role/account-b-irsa-role"
  static let guardedRoleB = "arn:aws:iam::444455556666:role/account-b-guarded-role"
  static let worker = "sa-token:my-cluster/app/report-worker"
  static let archiver = "sa-token:my-cluster/app/report-archiver"
  static let serviceAccounts = [
    "app/default", "app/report-archiver", "app/report-worker", "default/default",
    "kube-system/aws-node", "kube-system/coredns", "monitoring/prometheus",
  ]

  @Test func chainIsOneFindingWithThreeEvidenceLines() throws {
    let scan = try Scan("\(Self.folder)/risky")
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
      #expect(evidence.contains("\(Self.folder)/risky/\(place)"), "\(place)")
    }
  }

  @Test func missingSubjectIsHighAndNamesWhoGetsIn() throws {
    let scan = try Scan("\(Self.folder)/risky")
    let finding = try #require(
      scan.report.findings(on: Self.roleA).first { $0.rule == "IRSA-001" })
    #expect(finding.severity == "high")
    #expect(finding.status == "fail")
    for account in Self.serviceAccounts {
      #expect(finding.words.contains(account), "\(account) is not named")
    }
  }

  @Test func missingSubjectIsHighAcrossAccountsToo() throws {
    let scan = try Scan("\(Self.folder)/risky")
    #expect(scan.run.exitCode == 1)
    let finding = try #require(
      scan.report.findings(on: Self.irsaRoleB).first { $0.rule == "IRSA-001" })
    #expect(finding.severity == "high")
    for account in Self.serviceAccounts {
      #expect(finding.words.contains(account), "\(account) is not named")
    }
  }

  @Test func missingAudienceAloneIsLow() throws {
    let scan = try Scan("\(Self.folder)/risky")
    let role = "arn:aws:iam::444455556666:role/account-b-metrics-role"
    let findings = scan.report.findings(on: role).filter { $0.family == "IRSA" }
    #expect(findings.map(\.rule) == ["IRSA-002"])
    #expect(findings.map(\.severity) == ["low"])
  }

  @Test func emptyConditionIsToldApartFromAGuard() throws {
    let scan = try Scan("\(Self.folder)/risky")
    let open = scan.report.findings(on: Self.roleB).filter { $0.status == "fail" }
    let guarded = scan.report.findings(on: Self.guardedRoleB).filter { $0.status == "fail" }
    #expect(open.contains { ["TRUST", "XID"].contains($0.family) })
    let onlyOpen = Set(open.map(\.rule)).subtracting(guarded.map(\.rule))
    #expect(!onlyOpen.isEmpty)
    #expect(!guarded.contains { $0.blocks })
  }

  @Test(arguments: [(worker, roleB), (archiver, irsaRoleB)])
  func repairedFormPassesAndShowsThePath(caller: String, role: String) throws {
    let scan = try Scan("\(Self.folder)/repaired")
    #expect(scan.run.exitCode == 0)
    #expect(scan.report.findings.filter(\.blocks).map(\.rule) == [])
    let estate = DrawnEstate("\(Self.folder)/repaired")
    #expect(!estate.paths(from: caller, to: role).isEmpty)
    for other in Self.serviceAccounts.map({ "sa-token:my-cluster/\($0)" }) where other != caller {
      #expect(estate.paths(from: other, to: role).isEmpty)
    }
    // The report shows it, though it is no finding.
    let text = try Program.run(["scan", "\(Self.folder)/repaired", "-o", "html"] + Scan.day)
    #expect(text.outputText.contains(caller.replacing("sa-token:my-cluster/", with: "")))
  }
}
