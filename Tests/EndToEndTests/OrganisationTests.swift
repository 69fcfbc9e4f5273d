import Testing

/// Four accounts: samples/organisation.
@Suite struct OrganisationTests {
  static let alice = "arn:aws:iam::567890123456:user/alice"
  static let admin = "arn:aws:iam::456789012345:role/production-admin"
  static let billing = "arn:aws:iam::456789012345:role/production-billing-admin"
  static let reports = "arn:aws:iam::456789012345:role/production-reports"
  static let analyst = "arn:aws:iam::567890123456:role/analyst"
  static let hub = "arn:aws:iam::345678901234:role/deploy-hub"

  @Test func chainEndsInAnAdministrator() throws {
    let scan = try Scan("samples/organisation/risky")
    #expect(scan.run.exitCode == 1)
    let chain = try #require(
      scan.report.findings.first {
        $0.family == "CHAIN" && $0.stations.suffix(2) == [Self.hub, Self.admin]
      })
    #expect(chain.blocks)
  }

  @Test func denyStopsTheOtherChain() throws {
    let estate = DrawnEstate("samples/organisation/risky")
    #expect(!estate.paths(from: Self.analyst, to: Self.reports).isEmpty)
    #expect(estate.paths(from: Self.analyst, to: Self.billing).isEmpty)
    let scan = try Scan("samples/organisation/risky")
    #expect(!scan.report.findings.contains { $0.stations.dropFirst().contains(Self.billing) })
  }

  @Test func boundaryKeepsOutWhoseGroupWouldGetIn() {
    let estate = DrawnEstate("samples/organisation/risky")
    #expect(estate.directSources(of: Self.hub) == [Self.alice])
  }

  @Test func repairedFormPasses() throws {
    let scan = try Scan("samples/organisation/repaired")
    #expect(scan.run.exitCode == 0)
    #expect(scan.report.findings.filter(\.blocks).map(\.rule) == [])
  }
}
