import Testing
import TrustGraph

/// The vendor's guide: samples/vendor-externalid.
@Suite struct VendorTests {
  static let folder = "samples/vendor-externalid"
  static let vendor = "arn:aws:iam::777788889999:root"
  static let pusher = "arn:aws:iam::222233334444:role/VendorRepoPusher"
  static let deployer = "arn:aws:iam::222233334444:role/VendorEKSDeployer"
  static let trustFamilies: Set = ["TRUST", "XID", "OIDC", "GHA", "IRSA"]

  @Test func intendedStateRaisesNothing() throws {
    let scan = try Scan("\(Self.folder)/repaired/account")
    #expect(scan.run.exitCode == 0)
    #expect(scan.report.findings.filter(\.blocks).map(\.rule) == [])
    // Neither `ecr:GetAuthorizationToken` on `*` nor the statements on `portal-*` are a finding.
    #expect(!scan.report.findings.contains { $0.words.contains("ecr:") })
  }

  @Test func oneExternalIdForBothRolesIsInformationAtMost() throws {
    let scan = try Scan("\(Self.folder)/repaired/account")
    for finding in scan.report.findings where finding.rule == "XID-004" {
      #expect(finding.severity == "info")
    }
  }

  @Test(arguments: [pusher, deployer])
  func vendorIsConditionalOnTheExternalId(role: String) throws {
    let paths = DrawnEstate("\(Self.folder)/repaired/account").paths(from: Self.vendor, to: role)
    let path = try #require(paths.first)
    #expect(paths.count == 1)
    #expect(path.hops.count == 1)
    #expect(path.status == .conditional)
    #expect(path.condition.contains("sts:ExternalId"))
  }

  @Test func chainGoesOnIntoTheCluster() throws {
    let estate = DrawnEstate("\(Self.folder)/repaired/account")
    let group = "k8s-group:portal-dev/vendor:portal:deployer"
    let path = try #require(estate.paths(from: Self.vendor, to: group).first)
    let stations = path.nodes.map { estate.trust.graph[node: $0].id }
    #expect(stations.starts(with: [Self.vendor, Self.deployer]))
    #expect(path.status == .conditional)
    #expect(path.condition.contains("sts:ExternalId"))
    let from = try #require(estate.trust.graph.index(of: group))
    let allowed = estate.trust.graph.outgoing[from].map {
      estate.trust.graph[node: estate.trust.graph[edge: $0].target].id
    }
    #expect(allowed.contains { $0.contains("portal") }, "\(allowed)")
  }

  @Test func forgottenExternalIdIsHigh() throws {
    let scan = try Scan("\(Self.folder)/risky/forgotten-externalid")
    #expect(scan.run.exitCode == 1)
    let finding = try #require(
      scan.report.findings(on: Self.deployer).first { $0.rule == "XID-001" })
    #expect(finding.severity == "high")
    #expect(finding.status == "fail")
    #expect(scan.report.findings(on: Self.pusher).filter(\.blocks).map(\.rule) == [])
  }

  @Test func placeholderIsNamedWithItsPlace() throws {
    let scan = try Scan("\(Self.folder)/risky/placeholder")
    // The first value of mapRoles in aws-auth.yaml, and the two policies.
    let expected: Set = ["aws-auth.yaml:4", "VendorRepoPusherPolicy.json:25"]
    let places = scan.report.findings.filter { $0.words.contains("YOUR_ACCOUNT_ID") }
      .compactMap(\.location).map { "\($0.file.split(separator: "/").last ?? ""):\($0.line)" }
    #expect(expected.isSubset(of: places), "\(places)")
  }

  @Test func templateWithoutParametersIsStillDrawn() throws {
    let folder = "\(Self.folder)/repaired/template"
    let scan = try Scan(folder)
    #expect(scan.run.exitCode == 0)
    let estate = DrawnEstate(folder)
    let vendor = try #require(estate.nodes.first { $0.contains("${VendorAccountId}") })
    let role = try #require(estate.nodes.first { $0.hasSuffix(":role/VendorRepoPusher") })
    let path = try #require(estate.paths(from: vendor, to: role).first)
    #expect(path.status == .conditional)
    #expect(path.condition.contains("sts:ExternalId"))
  }

  @Test func templateThatForgotIsReportedWhoeverTheVendorIs() throws {
    let scan = try Scan("\(Self.folder)/risky/template-forgotten-externalid")
    let findings = scan.report.findings.filter { $0.rule == "XID-001" }
    #expect(findings.count == 2)
  }

  @Test func parameterFileNamesTheVendor() throws {
    let folder = "\(Self.folder)/repaired/template-with-parameters"
    let estate = DrawnEstate(
      "\(folder)/vendor-roles.yaml", parameters: "\(folder)/parameters.json")
    let role = try #require(estate.nodes.first { $0.hasSuffix(":role/VendorEKSDeployer") })
    #expect(!estate.paths(from: Self.vendor, to: role).isEmpty)
  }
}
